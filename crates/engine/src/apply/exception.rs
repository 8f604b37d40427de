//! Events of exceptions: a thread is held, and let go.

use super::next;
use crate::actor::EntryRef;
use crate::event::{ExceptionRaised, ExceptionResolved};
use crate::lifecycle;
use crate::state::{ExceptionRecord, ExceptionState, Phase, RunState};

pub(super) fn raised(state: &mut RunState, event: &ExceptionRaised, at: &EntryRef) {
    let Some(made) = lifecycle::after(lifecycle::EXCEPTION, None, "exception_raised") else { return };
    state.exceptions.push(ExceptionRecord {
        exception: event.exception,
        code: event.code.clone(),
        step: event.step.clone(),
        pass: event.pass,
        thread: event.thread,
        at: event.at.clone(),
        params: event.params.clone(),
        missing: event.missing.clone(),
        people: event.people.clone(),
        since: at.time,
        state: made,
    });
    let record = state.step_mut(&event.step);
    record.state = next(lifecycle::STEP, record.state, "exception_raised");
    if let Some(thread) = state.thread_mut(event.thread) {
        thread.phase = Phase::Held(event.exception);
    }
}

pub(super) fn resolved(state: &mut RunState, event: &ExceptionResolved) {
    state.automatic_steps = 0;
    let found = state.exceptions.get_mut((event.exception as usize).saturating_sub(1));
    let Some(exception) = found.filter(|exception| exception.state == ExceptionState::Open) else { return };
    exception.state = next(lifecycle::EXCEPTION, exception.state, "exception_resolved");
    let thread = exception.thread;
    if let Some(thread) = state.thread_mut(thread) {
        thread.phase = Phase::Between;
    }
}
