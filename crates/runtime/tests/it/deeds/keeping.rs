//! Deeds of keeping and forgetting: erasing somebody, giving their tasks on, holds, and what goes when its time is over.

use std::sync::atomic::Ordering;

use baton_runtime::{Ask, Caller, HoldTarget, Made, PersonChangeAsk, Request};
use serde_json::Map;

use super::Again::Nothing;
use super::people::{root, somebody};
use super::workflows::published;
use super::{Deed, On};
use crate::world::World;

/// A run of it ends at once, and is kept for a second.
const SHORT: &str = r"
workflow: short
title: Short
owner: procurement
keep: 1 second
start:
  - form: Begin
    who: everyone
    gives: [count]
fields:
  count: { type: number, default: 0 }
steps:
  - set: Add one
    id: add
    gives: { count: count + 1 }
outcomes:
  done: { title: Done }
";

fn why() -> String {
    "It was asked for.".to_owned()
}

/// A run that is over its time: `WORKFLOW/RUN`, by number.
fn over(world: &World, _: u64) -> On {
    published(world, "short", SHORT);
    let start = Ask::StartRun { workflow: "short".to_owned(), start: None, values: Map::new() };
    let Made::Run(run) = world.ask(&world.person("ana"), start).expect("a run").made else { panic!("no run") };
    world.clock.fetch_add(2_000_000, Ordering::AcqRel);
    let row = world.kept.store.reader().expect("a reader").run_by_key(&run).expect("read").expect("a run");
    format!("{}/{}", row.workflow, row.id)
}

/// A task of somebody who is gone: `RUN/PERSON`.
fn left(world: &World, n: u64) -> On {
    let (run, handle) = (world.request(640), somebody(world, n + 1_000));
    let task = world.open_task(&run);
    let ask = Ask::ReassignTask { task, to: handle.clone(), comment: None };
    world.ask(&world.person("mia"), ask).expect("given on");
    let change = PersonChangeAsk { active: Some(false), ..PersonChangeAsk::default() };
    let ask = Ask::ChangePerson { person: handle.clone(), change };
    world.ask(&world.person("root"), ask).expect("deactivated");
    let gone = world.person(&handle).person.expect("a person");
    let row = world.kept.store.reader().expect("a reader").run_by_key(&run).expect("read").expect("a run");
    format!("{}/{gone}", row.id)
}

pub const ALL: &[Deed] = &[
    Deed {
        name: "somebody is erased",
        ask: Some("erase_person"),
        before: |world, n| {
            let handle = somebody(world, n + 2_000);
            let caller = world.person(&handle);
            world.handle.open_session(caller.person.expect("a person"), None).expect("signed in");
            world.handle.upload(&caller, "q.pdf", b"%PDF-1.4 mine").expect("a file");
            // By number, for the handle goes.
            caller.person.expect("a person").to_string()
        },
        act: |world, person, key| {
            let ask = Ask::ErasePerson { person: person.clone(), reason: why(), keep_fields: false };
            let (caller, key) = (world.person("root"), Some(key.to_owned()));
            world.handle.erase(Request { caller, key, if_match: None, ask }).map(drop)
        },
        again: Nothing,
    },
    Deed {
        name: "a task of somebody who is gone goes to others",
        ask: Some("refill_task"),
        before: left,
        act: |world, on, key| {
            let (run, gone) = on.split_once('/').expect("both");
            let (run, gone) = (run.parse().expect("a number"), gone.parse().expect("a number"));
            world.ask_under(key, &Caller::system(), Ask::RefillTask { run, task: 1, gone }).map(drop)
        },
        again: Nothing,
    },
    Deed {
        name: "a run is held",
        ask: Some("set_hold"),
        before: |world, _| world.request(640),
        act: |world, run, key| root(world, key, Ask::SetHold { on: HoldTarget::Run(run.clone()), reason: why() }),
        again: Nothing,
    },
    Deed {
        name: "a hold is lifted",
        ask: Some("lift_hold"),
        before: |world, _| {
            let on = HoldTarget::Workflow("purchase-approval".to_owned());
            match world.ask(&world.person("audi"), Ask::SetHold { on, reason: why() }).expect("held").made {
                Made::Hold(hold) => hold.to_string(),
                made => panic!("{made:?}"),
            }
        },
        act: |world, hold, key| {
            root(world, key, Ask::LiftHold { hold: hold.parse().expect("a number"), reason: why() })
        },
        again: Nothing,
    },
    Deed {
        name: "runs are taken out",
        ask: Some("remove_runs"),
        before: over,
        act: |world, on, key| {
            let (workflow, run) = on.split_once('/').expect("both");
            let (workflow, runs) = (workflow.parse().expect("a number"), vec![run.parse().expect("a number")]);
            world.ask_under(key, &Caller::system(), Ask::RemoveRuns { workflow, runs }).map(drop)
        },
        again: Nothing,
    },
    Deed {
        name: "what is over its time goes, with its keys",
        ask: None,
        before: over,
        act: |world, _, _| world.handle.retain().map(drop),
        again: Nothing,
    },
];
