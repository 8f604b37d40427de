//! Cancelling a run: what it says before, how the run goes on until what was done is undone, and what sending back does again.

use baton_engine::CancelHow;
use baton_runtime::{Ask, Caller, Made, Request};
use serde_json::{Map, json};

use crate::world::{Kept, World, complete};

const TRIP: &str = r#"
workflow: journey
title: Journey
owner: procurement
start: [{ form: Begin, who: everyone }]
roles:
  asker: { is: starter }
steps:
  - task: Book a flight
    who: asker
    undo: [{ task: Cancel the flight, who: asker }]
  - task: Ask the vendor
    who: asker
    redo: if-changed
  - approve: Go
    who: asker
    due: 2 days
    in_case:
      - cancelled: true
        steps: [{ set: Note it, gives: { log: '"off"' } }]
    choices:
      approve: {}
      back: { then: book-a-flight }
  - end: gone
fields:
  log: { type: text }
outcomes:
  gone: { title: Gone }
"#;

fn at_the_approval(world: &World) -> String {
    world.publish("journey", TRIP).expect("published");
    let ask = Ask::StartRun { workflow: "journey".to_owned(), start: None, values: Map::new() };
    let run = match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    };
    world.complete("ana", &run, None, json!({})).expect("booked");
    world.complete("ana", &run, None, json!({})).expect("asked");
    run
}

#[test]
fn what_would_be_withdrawn_and_could_be_undone_is_told_before() {
    let world = World::new(Kept::in_memory());
    let run = at_the_approval(&world);
    let told = world.handle.cancel_preview(&world.person("root"), &run).expect("told");
    let withdrawn: Vec<_> = told.withdrawn.iter().map(|one| (one.title.as_str(), one.kind.as_str())).collect();
    assert_eq!(withdrawn, [("Go", "task")]);
    assert_eq!(told.withdrawn[0].people.len(), 1);
    assert_eq!(told.done_first, ["Note it"]);
    assert_eq!(told.timers, 1);
    let undoable: Vec<_> = told.undoable.iter().map(|one| (one.title.as_str(), one.by.join(", "))).collect();
    assert_eq!(undoable, [("Book a flight", "Cancel the flight".to_owned())]);
    let view = world.handle.run(&world.person("root"), &run).expect("a run");
    assert_eq!((view.summary.state.as_str(), view.ending), ("running", None), "nothing has changed by asking");
    let refused = world.handle.cancel_preview(&world.person("ana"), &run).expect_err("she takes part only");
    assert_eq!(refused.code, "access.not_allowed");
}

#[test]
fn a_run_goes_on_until_what_was_done_is_undone_and_says_so() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let run = at_the_approval(&world);
        let cancel = Ask::CancelRun { run: run.clone(), reason: "It is off.".to_owned(), how: CancelHow::Undo };
        world.ask(&world.person("root"), cancel.clone()).expect("begun");
        let view = world.handle.run(&world.person("root"), &run).expect("a run");
        let ending = view.ending.expect("it ends");
        assert_eq!((view.summary.state.as_str(), ending.outcome, ending.undoes), ("running", None, true));
        assert!(view.may.cancel, "it can be ended at once");
        assert_eq!(world.ask(&world.person("root"), cancel).expect_err("a second time").code, "run.ending");
        world.complete("ana", &run, None, json!({})).expect("undone");
        let view = world.handle.run(&world.person("root"), &run).expect("a run");
        assert_eq!((view.summary.state.as_str(), view.ending), ("cancelled", None));
        let undone = view.steps.iter().find(|step| step.id == "book-a-flight").map(|step| step.state.as_str());
        assert_eq!(undone, Some("undone"));
    }
}

#[test]
fn who_sends_work_back_is_told_what_is_done_again_and_what_stands() {
    let world = World::new(Kept::in_memory());
    let run = at_the_approval(&world);
    let task = world.handle.task(&world.person("ana"), &format!("{run}.3")).expect("a task");
    let again = |choice: &str| {
        let choice = task.choices.iter().find(|known| known.id == choice).expect("a choice");
        choice.again.iter().map(|one| (one.title.as_str(), one.stands)).collect::<Vec<_>>()
    };
    assert_eq!(again("approve"), []);
    assert_eq!(again("back"), [("Book a flight", false), ("Ask the vendor", true), ("Go", false)]);
}

const ROOM: &str = r"
workflow: room
title: Room
owner: rooms
key: ROM
start: [{ manual: Ask, who: everyone }]
roles:
  asker: { is: starter }
steps:
  - task: Reserve the room
    who: asker
    undo: [{ task: Free the room, who: asker }]
  - task: Get the key
    who: asker
    choices: { got: {}, lost: { undoes: all, then: reserve-the-room } }
outcomes:
  had: { title: Had, default: true }
";

const STAY: &str = r"
workflow: stay
title: Stay
owner: travel
key: STY
start: [{ manual: Begin, who: everyone }]
roles:
  asker: { is: starter }
steps:
  - task: Book a train
    who: asker
    undo: [{ task: Cancel the train, who: asker }]
  - parallel: Both
    branches:
      - steps: [{ run: Get a room, workflow: room }]
      - steps:
          - task: Wait for the vendor
            who: asker
            due: 3 days
            in_case:
              - cancelled: true
                steps: [{ work: Call the vendor off, topic: nobody-serves-it, due: 9 days }]
outcomes:
  stayed: { title: Stayed, default: true }
";

/// A stay with a room that is reserved, in a workspace where Cleo manages stays, and knows nothing of rooms.
fn a_stay(kept: Kept) -> (World, String) {
    let world = World::new(kept);
    for (handle, member) in [("travel", "cleo"), ("rooms", "mia")] {
        let (title, members) = (handle.to_owned(), vec![member.to_owned()]);
        world.ask(&Caller::system(), Ask::AddGroup { title, handle: handle.to_owned(), members }).expect("a group");
    }
    world.publish("room", ROOM).expect("published");
    world.publish("stay", STAY).expect("published");
    let ask = Ask::StartRun { workflow: "stay".to_owned(), start: None, values: Map::new() };
    let run = match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    };
    world.complete("ana", &run, None, json!({})).expect("booked");
    world.handle.settle().expect("settled");
    world.complete("ana", "ROM-1", None, json!({})).expect("reserved");
    (world, run)
}

fn cancel(world: &World, who: &str, run: &str, how: CancelHow) -> Result<(), String> {
    let ask = Ask::CancelRun { run: run.to_owned(), reason: "It is off.".to_owned(), how };
    let done = world.ask(&world.person(who), ask).map(drop).map_err(|refused| refused.code.to_owned());
    world.handle.settle().expect("settled");
    done
}

fn state(world: &World, run: &str) -> String {
    world.handle.run(&world.person("root"), run).expect("a run").summary.state
}

#[test]
fn runs_are_named_before_a_cancel_only_to_those_who_may_open_them() {
    let (world, run) = a_stay(Kept::in_memory());
    for (who, may_open) in [("cleo", false), ("root", true)] {
        let caller = world.person(who);
        assert_eq!(world.handle.run(&caller, "ROM-1").is_ok(), may_open, "{who}");
        let told = world.handle.cancel_preview(&caller, &run).expect("told");
        let runs: Vec<_> =
            told.withdrawn.iter().filter(|one| one.kind == "run").map(|one| one.run.as_deref()).collect();
        assert_eq!(runs, [may_open.then_some("ROM-1")], "{who}");
        let said = format!("{told:?}");
        for hidden in ["ROM-1", "Reserve the room", "Free the room"] {
            assert_eq!(said.contains(hidden), may_open, "{who}: {hidden}\n{said}");
        }
        let titles: Vec<_> = told.undoable.iter().map(|one| one.title.as_str()).collect();
        let elsewhere = if may_open { "Reserve the room" } else { "Another run" };
        assert_eq!(titles, [elsewhere, "Book a train"], "{who}");
    }
}

#[test]
fn what_a_run_that_it_waits_for_is_undoing_is_told_too() {
    let (world, run) = a_stay(Kept::in_memory());
    world.complete("ana", "ROM-1", Some("lost"), json!({})).expect("lost");
    let told = world.handle.cancel_preview(&world.person("root"), &run).expect("told");
    let titles: Vec<_> = told.undoable.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["Reserve the room", "Book a train"]);
    cancel(&world, "root", &run, CancelHow::Undo).expect("cancelled");
    world.complete("ana", "ROM-1", None, json!({})).expect("freed");
    assert_eq!(state(&world, "ROM-1"), "cancelled");
}

const TOUR: &str = r"
workflow: tour
title: Tour
owner: procurement
start: [{ manual: Ask, who: everyone }]
roles:
  asker: { is: starter }
steps:
  - task: Reserve a bus
    who: asker
    undo: [{ task: Free the bus, who: asker }]
  - task: Reserve a boat
    who: asker
    undo: [{ task: Free the boat, who: asker }]
  - task: Look
    who: asker
    choices: { fine: {}, no-bus: { undoes: [reserve-a-bus], then: reserve-a-bus } }
outcomes:
  made: { title: Made, default: true }
";

/// A tour of which the bus is being given back.
fn a_tour(world: &World) -> String {
    world.publish("tour", TOUR).expect("published");
    let ask = Ask::StartRun { workflow: "tour".to_owned(), start: None, values: Map::new() };
    let run = match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    };
    for choice in [None, None, Some("no-bus")] {
        world.complete("ana", &run, choice, json!({})).expect("done");
    }
    run
}

#[test]
fn what_is_being_undone_is_told_once_in_the_order_in_which_it_is_undone() {
    let world = World::new(Kept::in_memory());
    let run = a_tour(&world);
    let told = world.handle.cancel_preview(&world.person("root"), &run).expect("told");
    let titles: Vec<_> = told.undoable.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["Reserve a boat", "Reserve a bus"], "the latest first");
    cancel(&world, "root", &run, CancelHow::Undo).expect("cancelled");
    let told = world.handle.cancel_preview(&world.person("root"), &run).expect("told");
    let titles: Vec<_> = told.undoable.iter().map(|one| one.title.as_str()).collect();
    assert_eq!((told.ending, titles), (true, vec!["Reserve a boat", "Reserve a bus"]));
    for _ in 0..2 {
        world.complete("ana", &run, None, json!({})).expect("undone");
    }
    assert_eq!(state(&world, &run), "cancelled");
}

#[test]
fn a_cancel_of_what_was_shown_is_refused_where_something_happened_since() {
    let world = World::new(Kept::in_memory());
    let run = at_the_approval(&world);
    let root = world.person("root");
    let told = world.handle.cancel_preview(&root, &run).expect("told");
    world.complete("ana", &run, Some("back"), json!({})).expect("sent back");
    let ask = Ask::CancelRun { run: run.clone(), reason: "It is off.".to_owned(), how: CancelHow::Keep };
    let under = |rev| {
        let (caller, ask) = (root.clone(), ask.clone());
        world.handle.submit_blocking(Request { caller, key: None, if_match: Some(rev), ask })
    };
    assert_eq!(under(told.rev).expect_err("it was another run then").code, "request.stale");
    assert_eq!(state(&world, &run), "running");
    let told = world.handle.cancel_preview(&root, &run).expect("told");
    assert_eq!(told.withdrawn[0].title, "Book a flight");
    under(told.rev).expect("as shown");
    assert_eq!(state(&world, &run), "cancelled");
}

#[test]
fn what_open_runs_did_that_it_waits_for_is_undone_by_them() {
    for kept in Kept::each() {
        let (world, run) = a_stay(kept);
        cancel(&world, "cleo", &run, CancelHow::Undo).expect("cancelled");
        assert_eq!((state(&world, &run).as_str(), state(&world, "ROM-1").as_str()), ("running", "running"));
        world.complete("ana", "ROM-1", None, json!({})).expect("freed");
        assert_eq!(state(&world, "ROM-1"), "cancelled");
    }
    let (world, run) = a_stay(Kept::in_memory());
    cancel(&world, "cleo", &run, CancelHow::Keep).expect("cancelled");
    assert_eq!(state(&world, "ROM-1"), "cancelled", "nothing of it is undone");
}

#[test]
fn a_run_of_which_the_end_does_not_come_is_ended_at_once_by_who_manages_it() {
    for kept in Kept::each() {
        let (world, run) = a_stay(kept);
        assert_eq!(cancel(&world, "cleo", &run, CancelHow::Force), Err("run.not_ending".to_owned()));
        cancel(&world, "cleo", &run, CancelHow::Undo).expect("cancelled");
        let told = world.handle.cancel_preview(&world.person("cleo"), &run).expect("told");
        let given_up: Vec<_> = told.withdrawn.iter().map(|one| (one.title.as_str(), one.kind.as_str())).collect();
        assert_eq!(given_up, [("Cancel the train", "task"), ("Call the vendor off", "job")]);
        let kept: Vec<_> = told.undoable.iter().map(|one| one.title.as_str()).collect();
        assert_eq!((told.ending, kept), (true, vec!["Book a train"]));
        assert_eq!(cancel(&world, "cleo", &run, CancelHow::Undo), Err("run.ending".to_owned()));
        assert_eq!(cancel(&world, "ana", &run, CancelHow::Force), Err("access.not_allowed".to_owned()));
        assert!(world.handle.run(&world.person("cleo"), &run).expect("a run").may.cancel);
        cancel(&world, "cleo", &run, CancelHow::Force).expect("ended");
        assert_eq!(state(&world, &run), "cancelled");
    }
}

#[test]
fn timers_of_what_is_done_for_the_end_are_not_said_to_go() {
    let (world, run) = a_stay(Kept::in_memory());
    let told = world.handle.cancel_preview(&world.person("cleo"), &run).expect("told");
    assert_eq!((told.timers, told.done_first), (1, vec!["Call the vendor off".to_owned()]));
    cancel(&world, "cleo", &run, CancelHow::Keep).expect("cancelled");
    let told = world.handle.cancel_preview(&world.person("cleo"), &run).expect("told");
    assert_eq!((told.timers, told.undoable), (1, Vec::new()), "that of the job goes with it alone");
}

const BUILT: &str = r"
workflow: built
title: Built
owner: procurement
start: [{ manual: Begin, who: everyone }]
roles:
  asker: { is: starter }
steps:
  - parallel: Both
    join: 1
    branches:
      - steps:
          - task: Build
            who: asker
            in_case:
              - cancelled: true
                steps: [{ wait: Until it is dry, for: 2 days }]
      - steps:
          - task: Decide
            who: asker
            choices: { fine: {}, no: { cancels: [build] } }
  - task: Look
    who: asker
outcomes:
  over: { title: Over, default: true }
";

#[test]
fn the_way_to_the_outcome_is_drawn_from_where_it_was_fixed() {
    let world = World::new(Kept::in_memory());
    world.publish("built", BUILT).expect("published");
    let ana = world.person("ana");
    let ask = Ask::StartRun { workflow: "built".to_owned(), start: None, values: Map::new() };
    let run = match world.ask(&ana, ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    };
    for (task, choice) in [(2, Some("no")), (3, None)] {
        world.ask(&ana, complete(format!("{run}.{task}"), choice, json!({}))).expect("done");
    }
    let ways = |world: &World| {
        let taken = world.handle.run(&ana, &run).expect("a run").taken;
        taken.into_iter().filter(|edge| edge.to == "over").map(|edge| edge.from).collect::<Vec<_>>()
    };
    assert_eq!((state(&world, &run).as_str(), ways(&world)), ("running", vec!["look".to_owned()]));
    world.forward(49);
    let world = world.open_again();
    world.handle.settle().expect("settled");
    assert_eq!((state(&world, &run).as_str(), ways(&world)), ("finished", vec!["look".to_owned()]));
}
