//! Overdue has one meaning: the list that asks for it, the mark on a run and the row say the same.

use baton_runtime::{Ask, RunFilter, RunStateFilter};

use crate::world::{Kept, World};

/// A target of two days; the first task is due after one hour, the second never.
const TIMED: &str = "
workflow: timed
title: In time
owner: procurement
target: 2 days
start:
  - form: Begin
    who: everyone
steps:
  - task: First
    id: first
    who: role
    due: 1 hour
  - task: Second
    id: second
    who: role
    then: done
roles:
  role: { group: finance }
outcomes:
  done: { title: Done }
";

#[test]
fn the_list_and_the_mark_say_the_same() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("timed", TIMED).expect("published");
        let ask = Ask::StartRun { workflow: "timed".to_owned(), start: None, values: serde_json::Map::new() };
        world.ask(&world.person("ana"), ask).expect("begun");
        let root = world.person("root");
        let runs = |state| {
            let filter = RunFilter { state, limit: 10, ..RunFilter::default() };
            world.handle.runs(&root, &filter).expect("runs").items
        };
        let overdue = || {
            let (listed, marked) = (runs(Some(RunStateFilter::Overdue)).len(), runs(None)[0].overdue);
            assert_eq!(listed == 1, marked, "one meaning");
            marked
        };
        let done = || {
            let (_, state) = world.handle.core().run_by_key("TIM-1").expect("read").expect("a run");
            let task = format!("TIM-1.{}", state.open_tasks().next().expect("a task").task);
            let fin = world.person("fin");
            world.ask(&fin, Ask::ClaimTask { task: task.clone() }).expect("claimed");
            world.ask(&fin, crate::world::complete(task, None, serde_json::Value::Null)).expect("done");
        };
        assert!(!overdue());
        world.forward(2);
        assert!(overdue(), "the first task is late");
        done();
        assert!(!overdue(), "nothing is late any more");
        world.forward(72);
        assert!(overdue(), "the run itself is late");
        done();
        assert!(!overdue(), "it is over");
    }
}
