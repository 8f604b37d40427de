//! Every sequence of up to three moves, to every place, on workflows of a shape in which a moved run once ended with an exception
//! open: rounds that are held, a job that went wrong, a timer that was refused. `World` checks the laws after each command.

use baton_engine::{Again, Command, FailJob};
use baton_model::Compiled;

use crate::laws::compiled;
use crate::laws_moves::{begun, moved};
use crate::laws_pieces::{Piece, Writer};
use crate::stage::World;

/// What comes before the moves.
const BEFORE: [&[Trouble]; 5] =
    [&[], &[Trouble::Job], &[Trouble::Timer], &[Trouble::Job, Trouble::Timer], &[Trouble::Timer, Trouble::Job]];

/// Moves go to one of so many places and steps.
const PLACES: usize = 8;

#[derive(Clone, Copy)]
enum Trouble {
    /// The last job goes wrong for good.
    Job,
    /// The first timer is refused again and again.
    Timer,
}

fn befall(world: &mut World, all: &[Trouble]) {
    for trouble in all {
        befalls(world, *trouble);
    }
}

fn befalls(world: &mut World, trouble: Trouble) {
    let command = match trouble {
        Trouble::Job => {
            let job = world.state.jobs.len() as u32;
            let take = Command::TakeJob { job, worker: "w".to_owned(), lease_s: 60 };
            drop(world.send(baton_engine::Actor::system(), &take));
            let fence = world.state.job(job).map_or(0, |job| job.fence);
            Command::FailJob(FailJob { job, fence, error: "broken".to_owned(), message: None, again: Again::Never })
        }
        Trouble::Timer => {
            let timer = world.state.timers.first().map_or(0, |timer| timer.timer);
            Command::ReportTimer { timer, refused: "role.nobody_left".to_owned() }
        }
    };
    drop(world.send(baton_engine::Actor::system(), &command));
}

/// Plays these moves; gives the world where all of them could be made.
fn played(def: &Compiled, before: &[Trouble], moves: &[usize]) -> Option<World> {
    let mut world = begun(def.clone(), def.clone(), 1);
    befall(&mut world, before);
    for (place, nth) in moves.iter().enumerate() {
        let version = if place % 2 == 0 { world.state.version } else { 3 - world.state.version };
        if !world.state.is_running() || !moved(&mut world, version, *nth, true) {
            return None;
        }
        befall(&mut world, before);
    }
    Some(world)
}

/// Goes on with every move that can be made; counts those that ended the run.
fn searched(def: &Compiled, before: &[Trouble], moves: &mut Vec<usize>) -> usize {
    let mut ended = 0;
    for nth in 0..PLACES {
        moves.push(nth);
        if let Some(world) = played(def, before, moves) {
            ended += usize::from(!world.state.is_running());
            if moves.len() < 3 {
                ended += searched(def, before, moves);
            }
        }
        moves.pop();
    }
    ended
}

#[test]
fn no_sequence_of_three_moves_breaks_a_law() {
    let mut ended = 0;
    for (set, job) in [(0, 0), (1, 0)] {
        let rounds = Piece::Repeat(vec![Piece::AnyOrder(vec![vec![Piece::Set(set)]]), Piece::Rules], false);
        let text = Writer::workflow(&[rounds, Piece::Choose(Vec::new(), vec![Piece::Job(job)])]);
        let def = compiled(&text).unwrap();
        for before in BEFORE {
            ended += searched(&def, before, &mut Vec::new());
        }
    }
    assert!(ended > 20, "only {ended} moves ended their run");
}
