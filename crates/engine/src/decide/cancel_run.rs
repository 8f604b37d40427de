//! Ends a run without an outcome: what is open is withdrawn, and it is told why.

use baton_people::Private;

use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, RunCancelled, Withdrawal};
use crate::name::V1;
use crate::refusal::Refusal;

pub(super) fn carry_out(burst: &mut Burst<'_>, reason: &str) -> Decision {
    burst.still_running()?;
    let Some(reason) = Burst::comment(Some(reason))? else {
        return Err(Refusal::new("run.reason_required").into());
    };
    let by = burst.ctx.actor.as_person();
    let reason = by.map_or_else(|| Private::of_run(reason.clone()), |by| Private::of_person(by, reason.clone()));
    burst.cancelled(None, 0, &Withdrawal::RunCancelled);
    burst.withdraw_all(&Withdrawal::RunCancelled, by);
    burst.end_refused();
    burst.emit(Event::RunCancelled(RunCancelled { v: V1::default(), reason }));
    Ok(())
}
