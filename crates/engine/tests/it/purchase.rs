//! The purchase approval, in all its ways.

use serde_json::{Value, json};

use crate::world::World;

const PURCHASE: &str = include_str!("../../../../examples/purchase-approval.yaml");
const ANA: i64 = 3;
const MIRIAM: i64 = 2;

fn request(amount: Value) -> Value {
    json!({"item": "Desk", "vendor": "Northwind", "amount": amount, "department": "Engineering", "reason": "Broken", "quote": "f1"})
}

fn started(amount: i64) -> World {
    let mut world = World::of(PURCHASE);
    world.start(ANA, request(amount.into())).unwrap();
    world
}

#[test]
fn a_small_purchase_needs_the_manager_alone() {
    let mut world = started(400);
    assert_eq!(world.waits().keys().collect::<Vec<_>>(), ["manager-review"]);
    world.wait_hours(3);
    world.complete(MIRIAM, "manager-review", "approve", json!({})).unwrap();
    assert_eq!(world.waits().keys().collect::<Vec<_>>(), ["place-the-order"]);
    let (_, buyer) = world.waits().into_iter().next().unwrap();
    let buyer = if buyer == ["hannah"] { 7 } else { 8 };
    world.complete(buyer, "place-the-order", "done", json!({"order_number": "PO-1"})).unwrap();
    assert_eq!(world.state.outcome.as_deref(), Some("ordered"));
    insta::assert_snapshot!(world.trace);
}

#[test]
fn a_large_one_needs_finance_and_the_cfo() {
    let mut world = started(12_000);
    world.complete(MIRIAM, "manager-review", "approve", json!({})).unwrap();
    let refused = world.complete(4, "check-the-budget", "done", json!({})).unwrap_err();
    assert_eq!(refused.code, "task.values_wrong");
    assert_eq!(refused.faults[0].path, "/values/budget_code");
    world.complete(4, "check-the-budget", "done", json!({"budget_code": "E-1"})).unwrap();
    let refused = world.complete(6, "cfo-signs-off", "refuse", json!({})).unwrap_err();
    assert_eq!(refused.code, "task.comment_required");
    world.complete_with(6, "cfo-signs-off", "refuse", json!({}), Some("No.")).unwrap();
    assert_eq!(world.state.outcome.as_deref(), Some("refused"));
    insta::assert_snapshot!(world.trace);
}

#[test]
fn sent_back_the_form_opens_again_with_what_was_filled_in() {
    let mut world = started(2_000);
    world.complete_with(MIRIAM, "manager-review", "send-back", json!({}), Some("Cheaper?")).unwrap();
    assert_eq!(world.waits().into_iter().collect::<Vec<_>>(), [("start".to_owned(), vec!["ana"])]);
    world.complete(ANA, "start", "done", json!({"amount": 900})).unwrap();
    assert_eq!(world.waits().into_iter().collect::<Vec<_>>(), [("manager-review".to_owned(), vec!["miriam"])]);
    assert_eq!(world.state.pass("manager-review"), 2);
    insta::assert_snapshot!(world.trace);
}

#[test]
fn a_form_with_faults_names_each_field() {
    let mut world = World::of(PURCHASE);
    let refused = world.start(ANA, json!({"item": "Desk", "amount": "many", "department": "Garden", "colour": 1}));
    let refused = refused.unwrap_err();
    let mut faults: Vec<_> = refused.faults.iter().map(|fault| format!("{} {}", fault.path, fault.code)).collect();
    faults.sort();
    assert_eq!(
        faults,
        [
            "/values/amount value.wrong_type",
            "/values/colour value.unknown_field",
            "/values/department value.not_an_option",
            "/values/reason value.required",
            "/values/vendor value.required",
        ]
    );
    let refused =
        world.start(ANA, json!({"item": "Desk", "vendor": "N", "amount": 1000, "department": "Sales", "reason": "r"}));
    assert_eq!(refused.unwrap_err().faults[0].path, "/values/quote");
}

#[test]
fn nobody_left_is_an_exception_that_a_retry_mends() {
    let mut world = World::of(PURCHASE);
    world.inactive = vec![MIRIAM];
    world.start(ANA, request(100.into())).unwrap();
    let raised = world.state.open_exceptions().next().expect("an exception");
    assert_eq!(&*raised.code, "role.nobody_left");
    assert_eq!(raised.people[0].person, MIRIAM);
    world.inactive.clear();
    let retry = baton_engine::Command::RetryException { exception: 1 };
    world.send(baton_engine::Actor::person(1), &retry).unwrap();
    assert_eq!(world.waits().keys().collect::<Vec<_>>(), ["manager-review"]);
}

#[test]
fn timers_remind_and_escalate() {
    let mut world = started(100);
    let mut timers = world.state.timers.clone();
    timers.sort_by_key(|timer| timer.at);
    for timer in timers {
        world.now = timer.at;
        let fire = baton_engine::Command::FireTimer { timer: timer.timer };
        world.send(baton_engine::Actor::timer(), &fire).unwrap();
    }
    let (_, people) = world.waits().into_iter().next().unwrap();
    assert_eq!(people, ["clara", "miriam"]);
    insta::assert_snapshot!(world.trace);
}

#[test]
fn the_same_events_give_the_same_state() {
    let mut world = started(2_000);
    world.complete(MIRIAM, "manager-review", "approve", json!({})).unwrap();
    let mut replayed = baton_engine::RunState::default();
    let mut last: Option<baton_engine::EntryRef> = None;
    for (event, at) in &world.history {
        if let Some(last) = last.filter(|last| last.number != at.number) {
            replayed.close_entry(&last);
        }
        baton_engine::apply(&mut replayed, event, at);
        last = Some(*at);
    }
    replayed.close_entry(&last.unwrap());
    assert_eq!(replayed, world.state);
    let stored = serde_json::to_string(&replayed).unwrap();
    assert_eq!(serde_json::from_str::<baton_engine::RunState>(&stored).unwrap(), replayed);
}
