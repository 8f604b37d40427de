//! Ends a run without an outcome: what is open is withdrawn, and it is told why. Where that is asked for, what was done is undone
//! first, and the run ends when that is over.
//!
//! A run that is ending is not cancelled once more. It can be made to end at once, with a reason of its own: what is still done for its
//! end may wait for ever. How it ends stays as it was fixed.

use baton_people::Private;

use crate::command::CancelHow;
use crate::decide::burst::{Burst, Decision};
use crate::refusal::Refusal;

/// A run is about to end already.
pub const ENDING: &str = "run.ending";

/// A run is not about to end.
pub const NOT_ENDING: &str = "run.not_ending";

pub(super) fn carry_out(burst: &mut Burst<'_>, reason: &str, how: CancelHow) -> Decision {
    burst.still_running()?;
    let refused = match (burst.state.ending.is_some(), how) {
        (true, CancelHow::Keep | CancelHow::Undo) => Some(ENDING),
        (false, CancelHow::Force) => Some(NOT_ENDING),
        _ => None,
    };
    if let Some(code) = refused {
        return Err(Refusal::new(code).with("run", &burst.state.key).into());
    }
    let Some(reason) = Burst::comment(Some(reason))? else {
        return Err(Refusal::new("run.reason_required").into());
    };
    let by = burst.ctx.actor.as_person();
    let reason = by.map_or_else(|| Private::of_run(reason.clone()), |by| Private::of_person(by, reason.clone()));
    match how {
        CancelHow::Keep => burst.end_cancelled(reason, false),
        CancelHow::Undo => burst.end_cancelled(reason, true),
        CancelHow::Force => {
            burst.end_forced(reason);
            Ok(())
        }
    }
}
