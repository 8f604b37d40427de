//! The proof held against the engine: what it calls sound never gets stuck, however it is played; what it calls unsound has a
//! way that gets stuck when it is played.

use baton_engine::{Actor, Command, CompleteTask, Values};
use baton_model::{Fault, Severity, TraceStep, read};
use proptest::prelude::*;
use serde_json::json;

use crate::laws::{attempt, tries};
use crate::laws_pieces::{Piece, Writer, piece};
use crate::stage::World;
use crate::story::start;

fn begin(text: &str, size: u8) -> World {
    let mut world = World::new(baton_model::compile_published(text).unwrap());
    let values = Values::from_iter([("size".to_owned(), json!(size)), ("note".to_owned(), json!("n"))]);
    world.send(Actor::person(1), &Command::StartRun(start(0, values))).unwrap();
    world
}

fn is_stuck(world: &World) -> bool {
    world.state.exceptions.iter().any(|exception| &*exception.code == "join.never_opens")
}

/// Plays what people do on a way, and lets time pass for what waits.
fn play(world: &mut World, trace: &[TraceStep]) {
    for step in trace.iter().filter(|step| matches!(step.how, "done" | "choice")) {
        let of_step = |world: &World| world.state.open_tasks().find(|task| *task.step == *step.step).cloned();
        if let Some(first) = of_step(world) {
            // Where several are asked, all of them say the same.
            while let Some(task) = of_step(world).filter(|task| task.pass == first.pass) {
                let actor = Actor::person(task.people().first().copied().unwrap_or(3));
                let (values, comment) = (Values::new(), Some("because".to_owned()));
                let choice = step.name.clone();
                let complete =
                    CompleteTask { task: task.task, choice, values, comment, seen: None, checked: Vec::new() };
                if world.send(actor, &Command::CompleteTask(complete)).is_err() {
                    break;
                }
            }
            continue;
        }
        do_jobs(world);
        let timer = world.state.timers.iter().filter(|timer| *timer.step == *step.step).min_by_key(|timer| timer.at);
        if let Some((timer, at)) = timer.map(|timer| (timer.timer, timer.at)) {
            world.now = world.now.max(at);
            drop(world.send(Actor::timer(), &Command::FireTimer { timer }));
        }
    }
}

/// Every job is taken and done well.
fn do_jobs(world: &mut World) {
    for nth in 0..world.state.jobs.len().min(5) as u8 {
        for what in [0, 4, 10] {
            crate::laws_jobs::attempt(world, nth, what);
        }
    }
}

/// What is still open elsewhere comes to its end: a join is given up only when nothing else is open around it.
fn finish_the_rest(world: &mut World) {
    for _ in 0..40 {
        do_jobs(world);
        let open = world.state.open_tasks().next().map(|task| (task.task, task.people()));
        let timer = world.state.timers.iter().min_by_key(|timer| timer.at).map(|timer| (timer.timer, timer.at));
        if is_stuck(world) {
            return;
        } else if let Some((task, people)) = open {
            let actor = Actor::person(people.first().copied().unwrap_or(3));
            for choice in [Some("ready".to_owned()), None] {
                let complete = CompleteTask {
                    task,
                    choice,
                    values: Values::new(),
                    comment: None,
                    seen: None,
                    checked: Vec::new(),
                };
                drop(world.send(actor, &Command::CompleteTask(complete)));
            }
        } else if let Some((timer, at)) = timer {
            world.now = world.now.max(at);
            drop(world.send(Actor::timer(), &Command::FireTimer { timer }));
        }
    }
}

/// Some pieces, a task that splits, some pieces, perhaps in branches.
fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let some = || prop::collection::vec(piece(), 0..3);
    (some(), 0u8..8, some(), any::<bool>()).prop_map(|(mut before, split, after, is_inside)| {
        let inner = std::iter::once(Piece::Split(split)).chain(after);
        if is_inside {
            before.push(Piece::Parallel(vec![inner.collect(), vec![Piece::Wait(0)]]));
        } else {
            before.extend(inner);
        }
        before
    })
}

fn stuck_faults(text: &str) -> Vec<Fault> {
    read(text).faults.into_iter().filter(|fault| fault.code == "check.join_never_opens").collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_global_rejects: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_called_sound_never_gets_stuck(pieces in pieces(), size in 0u8..10, tries in tries()) {
        let text = Writer::workflow(&pieces);
        let read = read(&text);
        let in_doubt = |fault: &Fault| fault.severity == Severity::Error || fault.trace.is_some() || fault.code == "check.not_proved";
        prop_assume!(!read.faults.iter().any(in_doubt));
        let mut world = begin(&text, size);
        // People do what they have to do and time passes; who is away and what is resolved by hand is no matter of the ways.
        for tried in tries.iter().filter(|tried| matches!(tried.what, 0..=8 | 10..=12 | 19 | 20)) {
            attempt(&mut world, tried);
            prop_assert!(!is_stuck(&world), "{text}");
        }
    }

    #[test]
    fn what_is_called_stuck_gets_stuck_when_it_is_played(pieces in pieces()) {
        let text = Writer::workflow(&pieces);
        prop_assume!(!read(&text).faults.iter().any(|fault| fault.severity == Severity::Error && fault.trace.is_none()));
        // Which of several items or rounds is meant is not said by a way, nor what else goes on beside a block that goes on early.
        let blocks = ["- each:", "- repeat:", "- race:", "- any-order:", "rest:"];
        prop_assume!(!blocks.iter().any(|block| text.contains(block)));
        for fault in stuck_faults(&text).iter().filter(|fault| fault.severity == Severity::Error) {
            let trace = fault.trace.as_deref().unwrap_or_default();
            prop_assume!(!trace.iter().any(|step| step.how == "handler"));
            let gets_stuck = (0..10).any(|size| {
                let mut world = begin(&text, size);
                play(&mut world, trace);
                finish_the_rest(&mut world);
                is_stuck(&world)
            });
            prop_assert!(gets_stuck, "{}\n{text}", fault.render(&text));
        }
    }
}

/// The generator makes enough of both kinds; else the laws above would say nothing.
#[test]
fn both_kinds_are_generated() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut sound, mut unsound) = (0, 0);
    for _ in 0..200 {
        let text = Writer::workflow(&pieces().new_tree(&mut runner).unwrap().current());
        let faults = read(&text).faults;
        let is_error = |fault: &&Fault| fault.severity == Severity::Error;
        sound += usize::from(!faults.iter().any(|fault| is_error(&fault) || fault.trace.is_some()));
        unsound += usize::from(stuck_faults(&text).iter().any(|fault| is_error(&fault)));
    }
    assert!(sound >= 40 && unsound >= 10, "{sound} sound, {unsound} stuck");
}
