//! A run with more automatic steps than one command may take goes on by itself, whatever happens in between.

use baton_runtime::{Ask, Made};
use baton_store::StoreError;
use baton_store::faulty::Fail;
use baton_store::row::RunState;
use serde_json::Map;

use crate::deeds::workflows::LONG;
use crate::faults::faulty;
use crate::world::{Kept, World};

fn begin(world: &World) -> String {
    world.publish("long", &LONG).expect("published");
    let ask = Ask::StartRun { workflow: "long".to_owned(), start: None, values: Map::new() };
    match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    }
}

fn status(world: &World, run: &str) -> RunState {
    world.handle.core().run_by_key(run).expect("read").expect("a run").0.state
}

/// Whether a command still waits in the outbox.
fn waits(world: &World) -> bool {
    let reader = world.kept.store.reader().expect("a reader");
    !reader.outbox_pending(baton_store::row::OutboxKind::Command, i64::MAX, 10).expect("read").is_empty()
}

#[test]
fn it_goes_on_at_once() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let run = begin(&world);
        // The writer answers this after the commands that go on, which it sent to itself before.
        world.request(640);
        assert_eq!(status(&world, &run), RunState::Finished);
        assert!(!waits(&world), "nothing waits any more");
    }
}

#[test]
fn it_goes_on_after_a_start_where_the_process_ended_in_between() {
    for kept in Kept::each() {
        let (world, store) = faulty(kept);
        world.publish("long", &LONG).expect("published");
        store.fail(Fail::Commit(2, StoreError::Full("no space".to_owned())));
        let ask = Ask::StartRun { workflow: "long".to_owned(), start: None, values: Map::new() };
        let Made::Run(run) = world.ask(&world.person("ana"), ask).expect("begun").made else { panic!("no run") };
        let world = world.open_again();
        assert_eq!(status(&world, &run), RunState::Running);
        assert!(waits(&world));
        world.forward(1);
        world.handle.go_on().expect("sent again");
        world.request(640);
        assert_eq!(status(&world, &run), RunState::Finished);
        assert!(!waits(&world));
    }
}
