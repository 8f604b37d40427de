//! One bad run cannot stop the others: what never ends, or is far too large, is stopped with its limit named, and the next
//! command is done as before.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use baton_runtime::{Ask, Made, Refused, SentEvent};
use baton_store::StoreError;
use baton_store::faulty::{Call, FaultyStore, Gate};
use serde_json::{Value, json};

use crate::world::{Kept, World, open};

const HEAD: &str = "
workflow: poison
title: Poison
owner: procurement
start:
  - form: Begin
    who: everyone
    gives: [count, note, data]
roles:
  asker: { is: starter }
fields:
  count: { type: number, default: 0 }
  note:  { type: long-text }
  data:  { type: object }
outcomes:
  done: { title: Done }
steps:
";

/// Begins a run of a workflow with these steps.
fn begun(world: &World, steps: &str, values: Value) -> Result<String, Refused> {
    world.publish("poison", &format!("{HEAD}{steps}")).expect("published");
    let Value::Object(values) = values else { panic!("no values") };
    let ask = Ask::StartRun { workflow: "poison".to_owned(), start: None, values };
    match world.ask(&world.person("ana"), ask)?.made {
        Made::Run(run) => Ok(run),
        made => panic!("{made:?}"),
    }
}

/// What the run is held with, and the limit that is named.
fn held(world: &World, run: &str) -> Vec<(String, Option<String>)> {
    // The writer answers this after the commands that go on, which it sent to itself before.
    world.request(640);
    let (_, state) = world.handle.core().run_by_key(run).expect("read").expect("a run");
    let said = |code: &str, max: Option<&String>| (code.to_owned(), max.cloned());
    // All threads of a run may be held with the same.
    let all: BTreeSet<_> = state.open_exceptions().map(|one| said(&one.code, one.params.get("max"))).collect();
    all.into_iter().collect()
}

fn is_held_with(steps: &str, values: Value, (code, max): (&str, &str)) {
    let world = World::new(Kept::in_memory());
    let run = begun(&world, steps, values).expect("begun");
    // However many commands it takes until it is stopped.
    let stopped = (0..100).map(|_| held(&world, &run)).find(|held| !held.is_empty());
    assert_eq!(stopped, Some(vec![(code.to_owned(), Some(max.to_owned()))]));
}

#[test]
fn what_goes_round_without_anybody_is_held() {
    let steps = "
  - { set: Add one, id: add, gives: { count: count + 1 } }
  - choose: For ever
    cases: [{ when: count > 0, title: Again, then: add }]
  - end: done
";
    is_held_with(steps, json!({}), ("run.too_many_steps", "10000"));
}

#[test]
fn a_repeat_without_an_end_is_held() {
    let steps = "
  - repeat: For ever
    until: count < 0
    steps: [{ set: Add one, gives: { count: count + 1 } }]
";
    is_held_with(steps, json!({}), ("repeat.too_many_rounds", "1000"));
}

#[test]
fn a_million_items_are_held() {
    let steps = "
  - each: Each of them
    in: count
    steps: [{ task: Look, who: asker }]
";
    is_held_with(steps, json!({ "count": 1_000_000 }), ("each.too_many_items", "1000"));
}

#[test]
fn lists_in_lists_are_held_together() {
    let steps = "
  - each: Outer
    in: 90
    as: outer
    order: one-by-one
    steps:
      - each: Middle
        in: 90
        as: middle
        steps:
          - each: Inner
            in: 90
            as: inner
            at_a_time: 1
            steps: [{ wait: A day, for: 1 day }]
";
    is_held_with(steps, json!({}), ("each.too_many_in_run", "5000"));
}

#[test]
fn what_is_far_too_large_is_refused_at_the_door() {
    let nothing = "  - { task: Look, who: asker }\n";
    let deep = (0..200).fold(json!(1), |inner, _| json!({ "in": inner }));
    for (values, code, max) in [
        (json!({ "note": "x".repeat(10 << 20) }), "value.too_big", "65536"),
        (json!({ "data": { "x": "x".repeat(10 << 20) } }), "value.too_big", "65536"),
        (json!({ "data": deep }), "value.too_deep", "16"),
    ] {
        let world = World::new(Kept::in_memory());
        let refused = begun(&world, nothing, values).expect_err("far too large");
        let fault = refused.faults.first().expect("what is wrong with it");
        assert_eq!((&*fault.code, fault.params.get("max").and_then(Value::as_str)), (code, Some(max)));
        world.request(640);
    }
}

#[test]
fn a_definition_that_is_too_deep_is_refused() {
    let world = World::new(Kept::in_memory());
    let mut steps = String::new();
    for depth in 0..200 {
        let _ = writeln!(steps, "{:1$}- stage: Stage {depth}", "", 2 + depth * 4);
        let _ = writeln!(steps, "{:1$}steps:", "", 4 + depth * 4);
    }
    let _ = writeln!(steps, "{:1$}- {{ task: Look, who: asker }}", "", 2 + 200 * 4);
    let refused = world.publish("poison", &format!("{HEAD}{steps}")).expect_err("too deep");
    assert!(refused.faults.iter().any(|fault| fault.code.contains("deep")), "{refused:?}");
    world.request(640);
}

/// A store on which the next time that this is read costs the command that reads it, as an error of the program does.
struct Panics(&'static str, AtomicBool);

impl Gate for Panics {
    fn before(&self, call: Call<'_>) -> Result<(), StoreError> {
        let is_it = matches!(call, Call::Read(what) if what == self.0);
        assert!(!is_it || !self.1.swap(false, Ordering::AcqRel), "as it was told");
        Ok(())
    }
}

/// A workspace on such a store.
fn panicking(what: &'static str) -> (World, Arc<Panics>) {
    let mut world = World::new(Kept::in_memory());
    let gate = Arc::new(Panics(what, AtomicBool::new(false)));
    world.handle.stop();
    let store = FaultyStore::behind(Arc::clone(&world.kept.store), Arc::<Panics>::clone(&gate));
    world.handle = open(world.kept.place_of(Arc::new(store)), &world.clock);
    (world, gate)
}

#[test]
fn a_panic_while_something_is_decided_is_answered_and_the_next_is_done() {
    let (world, gate) = panicking("counter");
    let before = world.entries();
    gate.1.store(true, Ordering::Release);
    let ask = crate::world::start(crate::world::wish(640));
    assert_eq!(world.ask(&world.person("ana"), ask).expect_err("it ended in a panic").code, "server.internal");
    assert_eq!(world.entries(), before, "nothing of it was written");
    world.request(640);
}

const HEARS: &str = "
  - { wait: Hear, event: news, gives: { note: body.note } }
  - end: done
";

fn send(world: &World, note: &str) {
    let body = json!({ "note": note });
    let sent = SentEvent { name: "news".to_owned(), key: None, body, id: None };
    world.handle.send_event(&world.person("ben"), sent).expect("taken");
}

/// The exceptions that are open: their code, and what was refused.
fn refusals(world: &World, run: &str) -> Vec<(String, String)> {
    let (_, state) = world.handle.core().run_by_key(run).expect("read").expect("a run");
    state.open_exceptions().map(|one| (one.code.to_string(), one.params["refused"].clone())).collect()
}

#[test]
fn an_event_on_which_something_goes_wrong_waits_for_the_owner_and_is_heard_again() {
    let (world, gate) = panicking("run");
    let run = begun(&world, HEARS, json!({})).expect("begun");
    gate.1.store(true, Ordering::Release);
    send(&world, "first");
    assert_eq!(refusals(&world, &run), [("event.refused".to_owned(), "server.internal".to_owned())]);
    let retry = Ask::RetryException { exception: format!("{run}!1") };
    world.ask(&world.person("ben"), retry).expect("heard");
    let (_, state) = world.handle.core().run_by_key(&run).expect("read").expect("a run");
    assert_eq!(state.values["note"].value.as_str(), Some("first"));
    assert!(!state.is_running(), "it went on");
}

#[test]
fn an_event_that_brings_about_too_much_for_an_entry_waits_for_the_owner() {
    let world = World::new(Kept::in_memory());
    let names: Vec<String> = (0..20).map(|n| format!("n{n}")).collect();
    let fields: Vec<String> = names.iter().map(|name| format!("  {name}: {{ type: long-text }}\n")).collect();
    let gives: Vec<String> = names.iter().map(|name| format!("{name}: body.note")).collect();
    let steps = format!("  - {{ wait: Hear, event: news, gives: {{ {} }} }}\n  - end: done\n", gives.join(", "));
    let definition = format!("{HEAD}{steps}").replace("fields:\n", &format!("fields:\n{}", fields.concat()));
    world.publish("poison", &definition).expect("published");
    let ask = Ask::StartRun { workflow: "poison".to_owned(), start: None, values: serde_json::Map::new() };
    let Made::Run(run) = world.ask(&world.person("ana"), ask).expect("begun").made else { panic!("no run") };
    send(&world, &"x".repeat(60_000));
    assert_eq!(refusals(&world, &run), [("event.refused".to_owned(), "store.too_large".to_owned())]);
    send(&world, "short");
    let (_, state) = world.handle.core().run_by_key(&run).expect("read").expect("a run");
    assert_eq!((state.open_exceptions().count(), state.is_running()), (0, false), "a smaller one is heard");
}
