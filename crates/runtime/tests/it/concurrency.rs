use std::collections::BTreeSet;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, Waker};

use baton_runtime::clock::Clock;
use baton_runtime::{Ask, Done, Handle, Request, Time};
use parking_lot::Mutex;
use serde_json::Value;

use crate::world::{Kept, World, complete, config, start, wish};

/// A world whose writer stands still while the gate is closed. Each batch asks the clock anew, and no two get the same time.
fn gated(kept: Kept) -> (World, Arc<Mutex<()>>) {
    let mut world = World::new(kept);
    world.handle.stop();
    let (gate, clock) = (Arc::new(Mutex::new(())), Arc::clone(&world.clock));
    let closed = Arc::clone(&gate);
    let clock = Clock::reading(move || {
        let _open = closed.lock();
        clock.fetch_add(1, Ordering::AcqRel)
    });
    world.handle = Handle::open(world.kept.place(), clock, config(), Time::Stands).expect("a workspace");
    (world, gate)
}

/// Sends all of these while the writer stands still, so that they wait for it together; their answers.
fn together(world: &World, gate: &Mutex<()>, asks: Vec<(&str, Ask)>) -> Vec<Done> {
    let requests: Vec<Request> = asks
        .into_iter()
        .map(|(who, ask)| Request { caller: world.person(who), key: None, if_match: None, ask })
        .collect();
    let closed = gate.lock();
    let mut asked: Vec<_> = requests.into_iter().map(|request| Box::pin(world.handle.submit(request))).collect();
    let mut context = Context::from_waker(Waker::noop());
    for ask in &mut asked {
        assert!(matches!(pin!(ask).poll(&mut context), Poll::Pending), "it waits");
    }
    drop(closed);
    asked.into_iter().map(answer).collect()
}

fn answer(mut ask: impl Future<Output = Done> + Unpin) -> Done {
    let mut context = Context::from_waker(Waker::noop());
    loop {
        match pin!(&mut ask).poll(&mut context) {
            Poll::Ready(done) => return done,
            Poll::Pending => std::thread::yield_now(),
        }
    }
}

/// How many transactions the entries after that one were written in.
fn batches(world: &World, after: i64) -> usize {
    let reader = world.kept.store.reader().expect("a reader");
    let entries = reader.entries(after, 1_000).expect("entries");
    entries.iter().map(|entry| entry.time_us).collect::<BTreeSet<_>>().len()
}

#[test]
fn fifty_completions_of_different_runs_are_one_commit() {
    for kept in Kept::each() {
        let (world, gate) = gated(kept);
        let runs: Vec<String> = (0..50).map(|_| world.request(640)).collect();
        let tasks: Vec<String> = runs.iter().map(|run| world.open_task(run)).collect();
        let before = world.entries();
        let asks = tasks.into_iter().map(|task| ("mia", complete(task, Some("approve"), Value::Null))).collect();
        assert!(together(&world, &gate, asks).iter().all(Result::is_ok));
        assert_eq!(world.entries(), before + 50);
        // The first may be taken alone, before the others are there.
        assert!(batches(&world, before) <= 2, "{} commits", batches(&world, before));
    }
}

#[test]
fn fifty_starts_and_a_bad_one_are_one_commit() {
    for kept in Kept::each() {
        let (world, gate) = gated(kept);
        let before = world.entries();
        let mut asks: Vec<_> = (0..50).map(|_| ("ana", start(wish(640)))).collect();
        asks.insert(25, ("ana", start(serde_json::Map::new())));
        let done = together(&world, &gate, asks);
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 50);
        assert!(done[25].is_err());
        assert!(batches(&world, before) <= 2, "{} commits", batches(&world, before));
    }
}

#[test]
fn what_depends_on_one_before_it_waits_for_its_commit() {
    for kept in Kept::each() {
        let (world, gate) = gated(kept);
        let run = world.request(640);
        let (task, before) = (world.open_task(&run), world.entries());
        let comment = |text: &str| ("ana", Ask::CommentOnRun { run: run.clone(), text: text.to_owned() });
        let approve = ("mia", complete(task.clone(), Some("approve"), Value::Null));
        let refuse = ("mia", complete(task, Some("refuse"), Value::Null));
        let done = together(&world, &gate, vec![comment("one"), approve, comment("two"), refuse]);
        assert_eq!(done.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, true, true, false]);
        assert_eq!((world.entries(), batches(&world, before)), (before + 3, 3));
    }
}

#[test]
fn of_two_starts_with_one_file_in_one_batch_the_second_is_refused() {
    for kept in Kept::each() {
        let (world, gate) = gated(kept);
        let quote = world.handle.upload(&world.person("ana"), "quote.pdf", b"%PDF-1.4 a quote").expect("a file");
        let mut values = wish(2_000);
        values.insert("quote".to_owned(), quote.id.into());
        let done = together(&world, &gate, vec![("ana", start(values.clone())), ("ana", start(values))]);
        assert_eq!(done.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false]);
    }
}

#[test]
fn of_two_who_complete_at_once_one_wins_and_the_other_hears_it() {
    for kept in Kept::each() {
        let world = World::new(kept);
        for _ in 0..5 {
            let run = world.request(640);
            let task = world.open_task(&run);
            let results: Vec<_> = std::thread::scope(|scope| {
                let choose = |choice: &'static str| {
                    let (world, task) = (&world, task.clone());
                    scope.spawn(move || world.ask(&world.person("mia"), complete(task, Some(choice), Value::Null)))
                };
                [choose("approve"), choose("refuse")].map(|thread| thread.join().expect("no panic")).into()
            });
            assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
            let refused = results.into_iter().find_map(Result::err).expect("one is refused");
            assert_eq!(refused.code, "task.already_done");
            assert!(refused.first_result.is_some());
        }
    }
}

#[test]
fn many_starts_at_once_get_numbers_of_their_own() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let before = world.entries();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        world.ask(&world.person("ana"), start(wish(100))).expect("a run");
                    }
                });
            }
        });
        assert_eq!(world.entries(), before + 40);
        let core = world.handle.core();
        assert!((1..=40).all(|n| core.run_by_key(&format!("PUR-{n}")).expect("read").is_some()));
    }
}

#[test]
fn evidence_is_made_for_many_at_once() {
    for kept in Kept::each() {
        let world = World::new(kept);
        for _ in 0..10 {
            let run = world.request(640);
            let mia = world.person("mia");
            std::thread::scope(|threads| {
                let made: Vec<_> = (0..4).map(|_| threads.spawn(|| world.handle.evidence(&mia, &run))).collect();
                for made in made {
                    made.join().expect("no panic").expect("the file");
                }
            });
        }
    }
}
