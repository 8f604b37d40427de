//! A timer that is refused again and again becomes an exception: its step goes on as it is, the timer stays set, and the owner
//! tries it again or sees why it cannot be. It is over once the timer fires or is not wanted any more.

use crate::behaviour::exceptions::TIMER_REFUSED;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, ExceptionRaised};
use crate::name::TimerNo;
use crate::refusal::Refusal;
use crate::state::{ExceptionRecord, Phase};

/// The timer that such an exception is about.
pub(crate) fn timer_of(record: &ExceptionRecord) -> Option<TimerNo> {
    let is_timer = &*record.code == TIMER_REFUSED;
    record.params.get("timer").filter(|_| is_timer).and_then(|timer| timer.parse().ok())
}

pub(super) fn carry_out(burst: &mut Burst<'_>, number: TimerNo, refused: &str) -> Decision {
    let Some(timer) = burst.state.timer(number).cloned() else {
        return Err(Refusal::new("timer.not_set").with("timer", number).into());
    };
    if burst.state.open_exceptions().any(|known| timer_of(known) == Some(number)) {
        return Ok(());
    }
    let mut threads = burst.state.threads.iter();
    let of_step = || threads.find(|thread| thread.phase == Phase::In(timer.step.clone())).map(|thread| thread.thread);
    // Timers of before threads were noted with them say only their step.
    let thread = Some(timer.thread).filter(|thread| *thread != 0).or_else(of_step).unwrap_or_default();
    let params = [("timer", number.to_string()), ("refused", refused.to_owned())];
    let params = params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let raised = burst.exception(TIMER_REFUSED, (&timer.step, timer.pass, thread));
    burst.emit(Event::ExceptionRaised(ExceptionRaised { params, ..raised }));
    Ok(())
}
