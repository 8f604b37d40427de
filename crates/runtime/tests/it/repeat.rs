use baton_runtime::Request;
use serde_json::Value;

use crate::world::{Kept, World, start, wish};

#[test]
fn a_repeat_gets_the_first_answer_and_changes_nothing() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let ask = |amount| Request {
            caller: world.person("ana"),
            key: Some("once".to_owned()),
            if_match: None,
            ask: start(wish(amount)),
        };
        let first = world.handle.submit_blocking(ask(640)).expect("a run");
        let entries = world.entries();
        assert_eq!(world.handle.submit_blocking(ask(640)).expect("the same"), first);
        assert_eq!(world.handle.submit_blocking(ask(641)).expect_err("another request").code, "request.key_used");
        let other = Request { caller: world.person("mia"), ..ask(640) };
        assert_ne!(world.handle.submit_blocking(other).expect("a run of their own"), first);
        assert_eq!(world.entries(), entries + 1);
    }
}

#[test]
fn a_refusal_is_not_kept() {
    let world = World::new(Kept::in_memory());
    let ask = |amount| Request {
        caller: world.person("ana"),
        key: Some("twice".to_owned()),
        if_match: None,
        ask: start(wish(amount)),
    };
    assert!(world.handle.submit_blocking(ask(5_000)).is_err(), "without a quote");
    assert!(world.handle.submit_blocking(ask(500)).is_ok(), "under the same key");
}

#[test]
fn a_task_that_is_done_says_by_whom() {
    let world = World::new(Kept::in_memory());
    let run = world.request(640);
    let task = world.open_task(&run);
    world.complete("mia", &run, Some("approve"), Value::Null).expect("approved");
    let again = crate::world::complete(task, Some("approve"), Value::Null);
    let refused = world.ask(&world.person("mia"), again).expect_err("done already");
    assert_eq!(refused.code, "task.already_done");
    assert_eq!(refused.first_result.expect("the first result")["choice"], "approve");
}
