//! What a run did that has come to its outcome, it undoes itself when the step that asked for it is undone.

use baton_engine::CancelHow;
use baton_runtime::{Ask, Made};
use serde_json::{Map, json};

use crate::world::{self, Kept, World};

const ROOM: &str = r"
workflow: room
title: Room
owner: procurement
key: ROM
target: 1 day
start: [{ run: true }]
roles:
  asker: { is: starter }
steps:
  - task: Reserve the room
    who: asker
    undo: [{ task: Free the room, who: asker }]
outcomes:
  had: { title: Had, default: true }
";

const AFTER: &str = r"
workflow: after
title: After
owner: procurement
key: AFT
start: [{ workflow: room, outcome: had }]
roles:
  buyer: { group: procurement }
steps:
  - task: Pay the room
    who: buyer
outcomes:
  paid: { title: Paid, default: true }
";

const STAY: &str = r"
workflow: stay
title: Stay
owner: procurement
key: STY
start: [{ manual: Begin, who: everyone }]
roles:
  asker: { is: starter }
steps:
  - task: Book a train
    who: asker
    undo: [{ task: Cancel the train, who: asker }]
  - run: Get a room
    workflow: room
  - task: Look
    who: asker
    choices: { fine: {}, bad: { undoes: all } }
  - task: Tell all
    who: asker
outcomes:
  stayed: { title: Stayed, default: true }
";

/// A stay with a room that is reserved, and its run over.
fn a_stay(kept: Kept) -> (World, String) {
    let world = World::new(kept);
    for (slug, text) in [("room", ROOM), ("after", AFTER), ("stay", STAY)] {
        world.publish(slug, text).expect("published");
    }
    let ask = Ask::StartRun { workflow: "stay".to_owned(), start: None, values: Map::new() };
    let run = match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    };
    complete(&world, &run, None);
    complete(&world, "ROM-1", None);
    assert_eq!(state(&world, "ROM-1"), "finished");
    assert_eq!(state(&world, "AFT-1"), "running", "it starts after the room");
    (world, run)
}

fn complete(world: &World, run: &str, choice: Option<&str>) {
    world.complete("ana", run, choice, json!({})).expect("completed");
    world.handle.settle().expect("settled");
}

fn cancel(world: &World, run: &str, how: CancelHow) {
    let ask = Ask::CancelRun { run: run.to_owned(), reason: "It is off.".to_owned(), how };
    world.ask(&world.person("root"), ask).expect("cancelled");
    world.handle.settle().expect("settled");
}

fn state(world: &World, run: &str) -> String {
    world.handle.run(&world.person("root"), run).expect("a run").summary.state
}

fn has_begun(world: &World, run: &str) -> bool {
    world.handle.run(&world.person("root"), run).is_ok()
}

/// How many sentences of a run's history say that.
fn times_told(world: &World, run: &str, what: &str) -> usize {
    let told = world.handle.run_timeline(&world.person("root"), run, None).expect("the timeline");
    told.items.iter().filter(|item| item.sentence.contains(what)).count()
}

fn titles(world: &World, run: &str) -> Vec<String> {
    let view = world.handle.run(&world.person("root"), run).expect("a run");
    view.summary
        .waits_for
        .iter()
        .map(|wait| format!("{} {}", wait.title, wait.waited.as_ref().map_or("", |it| &it.kind)))
        .collect()
}

#[test]
fn a_cancel_that_undoes_has_ended_runs_undo_what_they_did() {
    for kept in Kept::each() {
        let (world, run) = a_stay(kept);
        let ended = world.handle.run(&world.person("root"), "ROM-1").expect("a run").summary.ended;
        world.forward(72);
        let told = world.handle.cancel_preview(&world.person("root"), &run).expect("told");
        let undoable: Vec<_> = told.undoable.iter().map(|one| (one.title.as_str(), one.run.as_deref())).collect();
        assert_eq!(undoable, [("Get a room", Some("ROM-1")), ("Book a train", None)]);

        cancel(&world, &run, CancelHow::Undo);
        assert_eq!(titles(&world, &run), ["Get a room undoing"]);
        let room = world.handle.run(&world.person("root"), "ROM-1").expect("a run");
        assert_eq!(
            (room.summary.state.as_str(), room.summary.overdue),
            ("running", false),
            "its target is not asked again"
        );
        assert_eq!(room.ending.map(|ending| (ending.outcome, ending.undoes)), Some((Some("Had".to_owned()), true)));
        assert_eq!(titles(&world, "ROM-1"), ["Free the room "]);

        complete(&world, "ROM-1", None);
        let room = world.handle.run(&world.person("root"), "ROM-1").expect("a run");
        assert_eq!((room.summary.state.as_str(), room.summary.ended), ("finished", ended), "it ended when it did");
        let undone = room.steps.iter().find(|step| step.id == "reserve-the-room").map(|step| step.state.as_str());
        assert_eq!(undone, Some("undone"));
        assert_eq!(titles(&world, &run), ["Cancel the train "], "one after the other");
        complete(&world, &run, None);
        assert_eq!(state(&world, &run), "cancelled");
        assert!(!has_begun(&world, "AFT-2"), "it has not come to its outcome once more");
    }
}

#[test]
fn a_run_that_goes_on_waits_for_that_and_can_have_it_given_up() {
    let (world, run) = a_stay(Kept::in_memory());
    complete(&world, &run, Some("bad"));
    let world = world.open_again();
    assert_eq!(titles(&world, &run), ["Get a room undoing"]);
    cancel(&world, "ROM-1", CancelHow::Force);
    assert_eq!(state(&world, "ROM-1"), "finished");
    assert_eq!(
        times_told(&world, "ROM-1", "Free the room was withdrawn, because undoing what the run did was given up"),
        1
    );
    assert_eq!(times_told(&world, "ROM-1", "Undoing what this run did was given up: what is left of it stays done"), 1);
    assert_eq!(times_told(&world, &run, "ROM-1 stopped undoing what it did: what is left of it stays done"), 1);
    complete(&world, &run, None);
    assert_eq!(titles(&world, &run), ["Tell all "]);

    cancel(&world, &run, CancelHow::Undo);
    assert_eq!(titles(&world, "ROM-1"), ["Free the room "], "what stayed done is undone later");
    complete(&world, "ROM-1", None);
    assert_eq!((state(&world, &run).as_str(), state(&world, "ROM-1").as_str()), ("cancelled", "finished"));
    assert_eq!(times_told(&world, &run, "ROM-1 has undone what it did"), 1);
}

#[test]
fn what_is_asked_again_while_it_goes_on_is_undone_once() {
    let (world, run) = a_stay(Kept::in_memory());
    complete(&world, &run, Some("bad"));
    cancel(&world, &run, CancelHow::Undo);
    assert_eq!(titles(&world, &run), ["Get a room undoing"]);
    complete(&world, "ROM-1", None);
    complete(&world, &run, None);
    assert_eq!((state(&world, &run).as_str(), state(&world, "ROM-1").as_str()), ("cancelled", "finished"));
}

#[test]
fn while_it_undoes_after_its_outcome_the_tables_are_what_the_entries_say() {
    for kept in Kept::each() {
        let (world, run) = a_stay(kept);
        cancel(&world, &run, CancelHow::Undo);
        // Its target is met or missed already; the world compares the tables at its end.
        assert_eq!(state(&world, "ROM-1"), "running");
    }
}

const SLOW: &str = r"
workflow: room
title: Room
owner: procurement
key: ROM
start: [{ run: true }]
roles:
  asker: { is: starter }
steps:
  - task: Reserve the room
    who: asker
    undo: [{ task: Free the room, who: asker }]
  - parallel: Both
    branches:
      - steps:
          - task: Say that it is had
            who: asker
          - end: had
      - steps:
          - task: Get the key
            who: asker
            in_case:
              - cancelled: true
                steps: [{ wait: Until they have heard of it, for: 2 hours }]
outcomes:
  had: { title: Had }
";

#[test]
fn a_run_that_is_about_to_end_when_its_step_is_undone_undoes_what_it_did_once_it_has() {
    for kept in Kept::each() {
        let world = World::new(kept);
        for (slug, text) in [("room", SLOW), ("stay", STAY)] {
            world.publish(slug, text).expect("published");
        }
        let ask = Ask::StartRun { workflow: "stay".to_owned(), start: None, values: Map::new() };
        world.ask(&world.person("ana"), ask).expect("begun");
        complete(&world, "STY-1", None);
        complete(&world, "ROM-1", None);
        let had = world::complete("ROM-1.2".to_owned(), None, json!({}));
        world.ask(&world.person("ana"), had).expect("completed");
        assert_eq!(state(&world, "ROM-1"), "running", "it ends once it has waited");
        cancel(&world, "STY-1", CancelHow::Undo);
        complete(&world, "STY-1", None);
        assert_eq!(state(&world, "STY-1"), "cancelled");
        world.forward(3);
        let world = world.open_again();
        world.handle.settle().expect("settled");
        assert_eq!(titles(&world, "ROM-1"), ["Free the room "]);
        complete(&world, "ROM-1", None);
        assert_eq!(state(&world, "ROM-1"), "finished");
    }
}
