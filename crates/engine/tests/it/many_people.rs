//! A form with more people than a decision is asked for facts: they are asked for at once, also where others changed the list.

use baton_engine::limits::NEED_ROUNDS;
use baton_engine::{Actor, Command, CompleteTask, Seen, Values};
use serde_json::{Value as Json, json};

use crate::stage::World;
use crate::story::start;

const DEFINITION: &str = "\
workflow: seats
title: Seats
owner: procurement
start:
  - form: Ask
    who: everyone
    gives: [seats]
roles:
  asker: { is: starter }
fields:
  seats: { type: list, of: { name: { type: text }, who: { type: person } } }
steps:
  - parallel: Both
    branches:
      - steps: [{ task: One, id: one, who: asker, gives: [seats] }]
      - steps: [{ task: Other, id: other, who: asker, gives: [seats] }]
outcomes:
  done: { title: Done }
";

fn complete(task: u32, seats: Json) -> Command {
    let (values, seen) = (Values::from_iter([("seats".to_owned(), seats)]), Some(Seen { rev: 1, told: None }));
    Command::CompleteTask(CompleteTask { task, choice: None, values, comment: None, seen, checked: Vec::new() })
}

#[test]
fn the_people_of_a_list_that_others_changed_are_asked_for_at_once() {
    let mut world = World::new(baton_model::compile(DEFINITION).unwrap());
    let ana = Actor::person(1);
    let seats = Values::from_iter([("seats".to_owned(), json!([{ "name": "First" }]))]);
    world.send(ana, &Command::StartRun(start(0, seats))).unwrap();
    world.send(ana, &complete(1, json!([{ "$row": 1, "name": "Window" }]))).unwrap();
    let strangers = (0..NEED_ROUNDS * 2).map(|nth| json!({ "$row": null, "who": format!("stranger-{nth}") }));
    let seats = [json!({ "$row": 1, "name": "First" })].into_iter().chain(strangers);
    let refusal = world.send(ana, &complete(2, seats.collect())).unwrap_err();
    assert_eq!((refusal.code, refusal.faults.len()), ("task.values_wrong", NEED_ROUNDS * 2));
}
