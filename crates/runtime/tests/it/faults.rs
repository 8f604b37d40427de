use std::sync::Arc;

use baton_store::StoreError;
use baton_store::faulty::{Fail, FaultyStore};
use serde_json::Value;

use crate::world::{Kept, World, complete, open, start, wish};

/// A world whose store fails when it is told to.
pub fn faulty(kept: Kept) -> (World, FaultyStore) {
    let world = World::new(kept);
    world.handle.stop();
    let store = FaultyStore::new(Arc::clone(&world.kept.store));
    let handle = open(world.kept.place_of(Arc::new(store.clone())), &world.clock);
    let mut world = world;
    world.handle = handle;
    (world, store)
}

#[test]
fn a_failed_commit_acknowledges_nothing_and_is_done_by_another_try() {
    for kept in Kept::each() {
        let (world, store) = faulty(kept);
        let entries = world.entries();
        store.fail(Fail::Commit(1, StoreError::Full("no space".to_owned())));
        let refused = world.ask(&world.person("ana"), start(wish(640))).expect_err("not done");
        assert_eq!(refused.code, "store.full");
        assert_eq!(world.entries(), entries);
        world.ask(&world.person("ana"), start(wish(640))).expect("done now");
        assert_eq!(world.entries(), entries + 1);
    }
}

#[test]
fn whichever_call_fails_nothing_is_half_done() {
    let (world, store) = faulty(Kept::in_memory());
    let mut failed = 0;
    for nth in 1..60 {
        let run = world.request(640);
        let task = world.open_task(&run);
        let entries = world.entries();
        store.fail(Fail::Call(nth, StoreError::Io("cut".to_owned())));
        match world.ask(&world.person("mia"), complete(task.clone(), Some("approve"), Value::Null)) {
            Ok(_) => break,
            Err(refused) => assert_eq!(refused.code, "store.io_failed"),
        }
        failed += 1;
        assert_eq!(world.entries(), entries);
        assert_eq!(world.open_task(&run), task, "the state that is kept is as it was");
    }
    assert!(failed > 3, "{failed}");
}
