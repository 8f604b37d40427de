//! Deeds that begin runs which nobody starts by hand: by a schedule, and after the end of another run.

use baton_runtime::{Ask, Made, Refused};
use serde_json::Map;

use super::Again::Nothing;
use super::workflows::published;
use super::{Deed, On};
use crate::world::World;

const HOURLY: &str = r"
workflow: hourly
title: Hourly
owner: procurement
start:
  - schedule: every 1 hour
    gives: { day: today() }
fields:
  day: { type: date, required: true }
steps:
  - wait: For a while
    for: 4000 days
  - end: done
outcomes:
  done: { title: Done }
";

const ENDS: &str = r"
workflow: ends
title: Ends
owner: procurement
start:
  - manual: Begin
    who: everyone
steps:
  - end: done
outcomes:
  done: { title: Done }
";

const FOLLOWS: &str = r"
workflow: follows
title: Follows
owner: procurement
start:
  - workflow: ends
    outcome: done
steps:
  - end: done
outcomes:
  done: { title: Done }
";

fn followed(world: &World, _: u64) -> On {
    published(world, "ends", ENDS);
    published(world, "follows", FOLLOWS);
    On::new()
}

fn ended(world: &World, _: &On, key: &str) -> Result<(), Refused> {
    let ask = Ask::StartRun { workflow: "ends".to_owned(), start: None, values: Map::new() };
    let Made::Run(_) = world.ask_under(key, &world.person("ana"), ask)?.made else { panic!("no run") };
    // What was not done at once is sent again after a while.
    for _ in 0..8 {
        world.forward(1);
        world.handle.go_on()?;
        world.handle.settle()?;
    }
    Ok(())
}

pub const ALL: &[Deed] = &[
    Deed {
        name: "a schedule begins a run",
        ask: Some("begin_by_schedule"),
        before: |world, _| {
            published(world, "hourly", HOURLY);
            world.forward(1);
            On::new()
        },
        act: |world, _, _| world.handle.fire_due(),
        again: Nothing,
    },
    Deed {
        name: "the end of a run begins another one",
        ask: Some("order"),
        before: followed,
        act: ended,
        again: Nothing,
    },
];
