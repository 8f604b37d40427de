//! Runs that a schedule begins: once each, by the version that is live, also after a long stop.

use baton_runtime::{Ask, ResolveHow};
use serde_json::{Map, json};

use super::{began, pass, value};
use crate::world::{Kept, World};

const NIGHTLY: &str = r"
workflow: nightly
title: Nightly look
owner: procurement
key: NIG
start:
  - schedule: every 2 hours
    gives: { day: today() }
fields:
  day: { type: date, required: true }
steps:
  - wait: For a while
    for: 400 days
  - end: done
outcomes:
  done: { title: Done }
";

/// By which time of its schedule a run began, and how many came before.
fn scheduled(world: &World, run: &str) -> Option<(String, u32)> {
    began(world, run).map(|began| (began.scheduled.expect("a time").to_string(), began.missed))
}

#[test]
fn each_time_of_a_schedule_begins_one_run_also_after_a_long_stop() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("nightly", NIGHTLY).expect("published");
        world.handle.fire_due().expect("looked");
        assert_eq!(began(&world, "NIG-1"), None, "its first time is two hours after the publishing");
        pass(&world, 2);
        world.handle.fire_due().expect("looked");
        world.handle.fire_due().expect("looked again");
        assert_eq!(scheduled(&world, "NIG-1"), Some(("2026-03-02T11:00:00Z".to_owned(), 0)));
        assert_eq!(value(&world, "NIG-1", "day"), json!("2026-03-02"));
        assert_eq!(began(&world, "NIG-1").and_then(|began| began.starter), None);
        let world = world.open_again();
        world.handle.fire_due().expect("looked after a start");
        assert_eq!(began(&world, "NIG-2"), None, "what began a run once begins none again");
        world.forward(9);
        let world = world.open_again();
        world.handle.fire_due().expect("looked");
        world.handle.fire_due().expect("looked");
        assert_eq!(
            scheduled(&world, "NIG-2"),
            Some(("2026-03-02T19:00:00Z".to_owned(), 3)),
            "one for all that were missed"
        );
        assert_eq!(began(&world, "NIG-3"), None);
    }
}

#[test]
fn who_looks_at_the_same_moment_begins_one_run() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("nightly", NIGHTLY).expect("published");
        pass(&world, 2);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| world.handle.fire_due().expect("looked"));
            }
        });
        assert!(began(&world, "NIG-1").is_some());
        assert_eq!(began(&world, "NIG-2"), None);
    }
}

#[test]
fn another_version_moves_the_schedule_or_ends_it() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("nightly", NIGHTLY).expect("published");
        pass(&world, 1);
        let daily =
            NIGHTLY.replace("every 2 hours", "30 8 * * *").replace("gives: {", "zone: Europe/Berlin\n    gives: {");
        world.publish("nightly", &daily).expect("published");
        pass(&world, 5);
        world.handle.fire_due().expect("looked");
        assert_eq!(began(&world, "NIG-1"), None, "the times of the version before do not count any more");
        pass(&world, 18);
        world.handle.fire_due().expect("looked");
        assert_eq!(scheduled(&world, "NIG-1"), Some(("2026-03-03T07:30:00Z".to_owned(), 0)));
        let by_hand = NIGHTLY.replace("schedule: every 2 hours", "manual: Look").replace("{ day: today() }", "[day]");
        world.publish("nightly", &by_hand).expect("published");
        pass(&world, 48);
        world.handle.fire_due().expect("looked");
        assert_eq!(began(&world, "NIG-2"), None, "it has no schedule any more");
    }
}

#[test]
fn what_a_schedule_cannot_fill_in_waits_for_the_owner() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let text = NIGHTLY.replace("today()", "if now() = null then today() else null");
        world.publish("nightly", &text).expect("published");
        pass(&world, 2);
        world.handle.fire_due().expect("looked");
        let (run, state) = world.handle.core().run_by_key("NIG-1").expect("read").expect("it has begun");
        assert_eq!((run.exceptions, state.exceptions[0].code.as_ref()), (1, "start.values_missing"));
        let supply = |day: &str| {
            let values = Map::from_iter([("day".to_owned(), json!(day))]);
            let (exception, how) = ("NIG-1!1".to_owned(), ResolveHow::Supply(values));
            world
                .ask(&world.person("ben"), Ask::ResolveException { exception, how, reason: Some("By hand".to_owned()) })
        };
        assert_eq!(supply("soon").expect_err("no day").code, "exception.values_wrong");
        supply("2026-03-02").expect("supplied");
        assert_eq!(value(&world, "NIG-1", "day"), json!("2026-03-02"));
        let (_, state) = world.handle.core().run_by_key("NIG-1").expect("read").expect("a run");
        assert!(state.threads.iter().any(|thread| format!("{:?}", thread.phase).contains("for-a-while")), "it goes on");
    }
}

#[test]
fn what_begins_a_run_is_asked_for_by_the_runtime_alone() {
    let world = World::new(Kept::in_memory());
    world.publish("nightly", NIGHTLY).expect("published");
    pass(&world, 2);
    let workflow = world.kept.store.reader().expect("a reader").workflow_by_slug("nightly").expect("read").expect("it");
    let ask = Ask::BeginBySchedule { workflow: workflow.id, start: 0, refused: None };
    for who in ["root", "ben", "ana"] {
        assert_eq!(world.ask(&world.person(who), ask.clone()).expect_err("hidden").code, "request.not_found", "{who}");
    }
    assert_eq!(began(&world, "NIG-1"), None);
}
