use baton_runtime::{Ask, Caller};
use baton_store::row::TimerKind;
use serde_json::Value;

use crate::world::{Kept, World};

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
