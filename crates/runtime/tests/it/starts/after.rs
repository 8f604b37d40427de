//! Runs that begin after runs of other workflows, with what these hand over; and chains of them.

use baton_runtime::{Ask, Done, PageAsk, ResolveHow};
use baton_store::row::RunState;
use serde_json::{Value, json};

use super::{began, begin, settle, state, value};
use crate::world::{Kept, World};

const FIRST: &str = r"
workflow: first
title: First
owner: procurement
key: FIR
start:
  - manual: Begin
    who: everyone
    gives: [order, total, who]
fields:
  order: { type: text }
  total: { type: number }
  who:   { type: person }
roles:
  asker: { is: starter }
steps:
  - task: Look at it
    who: asker
    choices: { good: { then: good }, bad: { then: bad } }
outcomes:
  good: { title: Good, default: true }
  bad:  { title: Bad }
";

const SECOND: &str = r"
workflow: second
title: Second
owner: procurement
key: SEC
start:
  - workflow: first
    outcome: good
    with: { order: order, amount: total * 2, by: who }
fields:
  order:  { type: text, required: true }
  amount: { type: number }
  by:     { type: person }
steps:
  - wait: For a while
    for: 400 days
  - end: done
outcomes:
  done: { title: Done }
";

fn choose(world: &World, run: &str, choice: &str) -> Done {
    world.ask(&world.person("ana"), crate::world::complete(format!("{run}.1"), Some(choice), Value::Null))
}

#[test]
fn the_end_of_a_run_begins_another_one_with_what_it_hands_over() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("first", FIRST).expect("published");
        world.publish("second", SECOND).expect("published");
        let one = begin(&world, "first", &json!({ "order": "O-1", "total": 4, "who": "@mia" }));
        choose(&world, &one, "bad").expect("done");
        let two = begin(&world, "first", &json!({ "order": "O-2", "total": 5, "who": "@mia" }));
        choose(&world, &two, "good").expect("done");
        settle(&world);
        let world = world.open_again();
        settle(&world);
        assert_eq!(state(&world, "SEC-1"), Some(RunState::Running));
        assert_eq!((value(&world, "SEC-1", "order"), value(&world, "SEC-1", "amount")), (json!("O-2"), json!(10)));
        let mia = world.handle.core().directory().by_handle("mia").map(|mia| mia.id);
        assert_eq!(value(&world, "SEC-1", "by").as_i64(), mia);
        assert_eq!(state(&world, "SEC-2"), None, "another outcome begins nothing, and one end begins one run");
        let cause = began(&world, "SEC-1").and_then(|began| began.cause).expect("a cause");
        assert_eq!(cause.chain, 1, "somebody did something in the run before it");
    }
}

#[test]
fn what_was_still_to_begin_when_the_process_ended_begins_after_it() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("first", FIRST).expect("published");
        let run = begin(&world, "first", &json!({ "order": "O-1" }));
        world.publish("second", SECOND).expect("published");
        choose(&world, &run, "good").expect("done");
        let world = world.open_again();
        settle(&world);
        assert_eq!(value(&world, "SEC-1", "order"), json!("O-1"));
        assert_eq!(state(&world, "SEC-2"), None);
    }
}

#[test]
fn what_a_run_does_not_hand_over_waits_for_the_owner_who_can_drop_it() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("first", FIRST).expect("published");
        world.publish("second", SECOND).expect("published");
        let run = begin(&world, "first", &json!({ "total": 4 }));
        choose(&world, &run, "good").expect("done");
        settle(&world);
        let page = PageAsk { cursor: None, limit: 10 };
        let of = |who: &str| world.handle.exceptions(&world.person(who), &page).expect("a list").items;
        let told = of("ben");
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].id.as_str(), told[0].code.as_str()), ("SEC-1!1", "start.values_missing"));
        assert_eq!(told[0].actions, ["supply", "drop"]);
        assert_eq!(told[0].came, Some(json!({ "order": null, "amount": 8, "by": null })));
        assert!(of("mia").is_empty(), "who has nothing to do with it does not see it");
        let audited = of("audi");
        assert!(audited[0].actions.is_empty() && audited[0].came.is_none(), "an auditor sees it and can do nothing");
        let drop = |who: &str, reason: Option<&str>| {
            let (exception, how, reason) = ("SEC-1!1".to_owned(), ResolveHow::Drop, reason.map(str::to_owned));
            world.ask(&world.person(who), Ask::ResolveException { exception, how, reason })
        };
        assert_eq!(drop("mia", Some("Why not")).expect_err("hidden").code, "request.not_found");
        assert_eq!(drop("ben", None).expect_err("no reason").code, "run.reason_required");
        drop("ben", Some("There is no order")).expect("dropped");
        assert_eq!(state(&world, "SEC-1"), Some(RunState::Cancelled));
        assert!(of("ben").is_empty());
    }
}

#[test]
fn workflows_that_begin_one_another_for_ever_are_held_and_go_on_when_the_owner_says_so() {
    let text = |id: &str, key: &str, after: &str| {
        format!(
            "workflow: {id}\ntitle: Round\nowner: procurement\nkey: {key}\nstart:\n  - manual: Begin\n    who: everyone\n  - workflow: \
             {after}\nsteps:\n  - end: done\noutcomes: {{ done: {{ title: Done }} }}\n"
        )
    };
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("ping", &text("ping", "PIN", "ping")).expect("published");
        begin(&world, "ping", &Value::Null);
        settle(&world);
        let world = world.open_again();
        settle(&world);
        assert_eq!(state(&world, "PIN-51"), Some(RunState::Finished));
        assert_eq!(state(&world, "PIN-52"), Some(RunState::Running));
        assert_eq!(state(&world, "PIN-53"), None);
        let (_, held) = world.handle.core().run_by_key("PIN-52").expect("read").expect("a run");
        assert_eq!(&*held.exceptions[0].code, "start.chain_too_long");
        assert_eq!(held.exceptions[0].params["max"], "50");
        world.publish("ping", &text("ping", "PIN", "ping").replace("  - workflow: ping\n", "")).expect("published");
        let retry = Ask::RetryException { exception: "PIN-52!1".to_owned() };
        world.ask(&world.person("ben"), retry).expect("goes on");
        assert_eq!(state(&world, "PIN-52"), Some(RunState::Finished));
    }
}
