//! Goes on after as many steps as one command may take.

use crate::decide::burst::{Burst, Decision};
use crate::event::Next;
use crate::refusal::Refusal;
use crate::state::Phase;

pub(super) fn carry_out(burst: &mut Burst<'_>) -> Decision {
    let paused = burst.state.threads.iter().filter_map(|thread| match &thread.phase {
        Phase::Paused { to, via } => Some(Next { thread: thread.thread, to: to.clone(), via: via.clone() }),
        _ => None,
    });
    let mut paused: Vec<Next> = paused.collect();
    if paused.is_empty() {
        return Err(Refusal::new("run.nothing_to_continue").into());
    }
    paused.reverse();
    burst.moves = paused;
    Ok(())
}
