//! A run that is ending: what it holds until that is over, and what it takes no more.

use baton_engine::CancelHow;
use baton_runtime::{Ask, Caller, SentEvent};
use baton_store::row::LockRow;
use serde_json::json;

use crate::world::{Kept, World};

/// One ship at a time is loaded; each order is one ship.
const SHIP: &str = r"
workflow: ship
title: Ship
owner: procurement
key: SHI
start:
  - event: order-came
    key: body.order
    gives: { order: body.order }
fields:
  order: { type: text, required: true }
roles:
  crew: { group: procurement }
steps:
  - stage: At the dock
    lock: { name: dock, of: workflow }
    steps:
      - task: Load
        who: crew
        undo: [{ task: Unload, who: crew }]
      - task: Check
        who: crew
outcomes:
  sailed: { title: Sailed, default: true }
";

/// The order comes: under a number of its own, so that it is no repeat.
fn send(world: &World, nth: &str) {
    let (name, body, id) = ("order-came".to_owned(), json!({ "order": "O-1" }), Some(nth.to_owned()));
    world.handle.send_event(&Caller::system(), SentEvent { name, key: None, body, id }).expect("taken");
    world.handle.settle().expect("settled");
}

/// A ship that is unloaded since it is cancelled.
fn ending(kept: Kept) -> World {
    let world = World::new(kept);
    world.publish("ship", SHIP).expect("published");
    send(&world, "first");
    world.complete("ben", "SHI-1", None, json!({})).expect("loaded");
    let how = CancelHow::Undo;
    let cancel = Ask::CancelRun { run: "SHI-1".to_owned(), reason: "The order is off.".to_owned(), how };
    world.ask(&world.person("root"), cancel).expect("cancelled");
    world.handle.settle().expect("settled");
    world
}

fn dock(world: &World) -> Vec<(String, bool)> {
    let reader = world.kept.store.reader().expect("a reader");
    let workflow = reader.workflow_by_slug("ship").expect("read").expect("a workflow").id;
    let told = |row: LockRow| (reader.run(row.run).expect("read").expect("a run").key, row.held);
    reader.locks(workflow, "dock", 50).expect("read").into_iter().map(told).collect()
}

fn keys(of: &[(&str, bool)]) -> Vec<(String, bool)> {
    of.iter().map(|(key, held)| ((*key).to_owned(), *held)).collect()
}

#[test]
fn its_rows_are_what_its_entries_say_and_it_keeps_its_locks() {
    for kept in Kept::each() {
        // With the world it is looked at whether the tables say what the entries say.
        let world = ending(kept);
        assert_eq!(dock(&world), keys(&[("SHI-1", true)]));
        assert_eq!(dock(&world.open_again()), keys(&[("SHI-1", true)]));
    }
}

#[test]
fn it_takes_nothing_more_for_the_key_that_it_was_begun_for() {
    for kept in Kept::each() {
        let world = ending(kept);
        send(&world, "second");
        assert_eq!(dock(&world), keys(&[("SHI-1", true), ("SHI-2", false)]), "the order came again: a ship of its own");
        world.complete("ben", "SHI-1", None, json!({})).expect("unloaded");
        world.handle.settle().expect("settled");
        assert_eq!(dock(&world), keys(&[("SHI-2", true)]));
        send(&world, "third");
        assert_eq!(dock(&world), keys(&[("SHI-2", true)]), "one that goes on takes it");
    }
}
