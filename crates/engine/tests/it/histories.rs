//! Recorded histories: what each story and each pattern left when it was first told, kept for ever. Each of them replays to the state that was
//! recorded with it, whatever the engine does since: entries that exist are never read another way.
//!
//! A story that was never recorded is recorded by `UPDATE_HISTORIES=1 cargo test -p baton-engine histories`. What is recorded is
//! not written again, also where its story goes another way today. A state may say more than it did, and never less.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use baton_engine::event::Event;
use baton_engine::{Actor, EntryRef, RunState, apply};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::stage::World;
use crate::{patterns, scenarios_told};

/// A story as it went once.
#[derive(Serialize, Deserialize)]
struct Recorded {
    story: String,
    entries: Vec<Entry>,
    state: Value,
}

/// One entry: when, who, what.
#[derive(Serialize, Deserialize)]
struct Entry(Timestamp, Actor, Vec<Event>);

/// All that is recorded, by file.
fn told() -> Vec<(String, Vec<(String, World)>)> {
    let mut told = scenarios_told::told();
    told.push(("patterns".to_owned(), patterns::told()));
    told
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/histories").join(name).with_extension("jsonl")
}

/// What was recorded of a file's stories.
fn recorded(name: &str) -> Vec<Recorded> {
    let text = fs::read_to_string(file(name)).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|fault| panic!("{name}: {fault}"))).collect()
}

fn replayed(entries: &[Entry]) -> RunState {
    let mut state = RunState::default();
    for (number, Entry(time, actor, events)) in (1..).zip(entries) {
        let at = EntryRef { number, time: *time, actor: *actor };
        for event in events {
            apply(&mut state, event, &at);
        }
        state.close_entry(&at);
    }
    state
}

/// Where a state does not say any more what it said.
fn lost(was: &Value, is: &Value, place: &str) -> Option<String> {
    match (was, is) {
        (Value::Object(was), Value::Object(is)) => was
            .iter()
            .find_map(|(name, was)| lost(was, is.get(name).unwrap_or(&Value::Null), &format!("{place}/{name}"))),
        (Value::Array(was), Value::Array(is)) if was.len() == is.len() => {
            was.iter().zip(is).enumerate().find_map(|(nth, (was, is))| lost(was, is, &format!("{place}/{nth}")))
        }
        _ => (was != is).then(|| format!("{place}: {was} became {is}")),
    }
}

#[test]
fn recorded_histories_replay_to_the_same_state() {
    let (mut count, mut faults) = (0, String::new());
    for (name, _) in told() {
        for recorded in recorded(&name) {
            let state = serde_json::to_value(replayed(&recorded.entries)).unwrap();
            if let Some(lost) = lost(&recorded.state, &state, "") {
                writeln!(faults, "{name}: {}: {lost}", recorded.story).unwrap();
            }
            count += 1;
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert!(count > 100, "{count}");
}

#[test]
fn every_story_is_recorded() {
    let mut missing = String::new();
    for (name, stories) in told() {
        let known = recorded(&name);
        for (story, world) in stories {
            if known.iter().any(|known| known.story == story) {
                continue;
            }
            writeln!(missing, "{name}: {story}").unwrap();
            if std::env::var_os("UPDATE_HISTORIES").is_some() {
                let entries = world.entries.into_iter().map(|(at, events)| Entry(at.time, at.actor, events)).collect();
                let line = Recorded { story, entries, state: serde_json::to_value(&world.state).unwrap() };
                let mut text = fs::read_to_string(file(&name)).unwrap_or_default();
                writeln!(text, "{}", serde_json::to_string(&line).unwrap()).unwrap();
                fs::write(file(&name), text).unwrap();
            }
        }
    }
    assert!(missing.is_empty(), "not recorded yet (UPDATE_HISTORIES=1 records them):\n{missing}");
}

#[test]
fn a_state_that_says_less_is_found() {
    let was = serde_json::json!({ "tasks": [{ "task": 1, "state": "done" }] });
    let more = serde_json::json!({ "tasks": [{ "task": 1, "state": "done", "new": true }], "more": 1 });
    assert_eq!(lost(&was, &more, ""), None);
    let other = serde_json::json!({ "tasks": [{ "task": 1, "state": "open" }] });
    assert_eq!(lost(&was, &other, "").as_deref(), Some(r#"/tasks/0/state: "done" became "open""#));
    assert!(lost(&was, &serde_json::json!({}), "").is_some());
}
