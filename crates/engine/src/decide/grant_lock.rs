//! A lock that all runs of the workflow share is this run's turn: the step that waits for it begins.

use crate::behaviour::beginning::Granted;
use crate::decide::burst::{Burst, Decision};
use crate::event::Place;
use crate::name::{Name, ThreadNo};
use crate::state::Phase;

/// What begins could not be: this exception holds the thread, and whose turn is next gets the lock.
pub const GRANT_REFUSED: &str = "lock.grant_refused";

/// Who does not wait for it any more takes nothing, and whose turn is next gets it.
pub(super) fn carry_out(burst: &mut Burst<'_>, lock: &Name, nth: u32) -> Decision {
    let Some((thread, step, _)) = waits(burst, lock, nth) else { return Ok(()) };
    burst.frame = burst.state.frame_of(thread);
    burst.granted = Some(Granted { thread, lock: lock.clone(), nth });
    burst.begin_held_back(thread, &step)?;
    burst.granted = None;
    Ok(())
}

/// What it would begin with was refused: the owner sees why, and it waits for the lock no more until it is tried again.
pub(super) fn refused(burst: &mut Burst<'_>, (lock, nth): (&Name, u32), code: &str) {
    let Some((thread, step, past)) = waits(burst, lock, nth) else { return };
    burst.frame = burst.state.frame_of(thread);
    let pass = burst.next_pass(&step);
    burst.drop_timers(&step, pass, thread);
    let at = past.unwrap_or_else(|| Place::Step(step.clone()));
    burst.raise(thread, &at, &step, GRANT_REFUSED, [("lock", lock.to_string()), ("refused", code.to_owned())]);
}

/// The thread that waits for a lock at this place, before which step, and where it goes on in that.
fn waits(burst: &Burst<'_>, lock: &Name, nth: u32) -> Option<(ThreadNo, Name, Option<Place>)> {
    burst.state.threads.iter().find_map(|thread| match &thread.phase {
        Phase::Before { step, lock: Some(waited), nth: place, asked: Some(_), past }
            if waited == lock && *place == nth =>
        {
            Some((thread.thread, step.clone(), past.clone()))
        }
        _ => None,
    })
}
