//! Goes on after as many steps as one command may take, or with what waits where looking at it took so many.

use crate::decide::burst::{Burst, Decision};
use crate::event::Next;
use crate::refusal::Refusal;
use crate::state::Phase;

pub(super) fn carry_out(burst: &mut Burst<'_>) {
    let paused = burst.state.threads.iter().filter_map(|thread| match &thread.phase {
        Phase::Paused { to, via } => Some(Next { thread: thread.thread, to: to.clone(), via: via.clone() }),
        _ => None,
    });
    burst.moves = paused.collect();
    burst.moves.reverse();
}

/// Refuses where nothing has moved.
pub(super) fn has_gone_on(burst: &Burst<'_>) -> Decision {
    if burst.events.is_empty() { Err(Refusal::new("run.nothing_to_continue").into()) } else { Ok(()) }
}
