//! A lock that all runs of a workflow share: one run has it at a time, first come, first served, whatever becomes of the one that
//! had it and wherever the process ended in between. Who waits for too long is told which run has it.

use baton_runtime::{Ask, Caller};
use baton_store::row::LockRow;
use serde_json::{Map, Value};

use crate::deeds::begun;
use crate::world::{Kept, World, complete};

/// One at a time is at the dock; a repair ends the visit.
pub const DOCK: &str = r"
workflow: unload
title: Unload
owner: procurement
keep: 1 day
start:
  - manual: Begin
steps:
  - stage: At the dock
    id: dock
    lock: { name: dock, of: workflow }
    steps:
      - task: Unload
        who: crew
        choices:
          done: {}
          broken: { then: given-up }
  - task: Sign
    who: crew
roles:
  crew: { is: starter }
outcomes:
  signed: { title: Signed, default: true }
  given-up: { title: Given up }
";

fn world(kept: Kept) -> World {
    let world = World::new(kept);
    world.publish("unload", DOCK).expect("published");
    world
}

fn settle(world: &World) {
    world.handle.go_on().expect("gone on");
    world.handle.settle().expect("settled");
}

/// Who holds the lock, then who waits for it.
fn queue(world: &World) -> Vec<LockRow> {
    let reader = world.kept.store.reader().expect("a reader");
    let workflow = reader.workflow_by_slug("unload").expect("read").expect("a workflow").id;
    let rows = reader.locks(workflow, "dock", 50).expect("read");
    assert!(rows.iter().filter(|row| row.held).count() <= 1, "one has it at most: {rows:?}");
    rows
}

/// The keys of the queue, the holder first.
fn keys(world: &World) -> Vec<String> {
    let reader = world.kept.store.reader().expect("a reader");
    let rows = queue(world);
    assert!(rows.first().is_none_or(|row| row.held), "where one waits somebody has it: {rows:?}");
    rows.iter().map(|row| reader.run(row.run).expect("read").expect("a run").key).collect()
}

fn unload(world: &World, run: &str, choice: &str) {
    let task = world.open_task(run);
    world.ask(&world.person("ana"), complete(task, Some(choice), Value::Null)).expect("completed");
    settle(world);
}

fn begin(world: &World) -> String {
    let run = begun(world, "unload");
    settle(world);
    run
}

#[test]
fn runs_take_turns_however_the_holder_ends() {
    for kept in Kept::each() {
        let world = world(kept);
        let runs: Vec<String> = (0..5).map(|_| begin(&world)).collect();
        assert_eq!(keys(&world), runs, "first come, first served");
        unload(&world, &runs[0], "done");
        assert_eq!(keys(&world), runs[1..], "it is over with the block, not with the run");
        unload(&world, &runs[1], "broken");
        assert_eq!(keys(&world), runs[2..], "the run ended");
        let reason = "not today".to_owned();
        world
            .ask(&Caller::system(), Ask::CancelRun { run: runs[2].clone(), reason, how: baton_engine::CancelHow::Keep })
            .expect("cancelled");
        settle(&world);
        assert_eq!(keys(&world), runs[3..], "the run was cancelled");
        let (_, state) = world.handle.core().run_by_key(&runs[3]).expect("read").expect("a run");
        let place = state.blocks.first().expect("a block").thread;
        let (places, reason) = (vec![(place, "sign".to_owned())], Some("it is empty".to_owned()));
        let ask = Ask::MoveRun { run: runs[3].clone(), version: None, places, reason };
        world.ask(&Caller::system(), ask).expect("moved");
        settle(&world);
        assert_eq!(keys(&world), runs[4..], "the run was moved out of it");
        let world = world.open_again();
        unload(&world, &runs[4], "done");
        assert_eq!(keys(&world), Vec::<String>::new());
    }
}

#[test]
fn who_waits_for_seven_days_is_told_which_run_has_it() {
    for kept in Kept::each() {
        let world = world(kept);
        let (first, second) = (begin(&world), begin(&world));
        let shown = |run: &str| {
            let view = world.handle.run(&world.person("root"), run).expect("a run");
            view.steps.into_iter().find_map(|step| step.held_back)
        };
        assert_eq!(shown(&second), Some(format!("At the dock waits for “dock”, which {first} has")));
        assert_eq!(shown(&first), None);
        world.forward(7 * 24);
        let world = world.open_again();
        settle(&world);
        let (_, state) = world.handle.core().run_by_key(&second).expect("read").expect("a run");
        let exception = state.open_exceptions().next().expect("an exception");
        assert_eq!((&*exception.code, &exception.params["holder"]), ("lock.held_too_long", &first));
        assert_eq!(keys(&world), std::slice::from_ref(&first), "it waits no longer");
        unload(&world, &first, "done");
        let ask = Ask::RetryException { exception: format!("{second}!1") };
        world.ask(&Caller::system(), ask).expect("tried again");
        settle(&world);
        assert_eq!(keys(&world), [second]);
    }
}

/// Many runs at once, some given up, the process ended again and again: each run that was not cancelled comes to its turn.
#[test]
fn many_runs_take_turns_across_starts() {
    for kept in Kept::each() {
        let mut world = world(kept);
        let mut waiting: Vec<String> = (0..12).map(|_| begun(&world, "unload")).collect();
        let mut turn = 0;
        while !waiting.is_empty() {
            world = world.open_again();
            settle(&world);
            assert_eq!(keys(&world), waiting);
            turn += 1;
            // Of three one gives up while it waits.
            if turn % 3 == 0 && waiting.len() > 1 {
                let run = waiting.remove(waiting.len() / 2);
                world
                    .ask(
                        &Caller::system(),
                        Ask::CancelRun { run, reason: "no time".to_owned(), how: baton_engine::CancelHow::Keep },
                    )
                    .expect("cancelled");
            }
            let run = waiting.remove(0);
            let task = world.open_task(&run);
            let choice = if turn % 2 == 0 { "done" } else { "broken" };
            world.ask(&world.person("ana"), complete(task, Some(choice), Value::Null)).expect("completed");
        }
        settle(&world);
        assert_eq!(keys(&world), Vec::<String>::new());
    }
}

/// Commands of many threads at once: the lock has one holder after each, and in the end everybody had it.
#[test]
fn no_two_have_it_when_all_ask_at_once() {
    let world = world(Kept::in_memory());
    let asks = (0..20).map(|_| Ask::StartRun { workflow: "unload".to_owned(), start: None, values: Map::new() });
    std::thread::scope(|scope| {
        let ana = world.person("ana");
        for ask in asks {
            let (world, ana) = (&world, ana.clone());
            scope.spawn(move || world.ask(&ana, ask).expect("begun"));
        }
    });
    settle(&world);
    for left in (1..=20).rev() {
        let all = keys(&world);
        assert_eq!(all.len(), left);
        unload(&world, &all[0], "done");
    }
    assert_eq!(keys(&world), Vec::<String>::new());
}
