//! Runs that an event begins, and what waits where it says something wrong.

use baton_runtime::{Ask, Caller, PageAsk, ResolveHow, SentEvent};
use baton_store::row::{VersionRow, WorkflowRow};
use baton_store::{Change, Hash};
use serde_json::{Map, Value, json};

use super::{began, value};
use crate::world::{Kept, World};

pub const HEARD: &str = r"
workflow: heard
title: Heard
owner: procurement
key: HEA
start:
  - event: order-placed
    gives: { order: body.order, total: body.total, note: body.note }
fields:
  order: { type: text, required: true }
  total: { type: number, required: true }
  note:  { type: text, pattern: '[A-Z]+' }
steps:
  - wait: For a while
    for: 400 days
  - end: done
outcomes:
  done: { title: Done }
";

fn send(world: &World, body: Value) {
    let sent = SentEvent { name: "order-placed".to_owned(), key: None, body, id: None };
    world.handle.send_event(&Caller::system(), sent).expect("taken");
}

#[test]
fn what_an_event_says_wrongly_waits_with_what_came() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("heard", HEARD).expect("published");
        let body = json!({ "order": "O-1", "total": "many", "note": "small" });
        send(&world, body.clone());
        let world = world.open_again();
        let page = PageAsk { cursor: None, limit: 10 };
        let told = world.handle.exceptions(&world.person("ben"), &page).expect("a list").items;
        assert_eq!(told[0].came, Some(body));
        let asked: Vec<(&str, bool)> =
            told[0].missing.iter().map(|field| (field.id.as_str(), field.required)).collect();
        assert_eq!(asked, [("total", true), ("note", false)], "what is not needed can stay empty");
        let values = Map::from_iter([("total".to_owned(), json!(12))]);
        let (exception, how) = ("HEA-1!1".to_owned(), ResolveHow::Supply(values));
        let ask = Ask::ResolveException { exception, how, reason: Some("They meant a dozen".to_owned()) };
        world.ask(&world.person("ben"), ask).expect("supplied");
        assert_eq!((value(&world, "HEA-1", "order"), value(&world, "HEA-1", "total")), (json!("O-1"), json!(12)));
    }
}

/// The workspace opened again, with rows that were written past the runtime, as a fault in the tables would be.
fn with(world: World, changes: &[Change]) -> World {
    world.handle.stop();
    let mut writer = world.kept.store.writer().expect("a writer");
    writer.transaction(&mut |tx| changes.iter().try_for_each(|change| tx.put(change))).expect("written");
    drop(writer);
    world.open_again()
}

#[test]
fn a_workflow_that_cannot_be_read_any_more_holds_up_no_event() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("heard", HEARD).expect("published");
        let (slug, key, title) = ("broken".to_owned(), "BRO".to_owned(), "Broken".to_owned());
        let (about, owner) = (String::new(), "procurement".to_owned());
        let row = WorkflowRow { id: 99, slug, key, title, about, owner, live_version: 1, rev: 1, binned: false };
        let (text, sha256, note) = ("steps: [".to_owned(), Hash::of(&[b""]), String::new());
        let version = VersionRow { workflow: 99, version: 1, text, sha256, note, by: 1, at_us: 1, entry: 1 };
        let world = with(world, &[Change::PutWorkflow(row), Change::PutVersion(version)]);
        send(&world, json!({ "order": "O-1", "total": 3 }));
        assert!(began(&world, "HEA-1").is_some());
        drop(with(world, &[Change::DropWorkflow { id: 99 }]));
    }
}
