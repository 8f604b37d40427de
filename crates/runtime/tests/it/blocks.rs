//! Blocks in a workspace: items, a stage, rounds, a race against time and a join go on across a start, each timer fires, and
//! what the entries say is what the tables hold (the world compares them at its end).

use baton_runtime::{Ask, Caller, Made};
use baton_store::row::RunState;
use serde_json::{Map, Value, json};

use crate::world::{Kept, World};

const OFFERS: &str = r"
workflow: offers
title: Offers
owner: procurement
start:
  - form: Begin
    who: everyone
    gives: [wanted]
roles:
  asker:  { is: starter }
  buyer:  { group: procurement }
  money:  { group: finance }
fields:
  wanted: { type: choices, options: [desk, lamp], required: true }
  good:   { type: yes-no }
steps:
  - stage: Find out
    who: buyer
    due: 2 days
    in_case:
      - overdue: true
        steps: [{ task: Remind them }]
    steps:
      - each: Ask for each
        in: wanted
        as: part
        steps:
          - task: Ask for the {part}
            id: inquire
  - race: Answer or time
    branches:
      - id: answer
        steps: [{ task: Answer, who: money }]
      - id: late
        steps: [{ wait: Three days, for: 3 days }]
  - repeat: Until it is good
    until: good
    at_most: 3
    steps: [{ task: Try, who: asker, gives: [good] }]
  - parallel: Ask two
    join: any
    rest: cancel
    branches:
      - steps: [{ task: Ask money, who: money }]
      - steps: [{ task: Ask buying, who: buyer }]
  - task: Together
    who: asker
    join: all
  - end: done
outcomes:
  done: { title: Done }
";

fn begin(world: &World) -> String {
    world.publish("offers", OFFERS).expect("published");
    let values = Map::from_iter([("wanted".to_owned(), json!(["desk", "lamp"]))]);
    let ask = Ask::StartRun { workflow: "offers".to_owned(), start: None, values };
    match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    }
}

/// The open tasks of a run: the number and the title of each.
fn tasks(world: &World, run: &str) -> Vec<(u32, String)> {
    let (_, state) = world.handle.core().run_by_key(run).expect("read").expect("a run");
    let title = |task: &baton_engine::state::TaskRecord| task.title.clone().unwrap_or_else(|| task.step.to_string());
    state.open_tasks().map(|task| (task.task, title(task))).collect()
}

fn complete(world: &World, by: &str, run: &str, task: u32, give: Value) {
    let ask = crate::world::complete(format!("{run}.{task}"), None, give);
    world.ask(&world.person(by), ask).expect("completed");
}

fn fire(world: &World) -> usize {
    let reader = world.kept.store.reader().expect("a reader");
    let due = reader.timers_until(world.handle.core().clock.now_us(), None, 100).expect("timers");
    for timer in &due {
        world.ask(&Caller::timer(), Ask::FireTimer { run: timer.run, timer: timer.n as u32 }).expect("fired");
    }
    due.len()
}

#[test]
fn they_go_on_across_a_start() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let run = begin(&world);
        assert_eq!(tasks(&world, &run), [(1, "Ask for the desk".to_owned()), (2, "Ask for the lamp".to_owned())]);
        complete(&world, "ben", &run, 2, Value::Null);
        world.forward(2 * 24);
        let world = world.open_again();
        assert_eq!(fire(&world), 1, "the stage is overdue");
        assert_eq!(tasks(&world, &run).len(), 2, "and somebody is to remind them");
        complete(&world, "ben", &run, 1, Value::Null);
        complete(&world, "ben", &run, 3, Value::Null);
        assert_eq!(tasks(&world, &run), [(4, "answer".to_owned())]);
        world.forward(3 * 24);
        assert_eq!(fire(&world), 1, "the time wins the race");
        let world = world.open_again();
        complete(&world, "ana", &run, 5, json!({"good": false}));
        complete(&world, "ana", &run, 6, json!({"good": true}));
        complete(&world, "fin", &run, 7, Value::Null);
        assert_eq!(tasks(&world, &run), [(9, "together".to_owned())], "what is left of the two is withdrawn");
        let told = world.handle.run(&world.person("ana"), &run).expect("a page");
        assert!(told.steps.iter().any(|step| step.id == "inquire" && step.state == "done"), "{:?}", told.steps);
        complete(&world, "ana", &run, 9, Value::Null);
        let row = world.handle.core().run_by_key(&run).expect("read").expect("a run").0;
        assert_eq!(row.state, RunState::Finished);
    }
}
