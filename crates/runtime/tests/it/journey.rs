use baton_runtime::Ask;
use serde_json::{Value, json};

use crate::world::{Kept, World, wish};

#[test]
fn a_small_request_is_sent_back_mended_approved_and_ordered() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let run = world.request(640);
        world.complete("mia", &run, Some("send-back"), Value::Null).expect("sent back");

        let form = world.handle.task(&world.person("ana"), &world.open_task(&run)).expect("the form");
        assert_eq!(form.summary.kind, "form");
        assert_eq!(form.comment_shown.expect("a comment").text, "Please look again.");

        world.complete("ana", &run, None, Value::Object(wish(600))).expect("mended");
        world.complete("mia", &run, Some("approve"), Value::Null).expect("approved");
        world.complete("ben", &run, None, json!({ "order_number": "PO-1" })).expect("ordered");
        let seen = world.handle.run(&world.person("ana"), &run).expect("the run");
        assert_eq!(seen.summary.state, "finished");
        assert_eq!(seen.summary.outcome.expect("an outcome").id, "ordered");
    }
}

#[test]
fn the_amount_decides_who_checks() {
    for kept in Kept::each() {
        let world = World::new(kept);
        for (amount, others) in [(999, 0), (1000, 1), (9_999, 1), (10_000, 2)] {
            let run = world.request(amount);
            world.complete("mia", &run, Some("approve"), Value::Null).expect("approved");
            if others > 0 {
                world.complete("fin", &run, None, json!({ "budget_code": "B-1" })).expect("budget");
            }
            if others > 1 {
                world.complete("cleo", &run, Some("approve"), Value::Null).expect("signed");
            }
            world.complete("ben", &run, None, json!({ "order_number": "PO-2" })).expect("ordered");
            let seen = world.handle.run(&world.person("audi"), &run).expect("the run");
            assert_eq!(seen.summary.state, "finished", "{amount}");
        }
    }
}

#[test]
fn what_is_open_goes_on_after_a_new_start() {
    let world = World::new(Kept::on_sqlite());
    let run = world.request(640);
    let world = world.open_again();
    world.complete("mia", &run, Some("refuse"), Value::Null).expect("refused");
    let seen = world.handle.run(&world.person("ana"), &run).expect("the run");
    assert_eq!(seen.summary.outcome.expect("an outcome").id, "refused");
}

#[test]
fn a_run_whose_manager_left_waits_as_an_exception() {
    let world = World::new(Kept::in_memory());
    let change = baton_runtime::PersonChangeAsk { active: Some(false), ..Default::default() };
    let root = world.person("root");
    world.ask(&root, Ask::ChangePerson { person: "mia".to_owned(), change }).expect("gone");
    let run = world.request(640);
    let seen = world.handle.run(&root, &run).expect("the run");
    assert_eq!(seen.problems.len(), 1);
    let exception = seen.problems[0].id.clone();
    let how = baton_runtime::ResolveHow::Assign("boss".to_owned());
    world.ask(&root, Ask::ResolveException { exception, how, reason: Some("On leave.".to_owned()) }).expect("resolved");
    world.complete("boss", &run, Some("approve"), Value::Null).expect("approved");
}

#[test]
fn nobody_else_may_do_or_see_it() {
    let world = World::new(Kept::in_memory());
    let run = world.request(640);
    let code = |by: &str| world.complete(by, &run, Some("approve"), Value::Null).expect_err("refused").code;
    assert_eq!(code("fin"), "request.not_found", "what one may not see is not there");
    assert_ne!(code("ana"), "request.not_found", "one's own request is there, and is not one's own to approve");
    assert_eq!(code("audi"), "access.not_allowed", "an auditor reads and changes nothing");
    let entries = world.entries();
    assert!(world.handle.run(&world.person("audi"), &run).is_ok());
    assert_eq!(world.entries(), entries);
}
