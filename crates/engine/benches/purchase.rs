//! How long the engine takes for a command of the purchase approval: deciding, and folding the events into the state.
//! `cargo bench -p baton-engine` prints the times; the aim is 15 µs a command.

use baton_engine::{
    Actor, Command, CompleteTask, Ctx, Decided, EntryRef, Event, Facts, GroupFact, PersonFact, RunState, StartRun,
    Values, apply, decide,
};
use baton_model::Compiled;
use baton_people::{Calendar, Candidate};
use divan::{Bencher, black_box};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

/// The binary's own, so that a command costs here what it costs there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

fn definition() -> Compiled {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/purchase-approval.yaml");
    let text = std::fs::read_to_string(file).expect("the example is there");
    baton_model::compile(&text).expect("the example compiles")
}

fn facts() -> Facts {
    let mut facts = Facts::new(Calendar::weekdays_9_to_17(TimeZone::UTC));
    for person in 1..=5 {
        let name = format!("Person {person}");
        let fact =
            PersonFact { name, manager: (person < 5).then_some(person + 1), active: true, ..PersonFact::default() };
        facts.people.insert(person, Some(fact));
    }
    for (group, person) in [("finance", 4), ("cfo", 3), ("procurement", 5)] {
        let member =
            Candidate { person, open_tasks: 0, last_assigned: None, active: true, absent: false, skills: Vec::new() };
        facts.groups.insert(group.to_owned(), Some(GroupFact { members: vec![member] }));
    }
    facts
}

fn ctx(person: i64) -> Ctx {
    let now: Timestamp = "2026-11-02T09:00:00Z".parse().expect("a time");
    Ctx { now, actor: Actor::person(person), cmd: "c".to_owned(), zone: TimeZone::UTC, link: String::new() }
}

fn start() -> Command {
    let values = json!({
        "item": "Keyboard", "vendor": "Keys Ltd", "amount": 120, "department": "Engineering", "reason": "Broken",
    });
    let values: Values = serde_json::from_value(values).expect("values");
    Command::StartRun(StartRun {
        run: 1,
        number: 1,
        key: "PUR-1".to_owned(),
        version: 1,
        start: 0,
        values,
        parent: None,
        event: None,
        cause: None,
        missed: 0,
        refused: None,
    })
}

fn complete(task: u32, choice: &str, values: Values) -> Command {
    let choice = Some(choice.to_owned());
    Command::CompleteTask(CompleteTask { task, choice, values, comment: None, seen: None, checked: Vec::new() })
}

fn events(def: &Compiled, state: &RunState, facts: &Facts, command: &Command, person: i64) -> Vec<Event> {
    match decide(def, state, facts, command, &ctx(person)) {
        Decided::Events(events) => events,
        other => panic!("{other:?}"),
    }
}

fn fold(mut state: RunState, events: &[Event], person: i64) -> RunState {
    let at = EntryRef { number: 1, time: ctx(person).now, actor: Actor::person(person) };
    for event in events {
        apply(&mut state, event, &at);
    }
    state.close_entry(&at);
    state
}

/// The state before each command, the command, and who sends it.
fn before(command: &str) -> (RunState, Command, i64) {
    let (def, facts) = (definition(), facts());
    let start = start();
    if command == "start" {
        return (RunState::default(), start, 1);
    }
    let started = fold(RunState::default(), &events(&def, &RunState::default(), &facts, &start, 1), 1);
    let approve = complete(1, "approve", Values::new());
    if command == "approve" {
        return (started, approve, 2);
    }
    let approved = fold(started.clone(), &events(&def, &started, &facts, &approve, 2), 2);
    (approved, complete(2, "done", Values::from_iter([("order_number".to_owned(), json!("PO-1"))])), 5)
}

#[divan::bench(args = ["start", "approve", "order"])]
fn decide_and_apply(bencher: Bencher<'_, '_>, command: &str) {
    let (def, facts) = (definition(), facts());
    let (state, command, person) = before(command);
    // Who holds a run's state folds what was decided into it: that there is one to fold into costs a command nothing.
    bencher.with_inputs(|| state.clone()).bench_values(|state| {
        let events = events(&def, black_box(&state), &facts, &command, person);
        fold(state, &events, person)
    });
}

#[divan::bench(args = ["start", "approve", "order"])]
fn decide_alone(bencher: Bencher<'_, '_>, command: &str) {
    let (def, facts) = (definition(), facts());
    let (state, command, person) = before(command);
    bencher.bench(|| events(&def, black_box(&state), &facts, &command, person));
}
