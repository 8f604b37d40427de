//! Runs whose time is over are taken out, what is held stays, and what is left still verifies.

use baton_runtime::{Ask, HoldTarget, Made, Request, SentEvent};
use baton_store::Stream;
use baton_store::query::{RunQuery, Seen};
use baton_store::read::history;
use serde_json::Value;

use crate::world::{Kept, World, start, wish};

const PURCHASE: &str = include_str!("../../../../examples/purchase-approval.yaml");

/// A world whose purchases are kept 30 days after their end.
fn world(kept: Kept) -> World {
    let world = World::new(kept);
    let text = PURCHASE.replacen("\nowner:", "\nkeep: 30 days\nowner:", 1);
    assert_ne!(text, PURCHASE);
    world.publish("purchase-approval", &text).expect("published");
    world
}

/// The rehearsal's clock goes forward: a machine's clock that jumps is not believed, and nothing is taken out then.
fn later(world: &World, days: i64) {
    let to = world.handle.core().now() + jiff::SignedDuration::from_hours(24 * days);
    world.ask(&world.person("root"), Ask::MoveClock { to }).expect("moved");
}

/// A run that ended.
fn ended(world: &World) -> String {
    let run = world.request(1_500);
    let reason = "Not needed any more.".to_owned();
    world
        .ask(&world.person("root"), Ask::CancelRun { run: run.clone(), reason, how: baton_engine::CancelHow::Keep })
        .expect("cancelled");
    run
}

fn is_there(world: &World, run: &str) -> bool {
    world.handle.run(&world.person("root"), run).is_ok()
}

fn machine(world: &World) -> jiff::Timestamp {
    let us = world.clock.load(std::sync::atomic::Ordering::Acquire);
    jiff::Timestamp::from_microsecond(us).expect("a moment")
}

fn number(world: &World, run: &str) -> i64 {
    world.kept.store.reader().expect("a reader").run_by_key(run).expect("read").expect("a run").id
}

#[test]
fn a_run_goes_when_its_time_is_over_and_its_headers_stay() {
    for kept in Kept::each() {
        let world = world(kept);
        let (run, open) = (ended(&world), world.request(500));
        let id = number(&world, &run);
        let entries: Vec<i64> = {
            let reader = world.kept.store.reader().expect("a reader");
            history(reader.as_ref(), Stream::run(id), 0).expect("read").iter().map(|entry| entry.number).collect()
        };
        let file = world.kept.store.reader().expect("a reader").files_of(id).expect("read").remove(0);
        later(&world, 29);
        assert_eq!(world.handle.retain().expect("looked"), 0);
        assert!(is_there(&world, &run));
        let seen = world.handle.retention(&world.person("audi")).expect("a plan");
        assert_eq!((seen.runs, seen.workflows[0].keep.as_str()), (0, "30 days"));
        assert!(seen.next.as_deref().is_some_and(|next| next.starts_with("2026-04-01")), "{seen:?}");
        later(&world, 2);
        let seen = world.handle.retention(&world.person("root")).expect("a plan");
        assert_eq!((seen.runs, seen.workflows[0].files, seen.estimated), (1, 1, false));
        assert!(seen.bytes > 1_000 && seen.workflows[0].first == [run.as_str()], "{seen:?}");
        let looked = baton_runtime::retention::plan_of(world.kept.store.as_ref(), machine(&world)).expect("a plan");
        assert_eq!((looked.runs, looked.bytes), (seen.runs, seen.bytes));
        world.handle.cover().expect("a checkpoint before");
        assert_eq!(world.handle.retain().expect("looked"), 1);
        assert!(!is_there(&world, &run) && is_there(&world, &open));
        let reader = world.kept.store.reader().expect("a reader");
        for entry in entries {
            let entry = reader.entry(entry).expect("read").expect("the header stays");
            assert_eq!(entry.body, None);
        }
        assert!(reader.file(&file.id).expect("read").is_none());
        assert!(world.kept.store.keys().key(file.key).expect("read") == baton_store::keys::KeyState::Erased);
        assert!(world.kept.store.keys().keys_of_subject(baton_store::keys::Subject::run(id)).expect("read").is_empty());
        drop(reader);
        // The key of a run that went is never given again.
        assert_ne!(world.request(500), run);
        assert_eq!(world.handle.retain().expect("looked"), 0);
        drop(world.open_again());
    }
}

#[test]
fn what_is_held_stays_until_the_hold_is_lifted() {
    for kept in Kept::each() {
        let world = world(kept);
        let (held, other) = (ended(&world), ended(&world));
        let (audi, reason) = (world.person("audi"), "A lawsuit.".to_owned());
        let set = Ask::SetHold { on: HoldTarget::Run(held.clone()), reason: reason.clone() };
        let Made::Hold(hold) = world.ask(&audi, set).expect("held").made else { panic!("a hold") };
        later(&world, 31);
        assert_eq!(world.handle.retain().expect("looked"), 1);
        assert!(is_there(&world, &held) && !is_there(&world, &other));
        let whole = Ask::SetHold { on: HoldTarget::Workflow("purchase-approval".to_owned()), reason: reason.clone() };
        let Made::Hold(whole) = world.ask(&world.person("root"), whole).expect("held").made else { panic!("a hold") };
        world.ask(&audi, Ask::LiftHold { hold, reason: reason.clone() }).expect("lifted");
        let world = world.open_again();
        assert_eq!(world.handle.retain().expect("looked"), 0, "its workflow is held");
        world.ask(&audi, Ask::LiftHold { hold: whole, reason: reason.clone() }).expect("lifted");
        let gone = world.ask(&audi, Ask::LiftHold { hold: whole, reason }).expect_err("lifted already");
        assert_eq!(gone.code, "request.not_found");
        assert_eq!(world.handle.retain().expect("looked"), 1);
        assert!(!is_there(&world, &held));
    }
}

#[test]
fn a_clock_that_jumps_takes_nothing_out() {
    let world = world(Kept::in_memory());
    let run = ended(&world);
    world.forward(24 * 31);
    assert_eq!(world.handle.retain().expect("looked"), 0);
    assert!(is_there(&world, &run));
}

#[test]
fn nobody_asks_for_it_and_only_overseers_hold() {
    let world = world(Kept::in_memory());
    let run = ended(&world);
    let ask = Ask::RemoveRuns { workflow: 1, runs: vec![number(&world, &run)] };
    assert!(world.ask(&world.person("root"), ask.clone()).is_err());
    // Asked by the runtime itself: its time is not over, so nothing happens.
    assert_eq!(world.ask(&baton_runtime::Caller::system(), ask).expect("looked at").made, Made::Nothing);
    let hold = Ask::SetHold { on: HoldTarget::Run(run), reason: "Why not.".to_owned() };
    assert_eq!(world.ask(&world.person("ana"), hold.clone()).expect_err("no").code, "access.not_allowed");
    let empty = Ask::SetHold { on: HoldTarget::Workflow("purchase-approval".to_owned()), reason: String::new() };
    assert_eq!(world.ask(&world.person("audi"), empty).expect_err("no reason").code, "hold.reason_missing");
}

#[test]
fn room_is_given_back_while_the_workspace_is_used() {
    let world = world(Kept::on_sqlite());
    for _ in 0..400 {
        ended(&world);
    }
    world.handle.cover().expect("a checkpoint");
    later(&world, 31);
    let database = world.kept.folder.as_ref().expect("a folder").path().join("baton.db");
    let bytes = || std::fs::metadata(&database).expect("the database").len();
    let pages = |world: &World| world.kept.store.reader().expect("a reader").free_pages().expect("read");
    world.handle.write_back().expect("written back");
    let before = bytes();
    assert_eq!(world.handle.retain().expect("looked"), 400);
    world.handle.write_back().expect("written back");
    let after = bytes();
    assert!(pages(&world) <= 256, "{} free pages", pages(&world));
    assert!(after < before * 2 / 3, "{before} bytes became {after}");
    world.complete("mia", &world.request(500), Some("approve"), Value::Null).expect("it is used");
}

/// Words that are found by, each in a run of its own, and in copies that an upgrade left.
#[test]
fn no_word_of_what_was_taken_out_is_in_a_file() {
    let world = world(Kept::on_sqlite());
    let words = ["Zwirbelkopf", "Quastenflosser", "Nebelhorn", "Ypsilanti", "Fledderwisch"];
    for word in words {
        let mut values = wish(500);
        values.insert("item".to_owned(), word.into());
        let Made::Run(run) = world.ask(&world.person("ana"), start(values)).expect("a run").made else {
            panic!("a run")
        };
        let reason = "Not needed any more.".to_owned();
        world
            .ask(&world.person("root"), Ask::CancelRun { run, reason, how: baton_engine::CancelHow::Keep })
            .expect("cancelled");
    }
    let stays = world.request(500);
    let copy = world.kept.folder.as_ref().expect("a folder").path().join("baton.db.before-2");
    std::fs::write(&copy, "Nebelhorn").expect("a copy");
    later(&world, 31);
    assert_eq!(world.handle.retain().expect("looked"), 5);
    // The copy, the index, the rows, the log.
    world.not_in_any_file(&words.map(|word| &word[1..]));
    assert!(!copy.exists() && is_there(&world, &stays));
    let found = RunQuery { text: Some("desk".to_owned()), ..RunQuery::of(Seen::All) };
    assert_eq!(world.kept.store.reader().expect("a reader").runs(&found).expect("read").len(), 1);
}

const PARCEL: &str = r"
workflow: parcel
title: Parcel
owner: procurement
keep: 1 day
start:
  - form: Begin
    who: everyone
    gives: [number]
fields:
  number: { type: text, required: true }
  note:   { type: text }
steps:
  - wait: Until it comes
    event: came
    key: number
    gives: { note: body }
  - end: done
outcomes:
  done: { title: Done }
";

/// What is kept for thirty days, so that a command or an event that is repeated is known, outlives a run that is kept for a day.
#[test]
fn what_repeats_are_known_by_holds_no_word_of_a_run_that_was_taken_out() {
    let world = World::new(Kept::on_sqlite());
    world.publish("parcel", PARCEL).expect("published");
    let values = serde_json::Map::from_iter([("number".to_owned(), "Zwirbelkopf".into())]);
    let ask = Ask::StartRun { workflow: "parcel".to_owned(), start: None, values };
    let begin = || {
        let (caller, key) = (world.person("ana"), Some("try-1".to_owned()));
        world.handle.submit_blocking(Request { caller, key, if_match: None, ask: ask.clone() }).expect("known")
    };
    let first = begin();
    let Made::Run(run) = first.made.clone() else { panic!("a run") };
    let came = || {
        let (key, body) = (Some("Zwirbelkopf".to_owned()), "Quastenflosser".into());
        let event = SentEvent { name: "came".to_owned(), key, body, id: Some("e-7".to_owned()) };
        world.handle.send_event(&world.person("ben"), event).expect("taken");
        world.handle.deliver().expect("brought");
    };
    came();
    later(&world, 2);
    assert_eq!(world.handle.retain().expect("looked"), 1);
    world.not_in_any_file(&["wirbelkop", "uastenflosse"]);
    let entries = world.entries();
    came();
    assert_eq!(begin(), first, "the first answer: the key of a run that is not there any more");
    assert_eq!(world.entries(), entries, "neither has begun another");
    assert!(!is_there(&world, &run));
}
