//! What a run's page says it waits for where no person has it, for which of several, and what is done no more.

use baton_runtime::{Ask, Made};
use serde_json::{Map, json};

use crate::world::{Kept, World, complete};

const LAUNCH: &str = r#"
workflow: launch
title: Launch
owner: procurement
start:
  - form: Begin
    who: everyone
    gives: [model]
roles:
  asker: { is: starter }
fields:
  model: { type: text, required: true }
steps:
  - parallel: All at once
    branches:
      - { title: A, steps: [{ work: Train, topic: ml.train, needs: [model], retry: { times: 4, wait: 1 hour } }] }
      - { title: B, steps: [{ wait: The customer answers, event: answered, key: model }] }
      - { title: C, steps: [{ wait: A pause, for: 2 days }] }
      - title: D
        steps:
          - each: Every region
            in: '["North", "South"]'
            as: region
            steps:
              - { task: Tell the region, who: asker }
              - { wait: The region agrees, event: agreed, key: region }
  - end: live
outcomes:
  live: { title: Live }
"#;

fn begun(world: &World, workflow: &str, values: Map<String, serde_json::Value>) -> String {
    let ask = Ask::StartRun { workflow: workflow.to_owned(), start: None, values };
    match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    }
}

#[test]
fn a_run_says_what_it_waits_for_where_nobody_has_it() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("launch", LAUNCH).expect("published");
        let run = begun(&world, "launch", Map::from_iter([("model".to_owned(), json!("M"))]));
        let told = || {
            let view = world.handle.run(&world.person("root"), &run).expect("a run");
            let said = view.summary.waits_for.into_iter().map(|wait| {
                let waited = wait.waited.unwrap_or_default();
                let attempts = waited.attempt.map(|attempt| format!("{attempt} of {:?}", waited.attempts));
                let parts = [Some(wait.title), wait.item, Some(waited.kind), waited.name, attempts, waited.until];
                parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" | ")
            });
            said.collect::<Vec<_>>()
        };
        let until = world.handle.core().now().checked_add(jiff::SignedDuration::from_hours(48)).expect("a time");
        assert_eq!(
            told(),
            [
                "Tell the region | North".to_owned(),
                "Tell the region | South".to_owned(),
                "Train | worker | ml.train | 1 of Some(5)".to_owned(),
                "The customer answers | event | answered".to_owned(),
                format!("A pause | time | {until}"),
            ]
        );
        let south = format!("{run}.2");
        world.ask(&world.person("ana"), complete(south, None, json!({}))).expect("done");
        assert!(told().contains(&"The region agrees | South | event | agreed".to_owned()), "{:?}", told());
    }
}

const TRIP: &str = r"
workflow: trip
title: Trip
owner: procurement
start:
  - manual: Begin
roles:
  traveller: { is: starter }
steps:
  - { task: Flight, who: traveller, undo: [{ task: Cancel the flight, who: traveller }] }
  - { task: Hotel, who: traveller, undo: [{ task: Cancel the hotel, who: traveller }] }
  - task: Look
    who: traveller
    choices:
      keep: {}
      drop: { undoes: all, then: dropped }
outcomes:
  kept: { title: Kept, default: true }
  dropped: { title: Dropped }
";

#[test]
fn what_is_undone_is_not_shown_as_done() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("trip", TRIP).expect("published");
        let run = begun(&world, "trip", Map::new());
        let states = || {
            let view = world.handle.run(&world.person("root"), &run).expect("a run");
            let state = |id: &str| view.steps.iter().find(|step| step.id == id).map(|step| step.state.clone());
            ["flight", "hotel", "look"].map(|id| state(id).expect("a step"))
        };
        world.complete("ana", &run, None, json!({})).expect("done");
        world.complete("ana", &run, None, json!({})).expect("done");
        assert_eq!(states(), ["done", "done", "open"]);
        world.complete("ana", &run, Some("drop"), json!({})).expect("done");
        assert_eq!(states(), ["done", "undoing", "done"], "the latest first");
        world.complete("ana", &run, None, json!({})).expect("done");
        assert_eq!(states(), ["undoing", "undone", "done"]);
        world.complete("ana", &run, None, json!({})).expect("done");
        assert_eq!(states(), ["undone", "undone", "done"]);
    }
}

#[test]
fn what_is_being_undone_when_the_run_ends_stays_done() {
    let world = World::new(Kept::in_memory());
    world.publish("trip", TRIP).expect("published");
    let run = begun(&world, "trip", Map::new());
    for choice in [None, None, Some("drop")] {
        world.complete("ana", &run, choice, json!({})).expect("done");
    }
    world.complete("ana", &run, None, json!({})).expect("the hotel is cancelled");
    let cancel =
        Ask::CancelRun { run: run.clone(), reason: "Enough of it.".to_owned(), how: baton_engine::CancelHow::Keep };
    world.ask(&world.person("root"), cancel).expect("cancelled");
    let view = world.handle.run(&world.person("root"), &run).expect("a run");
    let state = |id: &str| view.steps.iter().find(|step| step.id == id).map(|step| step.state.clone());
    assert_eq!((state("flight"), state("hotel")), (Some("done".to_owned()), Some("undone".to_owned())));
}

#[test]
fn what_is_personal_gives_items_no_name() {
    let world = World::new(Kept::in_memory());
    let people = LAUNCH
        .replace("model: { type: text, required: true }", "model: { type: text, required: true, personal: true }")
        .replace("'[\"North\", \"South\"]'", "'[model]'");
    world.publish("launch", &people).expect("published");
    let run = begun(&world, "launch", Map::from_iter([("model".to_owned(), json!("Ada Lovelace"))]));
    let view = world.handle.run(&world.person("root"), &run).expect("a run");
    let items: Vec<_> = view.summary.waits_for.into_iter().filter_map(|wait| wait.item).collect();
    assert_eq!(items, ["Item 1"]);
}
