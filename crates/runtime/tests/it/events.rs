//! Events from outside in a workspace: what waits hears them, also after a start; what came before is kept for one wait, and a
//! repeat changes nothing. What the entries say is what the tables hold (the world compares them at its end).

use baton_runtime::{Ask, Caller, Made, SentEvent};
use baton_store::row::{EventState, RunState};
use serde_json::{Map, Value, json};

use crate::world::{Kept, World};

const PAYMENTS: &str = r"
workflow: payments
title: Payments
owner: procurement
start:
  - form: Begin
    who: everyone
    gives: [number]
roles:
  asker: { is: starter }
fields:
  number: { type: text, required: true }
  amount: { type: number }
  note:   { type: text }
steps:
  - wait: Payment
    event: paid
    key: number
    gives: { amount: body.amount }
    in_case:
      - event: noted
        key: number
        gives: { note: body }
  - end: done
in_case:
  - event: closed
    then: closed
outcomes:
  done:   { title: Done, default: true }
  closed: { title: Closed }
";

fn begin(world: &World, number: &str) -> String {
    let values = Map::from_iter([("number".to_owned(), json!(number))]);
    let ask = Ask::StartRun { workflow: "payments".to_owned(), start: None, values };
    match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    }
}

fn event(name: &str, key: Option<&str>, body: Value, id: Option<&str>) -> SentEvent {
    SentEvent { name: name.to_owned(), key: key.map(str::to_owned), body, id: id.map(str::to_owned) }
}

fn send(world: &World, sent: SentEvent) {
    world.handle.send_event(&world.person("ben"), sent).expect("taken");
}

fn state(world: &World, run: &str) -> RunState {
    world.handle.core().run_by_key(run).expect("read").expect("a run").0.state
}

fn value(world: &World, run: &str, field: &str) -> Value {
    let (_, state) = world.handle.core().run_by_key(run).expect("read").expect("a run");
    state.values.get(field).map_or(Value::Null, |held| (*held.value).clone())
}

#[test]
fn what_waits_hears_its_event_also_after_a_start() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("payments", PAYMENTS).expect("published");
        let (first, second) = (begin(&world, "A-1"), begin(&world, "A-2"));
        let world = world.open_again();
        send(&world, event("noted", Some("A-1"), json!("half of it"), None));
        send(&world, event("noted", Some("A-1"), json!("all of it"), None));
        send(&world, event("paid", Some("A-1"), json!({ "amount": 12 }), None));
        assert_eq!((state(&world, &first), state(&world, &second)), (RunState::Finished, RunState::Running));
        assert_eq!((value(&world, &first, "amount"), value(&world, &first, "note")), (json!(12), json!("all of it")));
        send(&world, event("closed", None, Value::Null, None));
        let world = world.open_again();
        assert_eq!(state(&world, &second), RunState::Finished);
    }
}

#[test]
fn what_came_before_is_kept_for_one_wait_and_a_repeat_changes_nothing() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("payments", PAYMENTS).expect("published");
        let paid = |amount: i64, id| event("paid", Some("A-1"), json!({ "amount": amount }), Some(id));
        send(&world, paid(1, "p-1"));
        send(&world, paid(1, "p-1"));
        send(&world, paid(2, "p-2"));
        let world = world.open_again();
        let runs: Vec<String> = (0..3).map(|_| begin(&world, "A-1")).collect();
        let amounts: Vec<Value> = runs.iter().map(|run| value(&world, run, "amount")).collect();
        assert_eq!(amounts, [json!(1), json!(2), Value::Null], "the oldest first, one for each");
        send(&world, paid(1, "p-1"));
        assert_eq!(state(&world, &runs[2]), RunState::Running, "that one had come before");
        world.forward(31 * 24);
        world.handle.tidy().expect("tidied");
        send(&world, paid(1, "p-1"));
        assert_eq!(state(&world, &runs[2]), RunState::Finished, "after 30 days its id is not known any more");
    }
}

#[test]
fn runs_that_begin_together_do_not_take_one_event_twice() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("payments", PAYMENTS).expect("published");
        send(&world, event("paid", Some("A-1"), json!({ "amount": 1 }), None));
        let ana = world.person("ana");
        let runs: Vec<String> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..8).map(|_| scope.spawn(|| begin(&world, "A-1"))).collect();
            starts.into_iter().map(|start| start.join().expect("begun")).collect()
        });
        let taken = runs.iter().filter(|run| state(&world, run) == RunState::Finished).count();
        assert_eq!(taken, 1);
        let reader = world.kept.store.reader().expect("a reader");
        assert_eq!(reader.event(1).expect("read").map(|row| row.state), Some(EventState::Done));
        assert!(world.handle.run(&ana, &runs[0]).is_ok());
    }
}

#[test]
fn an_event_that_was_taken_before_the_end_of_the_process_is_brought_after_it() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("payments", PAYMENTS).expect("published");
        let run = begin(&world, "A-1");
        let delivering = world.handle.core().delivering.lock();
        send(&world, event("paid", Some("A-1"), json!({ "amount": 3 }), None));
        drop(delivering);
        assert_eq!(state(&world, &run), RunState::Running, "it was only taken");
        let world = world.open_again();
        world.handle.deliver().expect("brought");
        assert_eq!(state(&world, &run), RunState::Finished);
    }
}

const ORDERS: &str = r"
workflow: orders
title: Orders
owner: procurement
key: ORD
start:
  - event: order-placed
    key: body.order
    when: body.total > 10
    gives: { order: body.order, total: body.total }
fields:
  order: { type: text, required: true }
  total: { type: number, required: true }
steps:
  - wait: Paid
    event: order-paid
    key: order
  - end: done
outcomes:
  done: { title: Done }
";

#[test]
fn an_event_begins_a_run_unless_one_goes_on_for_the_same_key() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("orders", ORDERS).expect("published");
        let placed = |order: &str, total: Value, id: &str| {
            event("order-placed", None, json!({ "order": order, "total": total }), Some(id))
        };
        send(&world, placed("O-1", json!(12), "1"));
        send(&world, placed("O-1", json!(12), "1"));
        send(&world, placed("O-1", json!(99), "2"));
        send(&world, placed("O-2", json!(9), "3"));
        let world = world.open_again();
        send(&world, placed("O-3", json!("twelve"), "4"));
        assert_eq!((value(&world, "ORD-1", "order"), value(&world, "ORD-1", "total")), (json!("O-1"), json!(12)));
        let there = |world: &World, key: &str| world.handle.core().run_by_key(key).expect("read").is_some();
        assert!(!there(&world, "ORD-2"), "for the same order, below the limit, or without a total that is a number");
        send(&world, event("order-paid", Some("O-1"), Value::Null, None));
        assert_eq!(state(&world, "ORD-1"), RunState::Finished);
        send(&world, placed("O-1", json!(50), "5"));
        assert_eq!(value(&world, "ORD-2", "total"), json!(50), "the first is over");
    }
}

#[test]
fn members_may_not_send_events_and_what_is_too_large_is_refused() {
    let world = World::new(Kept::in_memory());
    for (who, code) in [("ana", "access.not_allowed"), ("audi", "access.not_allowed")] {
        let refused = world.handle.send_event(&world.person(who), event("paid", None, Value::Null, None));
        assert_eq!(refused.expect_err("refused").code, code, "{who}");
    }
    let ben = world.person("ben");
    for sent in [
        event("", None, Value::Null, None),
        event("paid", Some(&"k".repeat(201)), Value::Null, None),
        event("paid", None, json!("b".repeat(64 * 1024)), None),
        event("paid", None, Value::Null, Some(&"i".repeat(201))),
    ] {
        assert_eq!(world.handle.send_event(&ben, sent).expect_err("refused").code, "event.not_taken");
    }
    assert!(world.handle.send_event(&Caller::system(), event("paid", None, Value::Null, None)).is_ok());
}
