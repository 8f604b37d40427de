//! A lock that all runs of the workflow share is this run's turn: the step that waits for it begins.

use crate::behaviour::beginning::Granted;
use crate::decide::burst::{Burst, Decision};
use crate::name::Name;
use crate::state::Phase;

/// Who does not wait for it any more takes nothing, and whose turn is next gets it.
pub(super) fn carry_out(burst: &mut Burst<'_>, lock: &Name, nth: u32) -> Decision {
    let waits = |phase: &Phase| match phase {
        Phase::Before { step, lock: Some(waited), nth: place, asked: Some(_) } if waited == lock && *place == nth => {
            Some(step.clone())
        }
        _ => None,
    };
    let mut threads = burst.state.threads.iter();
    let found = threads.find_map(|thread| Some((thread.thread, thread.frame(), waits(&thread.phase)?)));
    let Some((thread, frame, step)) = found else { return Ok(()) };
    burst.frame = frame;
    let pass = burst.next_pass(&step);
    burst.drop_timers(&step, pass, thread);
    burst.granted = Some(Granted { thread, lock: lock.clone(), nth });
    burst.enter(thread, &step)?;
    burst.granted = None;
    Ok(())
}
