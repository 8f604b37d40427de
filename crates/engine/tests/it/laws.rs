//! Laws that hold for any workflow of the executable kinds and any commands: no panic, a refused command changes nothing,
//! no thread is lost, a replay gives the same state, nothing happens off the lifecycle's tables. `World` checks them
//! after every command.

use baton_engine::{Actor, AddItem, Command, CompleteTask, Resolve, Values};
use proptest::prelude::*;
use serde_json::json;

use crate::laws_jobs;
use crate::laws_pieces::{Writer, piece};
use crate::stage::World;
use crate::story::start;

/// What somebody tries: the numbers are taken as far as they fit.
#[derive(Clone, Debug)]
pub struct Try {
    pub what: u8,
    nth: u8,
    who: u8,
    value: u8,
}

pub fn tries() -> impl Strategy<Value = Vec<Try>> {
    let one = (0u8..24, 0u8..6, 0u8..10, 0u8..12).prop_map(|(what, nth, who, value)| Try { what, nth, who, value });
    prop::collection::vec(one, 1..40)
}

pub fn attempt(world: &mut World, tried: &Try) {
    let open: Vec<_> = world.state.open_tasks().map(|task| (task.task, task.people(), task.step.clone())).collect();
    let exceptions = world.state.exceptions.len() as u32;
    if tried.who < 6 {
        laws_jobs::attempt(world, tried.nth, tried.value);
    }
    let (task, people, step) = match open.get(usize::from(tried.nth) % open.len().max(1)) {
        Some(open) => open.clone(),
        None => (u32::from(tried.nth), Vec::new(), "none".into()),
    };
    let stranger = Actor::person(i64::from(tried.who));
    // Mostly somebody who may, so that stories get far.
    let owner = people.get(usize::from(tried.who) % people.len().max(1)).map_or(stranger, |id| Actor::person(*id));
    let exception = if exceptions == 0 { 1 } else { exceptions - u32::from(tried.nth) % exceptions };
    let to = i64::from(tried.who);
    match tried.what {
        0..=8 => complete(world, owner, task, &step, tried),
        9 => complete(world, stranger, task, &step, tried),
        10 => send(world, owner, &Command::ClaimTask { task }),
        11 => send(world, owner, &Command::ReleaseTask { task }),
        12 if tried.value > 3 => send(world, owner, &Command::AcceptTask { task, checked: Vec::new() }),
        12 if tried.value > 1 => {
            send(world, owner, &Command::HandBackTask { task, comment: Some("not ready".to_owned()) });
        }
        12 => send(world, owner, &Command::OpenTask { task }),
        13 => send(world, stranger, &Command::ReassignTask { task, to, comment: None }),
        14 if tried.value > 5 => add_item(world, stranger, tried),
        14 => send(world, stranger, &Command::RetryException { exception }),
        15 => resolve(world, exception, Resolve::Skip),
        16 => resolve(world, exception, Resolve::Assign { person: to }),
        17 | 18 => {
            let missing = world.state.exception(exception).map(|known| known.missing.clone()).unwrap_or_default();
            let value = |field: &str| if field == "size" { json!(tried.value) } else { json!("small") };
            let values = missing.iter().map(|field| (field.to_string(), value(field))).collect();
            resolve(world, exception, Resolve::Supply { values });
        }
        19 | 20 => {
            world.now += jiff::SignedDuration::from_hours(i64::from(tried.value) * 5);
            let due: Vec<u32> = world.state.timers.iter().map(|timer| timer.timer).collect();
            for timer in due {
                send(world, Actor::timer(), &Command::FireTimer { timer });
            }
        }
        21 if tried.value == 0 => {
            send(
                world,
                stranger,
                &Command::CancelRun { reason: "enough".to_owned(), how: baton_engine::CancelHow::Keep },
            );
        }
        22 => {
            world.house.absent = vec![to];
            if let Some(timer) = world.state.timers.first().map(|timer| timer.timer) {
                send(world, Actor::timer(), &Command::ReportTimer { timer, refused: "role.nobody_left".to_owned() });
            }
        }
        23 => world.house.absent.clear(),
        _ => send(world, stranger, &Command::CommentRun { task: None, text: "hm".to_owned() }),
    }
}

fn send(world: &mut World, actor: Actor, command: &Command) {
    drop(world.send(actor, command));
}

fn resolve(world: &mut World, exception: u32, how: Resolve) {
    let reason = Some("so it is".to_owned());
    send(world, Actor::person(3), &Command::ResolveException { exception, how, reason });
}

/// Adds an item to a block, mostly by somebody who may.
fn add_item(world: &mut World, stranger: Actor, tried: &Try) {
    let blocks = &world.state.blocks;
    let Some(block) = blocks.get(usize::from(tried.nth) % blocks.len().max(1)) else { return };
    let (step, thread) = (block.step.to_string(), Some(block.thread));
    let actor = world.state.starter.filter(|_| tried.who > 2).map_or(stranger, Actor::person);
    // A list wants its item, a number none.
    for values in [Values::new(), Values::from_iter([("item".to_owned(), json!(tried.value))])] {
        send(world, actor, &Command::AddItem(AddItem { step: step.clone(), thread, values }));
    }
}

fn complete(world: &mut World, actor: Actor, task: u32, step: &str, tried: &Try) {
    let choice = match tried.value {
        0 | 1 => Some("back".to_owned()),
        2 => Some("drop".to_owned()),
        _ => None,
    };
    let mut values = Values::new();
    if step == "start" {
        values.insert("size".to_owned(), json!(tried.value));
    } else if tried.value > 6 {
        values.insert("note".to_owned(), json!("noted"));
    }
    let comment = (tried.nth > 0).then(|| "because".to_owned());
    send(
        world,
        actor,
        &Command::CompleteTask(CompleteTask { task, choice, values, comment, seen: None, checked: Vec::new() }),
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_workflow_keeps_the_laws(
        pieces in prop::collection::vec(piece(), 1..5),
        size in 0u8..10,
        starter in 1i64..9,
        tries in tries(),
    ) {
        let text = Writer::workflow(&pieces);
        // The laws hold for what gets stuck as well; any other error means only that nobody could publish this one.
        let Some(def) = compiled(&text) else { return Ok(()) };
        let mut world = World::new(def);
        let values = Values::from_iter([("size".to_owned(), json!(size)), ("note".to_owned(), json!("n"))]);
        send(&mut world, Actor::person(starter), &Command::StartRun(start(0, values)));
        prop_assert!(world.state.rev == 1, "the run begins");
        for tried in &tries {
            attempt(&mut world, tried);
        }
    }
}

/// What could be published, or could before its ways had to be proved.
pub fn compiled(text: &str) -> Option<baton_model::Compiled> {
    let read = baton_model::read(text);
    let mut errors = read.faults.iter().filter(|fault| fault.severity == baton_model::Severity::Error);
    errors.all(|fault| fault.trace.is_some()).then(|| baton_model::compile_published(text).ok()).flatten()
}

/// The generator makes workflows that can be published, mostly; else the law above would say nothing.
#[test]
fn most_generated_workflows_compile() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let strategy = prop::collection::vec(piece(), 1..5);
    let (mut good, mut faults) = (0, Vec::new());
    for _ in 0..100 {
        let text = Writer::workflow(&strategy.new_tree(&mut runner).unwrap().current());
        match baton_model::compile(&text) {
            Ok(_) => good += 1,
            Err(found) => faults.extend(found.into_iter().map(|fault| format!("{}: {}", fault.code, fault.message))),
        }
    }
    assert!(good >= 50, "only {good} of 100 compile: {:#?}", faults.iter().take(200).collect::<Vec<_>>());
}
