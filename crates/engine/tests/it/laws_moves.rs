//! The laws hold as well where runs move between versions and to other steps in between; and a move to the same text
//! changes nothing but the version.

use std::sync::Arc;

use baton_engine::{Actor, Command, Event, MoveRun, Values};
use baton_model::Compiled;
use proptest::prelude::*;
use serde_json::json;

use crate::laws::{attempt, compiled, tries};
use crate::laws_pieces::{Writer, piece};
use crate::stage::World;
use crate::story::start;

/// Moves the run to a version, one of its places perhaps to another step.
pub fn moved(world: &mut World, version: u32, nth: usize, with_place: bool) -> bool {
    let known = world.house.versions[&version].workflow.all_steps();
    let place = world.state.threads.get(nth % world.state.threads.len().max(1)).map(|thread| thread.thread);
    let step = known.get(nth % known.len().max(1)).map(|step| step.id.as_str().into());
    let places = if with_place { place.zip(step).into_iter().collect() } else { Vec::new() };
    let reason = Some("another way".to_owned());
    world.send(Actor::person(3), &Command::MoveRun(MoveRun { version, places, reason })).is_ok()
}

fn begun_by(was: &str, now: &str, starter: i64) -> Option<World> {
    Some(begun(compiled(was)?, compiled(now)?, starter))
}

/// A run of the first of two versions.
pub fn begun(was: Compiled, now: Compiled, starter: i64) -> World {
    let mut world = World::new(was.clone());
    world.house.versions.insert(1, Arc::new(was));
    world.house.versions.insert(2, Arc::new(now));
    let values = Values::from_iter([("size".to_owned(), json!(starter)), ("note".to_owned(), json!("n"))]);
    drop(world.send(Actor::person(starter), &Command::StartRun(start(0, values))));
    world
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        max_shrink_iters: 2000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_run_that_moves_keeps_the_laws(
        pieces in prop::collection::vec(piece(), 1..5),
        more in prop::collection::vec(piece(), 0..3),
        starter in 1i64..9,
        tries in tries(),
        moves in prop::collection::vec((any::<bool>(), 0usize..6, any::<bool>()), 1..12),
    ) {
        let other = [pieces.clone(), more].concat();
        let Some(mut world) = begun_by(&Writer::workflow(&pieces), &Writer::workflow(&other), starter) else {
            return Ok(());
        };
        for (place, tried) in tries.iter().enumerate() {
            attempt(&mut world, tried);
            if let Some((back, nth, with_place)) = moves.get(place) {
                moved(&mut world, if *back { 1 } else { 2 }, *nth, *with_place);
            }
        }
    }

    #[test]
    fn a_move_to_the_same_text_changes_the_version_alone(
        pieces in prop::collection::vec(piece(), 1..5),
        starter in 1i64..9,
        tries in tries(),
    ) {
        let text = Writer::workflow(&pieces);
        let Some(mut world) = begun_by(&text, &text, starter) else { return Ok(()) };
        for tried in &tries {
            attempt(&mut world, tried);
        }
        // What somebody's absence or return changes is seen before; else the move would be what sees it.
        drop(world.send(Actor::system(), &Command::LookAgain));
        let before = world.state.clone();
        let at_rest = before.is_running() && before.undoing.is_empty() && !before.threads.iter().any(|thread| {
            matches!(thread.phase, baton_engine::state::Phase::Paused { .. })
        });
        prop_assert_eq!(moved(&mut world, 2, 0, false), at_rest);
        if at_rest {
            let (_, events) = world.entries.last().unwrap();
            prop_assert!(matches!(events.as_slice(), [Event::RunMoved(_)]), "{:?}", events);
            let like_before = baton_engine::RunState {
                version: 1,
                rev: before.rev,
                last_entry: before.last_entry,
                automatic_steps: before.automatic_steps,
                ..world.state.clone()
            };
            prop_assert_eq!(like_before, before);
        }
    }
}

/// Most of the moves above are really made; else the laws would say nothing.
#[test]
fn many_moves_are_made() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let strategy = (prop::collection::vec(piece(), 1..5), prop::collection::vec(piece(), 0..3));
    let (mut made, mut sent) = (0, 0);
    for nth in 0..60 {
        let (pieces, more) = strategy.new_tree(&mut runner).unwrap().current();
        let other = [pieces.clone(), more].concat();
        let Some(mut world) = begun_by(&Writer::workflow(&pieces), &Writer::workflow(&other), 1) else { continue };
        made += usize::from(world.state.is_running() && moved(&mut world, 2, 0, false));
        let version = world.state.version;
        sent += usize::from(world.state.is_running() && moved(&mut world, version, nth, true));
    }
    assert!(made >= 15 && sent >= 5, "only {made} moved to another version, {sent} to another step");
}
