//! How many items an `each` takes: one whose row was removed makes room for another.

use baton_engine::limits::ITEMS;
use baton_engine::{Actor, AddItem, Command, CompleteTask, Values};
use serde_json::{Value as Json, json};

use crate::stage::World;
use crate::story::start;

const DEFINITION: &str = "\
workflow: room
title: Room
owner: procurement
start:
  - form: Ask
    who: everyone
    gives: [parts]
roles:
  asker: { is: starter }
fields:
  parts: { type: list, of: { name: { type: text } } }
steps:
  - parallel: Both
    branches:
      - steps: [{ task: Edit, id: edit, who: asker, gives: [parts] }]
      - steps:
          - each: Parts
            id: each-part
            in: parts
            as: part
            order: one-by-one
            add: asker
            steps: [{ task: Check, id: check, who: asker }]
outcomes:
  done: { title: Done }
";

fn filled(parts: Vec<Json>) -> Values {
    Values::from_iter([("parts".to_owned(), parts.into())])
}

fn add() -> Command {
    let values = Values::from_iter([("name".to_owned(), json!("More"))]);
    Command::AddItem(AddItem { step: "each-part".to_owned(), thread: None, values })
}

#[test]
fn an_item_whose_row_was_removed_makes_room_for_another() {
    let mut world = World::new(baton_model::compile(DEFINITION).unwrap());
    let ana = Actor::person(1);
    let parts: Vec<Json> = (1..=ITEMS).map(|nth| json!({ "name": format!("Part {nth}") })).collect();
    world.send(ana, &Command::StartRun(start(0, filled(parts.clone())))).unwrap();
    assert_eq!(world.send(ana, &add()).unwrap_err().code, "each.too_many_items");
    let edit = world.state.open_tasks().find(|task| &*task.step == "edit").unwrap().task;
    let numbered = (1..).zip(parts).skip(1).map(|(nth, part)| json!({ "$row": nth, "name": part["name"] }));
    let (choice, values) = (None, filled(numbered.collect()));
    let complete = CompleteTask { task: edit, choice, values, comment: None, seen: None, checked: Vec::new() };
    world.send(ana, &Command::CompleteTask(complete)).unwrap();
    world.send(ana, &add()).unwrap();
    assert_eq!(world.send(ana, &add()).unwrap_err().code, "each.too_many_items");
}
