//! Deeds that runs do by themselves or that others have them do: an event comes, another run begins or ends, a lock is passed on.

use baton_runtime::{Ask, Caller, Made, Refused, SentEvent};
use serde_json::{Map, Value, json};

use super::Again::Nothing;
use super::runs::{begun, done};
use super::workflows::{ASKED, ASKING, BEGUN, LONG, TURNS, WAITING, published};
use super::{Deed, On};
use crate::world::World;

pub const ALL: &[Deed] = &[
    Deed {
        name: "an event comes to a run that waits for it",
        ask: Some("deliver_event"),
        before: |world, n| {
            published(world, "waiting", WAITING);
            let run = begun(world, "waiting");
            format!("{run}/{n}")
        },
        act: |world, on, _| {
            let (run, n) = on.split_once('/').expect("both");
            let (name, key, id) = ("happened".to_owned(), Some(run.to_owned()), Some(n.to_owned()));
            world.handle.send_event(&world.person("ben"), SentEvent { name, key, body: Value::Null, id })?;
            world.handle.deliver()?;
            Ok(())
        },
        again: Nothing,
    },
    Deed {
        name: "an event begins a run",
        ask: Some("begin_by_event"),
        before: |world, n| {
            published(world, "begun", BEGUN);
            format!("order-{n}")
        },
        act: |world, on, _| {
            let (name, body) = ("order-placed".to_owned(), json!({ "order": on }));
            let sent = SentEvent { name, key: None, body, id: Some(on.to_owned()) };
            world.handle.send_event(&world.person("ben"), sent)?;
            world.handle.deliver()?;
            Ok(())
        },
        again: Nothing,
    },
    Deed {
        name: "a run has another begin, and hears of its end",
        ask: Some("order"),
        before: |world, _| {
            published(world, "asked", ASKED);
            published(world, "asking", ASKING);
            On::new()
        },
        act: |world, _, key| {
            let ask = Ask::StartRun { workflow: "asking".to_owned(), start: None, values: Map::new() };
            let Made::Run(run) = world.ask_under(key, &world.person("ana"), ask)?.made else { panic!("no run") };
            // What was not done at once is sent again after a while.
            for _ in 0..8 {
                world.forward(1);
                world.handle.go_on()?;
                world.handle.settle()?;
            }
            ended(world, &run)
        },
        again: Nothing,
    },
    Deed {
        name: "a lock goes from one run to the next",
        ask: Some("order"),
        before: |world, _| {
            published(world, "turns", TURNS);
            let values = Map::from_iter([("stays".to_owned(), json!(true))]);
            let ask = Ask::StartRun { workflow: "turns".to_owned(), start: None, values };
            let Made::Run(first) = world.ask(&world.person("ana"), ask).expect("begun").made else { panic!("no run") };
            world.handle.go_on().expect("gone on");
            world.handle.settle().expect("settled");
            format!("{first}/{}", begun(world, "turns"))
        },
        act: |world, on, key| {
            let (first, second) = on.split_once('/').expect("both");
            let reason = "enough".to_owned();
            done(
                world,
                key,
                &Caller::system(),
                Ask::CancelRun { run: first.to_owned(), reason, how: baton_engine::CancelHow::Keep },
            )?;
            for _ in 0..3 {
                world.forward(1);
                world.handle.go_on()?;
                world.handle.settle()?;
            }
            ended(world, second)
        },
        again: Nothing,
    },
    Deed {
        name: "a run goes on by itself",
        ask: Some("continue_run"),
        before: |world, _| {
            published(world, "long", &LONG);
            On::new()
        },
        act: |world, _, key| {
            let ask = Ask::StartRun { workflow: "long".to_owned(), start: None, values: Map::new() };
            let Made::Run(run) = world.ask_under(key, &world.person("ana"), ask)?.made else { panic!("no run") };
            // What was not done at once is sent again after a while.
            world.forward(1);
            world.handle.go_on()?;
            world.handle.settle()?;
            ended(world, &run)
        },
        again: Nothing,
    },
];

/// The run has come to its end, and nothing is left in the outbox: what stays there is sent again and again, before what is new.
fn ended(world: &World, run: &str) -> Result<(), Refused> {
    let reader = world.handle.core().reader()?;
    let row = reader.run_by_key(run)?.expect("a run");
    let waiting = reader.outbox_pending(baton_store::row::OutboxKind::Command, i64::MAX, 20)?;
    assert_eq!(row.state, baton_store::row::RunState::Finished, "{run} goes on to its end; waiting: {waiting:?}");
    assert!(waiting.is_empty(), "{run} left in the outbox: {waiting:?}");
    Ok(())
}
