//! How the events about moving a run change its state. Reads nothing but the event and the state.

use crate::event::{PlaceMoved, Rearmed, RunMoved};
use crate::state::{Listener, Phase, RunState, Thread};

/// The run is one of another version; what the other version's handlers want is told after it.
pub fn run_moved(state: &mut RunState, event: &RunMoved) {
    state.version = event.version;
    state.start = event.start;
    state.automatic_steps = 0;
    for Rearmed { step, pass, thread } in &event.rearmed {
        state.subscriptions.retain(|known| {
            !matches!(known.by, Listener::Handler(_))
                || (&known.step, known.pass, known.thread) != (step, *pass, *thread)
        });
        state.holding.retain(|known| (&known.step, known.pass, known.thread) != (step, *pass, *thread));
    }
}

/// A thread begins where another is about to be withdrawn.
pub fn place_moved(state: &mut RunState, event: &PlaceMoved) {
    let Some(of) = state.thread(event.of).cloned() else { return };
    state.automatic_steps = 0;
    state.threads_made = state.threads_made.max(event.thread);
    state.threads.push(Thread { thread: event.thread, phase: Phase::Between, pass: 0, ..of });
    if event.undoes {
        super::undo::taken_over(state, (event.of, event.thread), Some(&event.from));
    }
}
