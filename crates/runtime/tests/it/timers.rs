use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use baton_runtime::clock::Clock;
use baton_runtime::{Ask, Caller, Handle, PageAsk, Request, Time};
use baton_store::StoreError;
use baton_store::faulty::{Call, FaultyStore, Gate};
use baton_store::row::TimerKind;
use serde_json::Value;

use crate::deeds::offered;
use crate::world::{Kept, World, config, open};

/// The timers that are due, fired as the service does it.
fn fire(world: &World) -> Vec<TimerKind> {
    let reader = world.kept.store.reader().expect("a reader");
    let now = world.handle.core().clock.now_us();
    let due = reader.timers_until(now, None, 100).expect("timers");
    for timer in &due {
        let ask = Ask::FireTimer { run: timer.run, timer: timer.n as u32 };
        world.ask(&Caller::timer(), ask).expect("fired");
    }
    due.into_iter().map(|timer| timer.kind).collect()
}

#[test]
fn reminds_falls_due_and_escalates_once_each() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let run = world.request(640);
        assert_eq!(fire(&world), []);
        world.forward(8 * 24);
        let kinds = fire(&world);
        assert_eq!(kinds.iter().filter(|kind| **kind == TimerKind::Escalate).count(), 1, "{kinds:?}");
        assert!(kinds.contains(&TimerKind::Remind) && kinds.contains(&TimerKind::Due), "{kinds:?}");
        assert_eq!(fire(&world), [], "each once");
        world.complete("boss", &run, Some("approve"), Value::Null).expect("whoever it was escalated to may do it");
    }
}

#[test]
fn what_came_due_while_it_was_closed_fires_after_the_start() {
    let world = World::new(Kept::on_sqlite());
    world.request(640);
    world.forward(8 * 24);
    let world = world.open_again();
    assert!(!fire(&world).is_empty());
}

#[test]
fn a_finished_task_has_no_timers() {
    let world = World::new(Kept::in_memory());
    let run = world.request(640);
    world.complete("mia", &run, Some("refuse"), Value::Null).expect("refused");
    world.forward(30 * 24);
    assert_eq!(fire(&world), []);
}

#[test]
fn nobody_but_a_timer_fires_one() {
    let world = World::new(Kept::in_memory());
    world.request(640);
    world.forward(8 * 24);
    let entries = world.entries();
    assert!(world.ask(&world.person("ana"), Ask::FireTimer { run: 1, timer: 1 }).is_err());
    assert_eq!(world.entries(), entries);
}

const FINE: &str = r#"
workflow: fine
title: A fine deadline
owner: procurement
start:
  - form: Begin
    who: everyone
steps:
  - task: Look at it
    id: look
    who: boss
    due: duration("PT1.0000005S")
    remind: [at due]
    then: done
roles:
  boss: { group: finance }
outcomes:
  done: { title: Done }
"#;

#[test]
fn a_timer_with_a_part_below_a_microsecond_fires_when_it_is_due() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("fine", FINE).expect("published");
        let ask = Ask::StartRun { workflow: "fine".to_owned(), start: None, values: serde_json::Map::new() };
        world.ask(&world.person("ana"), ask).expect("begun");
        world.clock.fetch_add(1_000_000, Ordering::AcqRel);
        assert_eq!(fire(&world), [], "it is not due yet");
        world.clock.fetch_add(1, Ordering::AcqRel);
        assert_eq!(fire(&world).len(), 2);
    }
}

#[test]
fn all_that_is_due_has_fired_when_the_clock_was_moved_while_the_service_fires_as_well() {
    let mut world = World::new(Kept::on_sqlite());
    for _ in 0..20 {
        world.request(640);
    }
    world.handle.stop();
    let read = std::sync::Arc::clone(&world.clock);
    let clock = Clock::reading(move || read.load(Ordering::Acquire));
    world.handle = Handle::open(world.kept.place(), clock, config(), Time::Passes).expect("a workspace");
    let root = world.person("root");
    for _ in 0..10 {
        let to = world.handle.core().now() + jiff::SignedDuration::from_hours(20);
        let ask = Ask::MoveClock { to };
        world.handle.move_clock(Request { caller: root.clone(), key: None, if_match: None, ask }).expect("moved");
        let reader = world.kept.store.reader().expect("a reader");
        assert_eq!(reader.timers_until(to.as_microsecond(), None, 100).expect("timers"), []);
    }
}

#[test]
fn it_is_ready_until_it_stops() {
    let world = World::new(Kept::in_memory());
    world.handle.is_ready().expect("it is");
    world.handle.stop();
    assert_eq!(world.handle.is_ready().expect_err("it is not").code, "server.stopping");
}

/// A store on which the first so many counters that are read cost the command that reads them, as an error of the program does.
struct Panics(AtomicU64);

impl Gate for Panics {
    fn before(&self, call: Call<'_>) -> Result<(), StoreError> {
        let is_counter = matches!(call, Call::Read("counter"));
        let left = |left: u64| left.checked_sub(1);
        assert!(
            !is_counter || self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, left).is_err(),
            "as it was told"
        );
        Ok(())
    }
}

#[test]
fn a_timer_that_is_refused_again_and_again_comes_before_its_owner() {
    let mut world = World::new(Kept::in_memory());
    let task = offered(&world, 0);
    let gate = Arc::new(Panics(AtomicU64::new(0)));
    world.handle.stop();
    let store = FaultyStore::behind(Arc::clone(&world.kept.store), Arc::<Panics>::clone(&gate));
    world.handle = open(world.kept.place_of(Arc::new(store)), &world.clock);
    gate.0.store(8, Ordering::Release);
    let listed = |world: &World, person: &str| {
        let page = PageAsk { limit: 10, cursor: None };
        world.handle.exceptions(&world.person(person), &page).expect("a list").items
    };
    let exceptions = |world: &World| listed(world, "root");
    // Less than an hour, which is believed.
    let later = |world: &World| {
        world.clock.fetch_add(59 * 60_000_000, Ordering::AcqRel);
        world.handle.fire_due().expect("tried");
    };
    later(&world);
    for _ in 0..8 {
        assert_eq!(exceptions(&world).len(), 0);
        later(&world);
    }
    let told = world.handle.notifications(&world.person("ben"), &PageAsk { limit: 10, cursor: None }).expect("a list");
    assert_eq!(told.items.len(), 1, "the owner is told");
    assert_eq!(exceptions(&world).iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["timer.refused"]);
    assert_eq!(listed(&world, "ben").len(), 1, "who answers for the workflow, though they are no party of the run");
    assert_eq!(listed(&world, "boss").len(), 0, "who has nothing to do with it");
    world.ask(&world.person("fin"), Ask::ClaimTask { task }).expect("the task goes on meanwhile");
    later(&world);
    assert_eq!(exceptions(&world).len(), 0, "it fired");
    assert_eq!(fire(&world), [], "and does not again");
}

const COUNTS: &str = r#"
workflow: counts
title: Counts
owner: procurement
start:
  - manual: Begin
    gives: [size]
roles:
  asker: { is: starter }
fields:
  size: { type: number }
steps:
  - task: Look
    who: asker
    in_case:
      - after: 10 minutes
        then: [{ to: small, when: "count(for i in 1..size return [partial, partial]) < 100" }]
  - { task: Small, who: asker }
  - end: over
outcomes:
  over: { title: Over }
"#;

#[test]
fn a_timer_that_brings_what_takes_too_much_comes_before_its_owner_at_once_with_the_expression() {
    let world = World::new(Kept::in_memory());
    world.publish("counts", COUNTS).expect("published");
    let values = serde_json::Map::from_iter([("size".to_owned(), serde_json::json!(1_000_000))]);
    let ask = Ask::StartRun { workflow: "counts".to_owned(), start: None, values };
    world.ask(&world.person("ana"), ask).expect("begun");
    world.clock.fetch_add(11 * 60_000_000, Ordering::AcqRel);
    world.handle.fire_due().expect("tried");
    let page = PageAsk { limit: 10, cursor: None };
    let held = world.handle.exceptions(&world.person("root"), &page).expect("a list").items;
    assert_eq!(held.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["timer.refused"]);
    let said = &held[0].sentence;
    assert!(said.contains("32 MB") && said.contains("count(for i in 1..size"), "{said}");
}
