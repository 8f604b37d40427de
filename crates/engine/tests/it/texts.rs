//! Computed labels and titles as they read outside of what they are about.

use baton_engine::{Actor, Ctx, RunState, texts};
use jiff::tz::TimeZone;

use crate::house::House;

const PARTS: &str = "
workflow: parts
title: Parts
owner: procurement
start:
  - form: Ask
    who: everyone
    gives: [parts, place]
roles:
  asker: { is: starter }
fields:
  parts: { type: choices, options: [wheel, belt] }
  place: { type: text, label: \"Where in {place}?\" }
steps:
  - each: Every part
    in: parts
    as: part
    steps:
      - task: Order it
        who: asker
        choices: { order: { label: \"Order the {part} in {place}\" }, leave: {} }
outcomes:
  done: { title: Done }
";

#[test]
fn what_is_about_an_item_reads_as_not_known_where_there_is_none() {
    let def = baton_model::compile(PARTS).unwrap();
    let ctx = Ctx {
        now: "2026-11-02T09:00:00Z".parse().unwrap(),
        actor: Actor::person(1),
        cmd: "c".to_owned(),
        zone: TimeZone::UTC,
        link: String::new(),
    };
    let said = texts(&def, &RunState::default(), &House::empty_facts(), &ctx).unwrap();
    let step = def.workflow.step("order-it").unwrap();
    assert_eq!(said.of(&step.choices().unwrap()["order"].label), "Order the … in …");
    assert_eq!(said.of(&def.workflow.fields["place"].label), "Where in ?", "it is known that nothing is there yet");
}
