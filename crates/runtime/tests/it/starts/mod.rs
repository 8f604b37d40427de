//! Runs that begin by themselves: by a schedule, after runs of other workflows, with dates, events and signed calls; and what waits
//! at its start because what came is missing or wrong. What the entries say is what the tables hold (the world compares them at its end).

mod after;
mod calls;
mod dates;
mod events;
mod schedules;

use baton_engine::Event;
use baton_engine::event::RunStarted;
use baton_runtime::{Ask, Made};
use baton_store::row::RunState;
use serde_json::Value;

use crate::world::World;

/// How a run began; none: there is no such run.
fn began(world: &World, run: &str) -> Option<RunStarted> {
    let (row, _) = world.handle.core().run_by_key(run).expect("read")?;
    let recorded = world.handle.core().recorded(&row).expect("a history");
    let events = recorded.iter().flat_map(|entry| entry.events.clone());
    events.into_iter().find_map(|event| match event {
        Event::RunStarted(started) => Some(started),
        _ => None,
    })
}

fn state(world: &World, run: &str) -> Option<RunState> {
    world.handle.core().run_by_key(run).expect("read").map(|(row, _)| row.state)
}

fn value(world: &World, run: &str, field: &str) -> Value {
    let (_, state) = world.handle.core().run_by_key(run).expect("read").expect("a run");
    state.values.get(field).map_or(Value::Null, |held| (*held.value).clone())
}

/// Hours pass one after the other: a jump of the clock is not believed.
fn pass(world: &World, hours: i64) {
    for _ in 0..hours {
        world.forward(1);
        assert!(world.handle.core().clock.is_believed());
    }
}

fn begin(world: &World, workflow: &str, values: &Value) -> String {
    let values = values.as_object().cloned().unwrap_or_default();
    let ask = Ask::StartRun { workflow: workflow.to_owned(), start: None, values };
    match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    }
}

/// Carries out all that waits to go on by itself.
fn settle(world: &World) {
    world.handle.settle().expect("settled");
    pass(world, 1);
    world.handle.go_on().expect("went on");
    world.handle.settle().expect("settled");
}
