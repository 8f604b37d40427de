//! How the events of exceptions change a run's state: raised (its thread is held), retried, resolved.

use super::heard;
use super::step::{record_of, set_phase, thread_mut};
use crate::Datum;
use crate::actor::EntryRef;
use crate::behaviour::beside::is_beside;
use crate::behaviour::exceptions::holds;
use crate::event::{ExceptionRaised, ExceptionResolved, Place};
use crate::lifecycle::{self, EXCEPTION, STEP};
use crate::name::ExceptionNo;
use crate::state::{ExceptionRecord, ExceptionState, Phase, RunState, StepState, Thread};

/// A thread is held.
pub fn raised(state: &mut RunState, event: &ExceptionRaised, at: &EntryRef) {
    const BY: &str = "exception_raised";
    let Some(to) = lifecycle::after(EXCEPTION, None, BY) else { return };
    // What waits at an outcome or an end is no step: the one it came from stays as it is.
    let is_step = matches!(event.at, Place::Step(_) | Place::Start | Place::Join(_) | Place::Past { .. });
    let frame = state.frame_of(event.thread);
    let now = state.record(&event.step, frame).map_or(StepState::None, |record| record.state);
    let holds = holds(&event.code);
    if let (true, Some(step)) = (is_step && holds, lifecycle::after(STEP, Some(now), BY)) {
        record_of(state, &event.step, frame).state = step;
    }
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
        came: event.came.as_ref().map(Datum::value),
        opened: event.opened,
        since: at.time,
        state: to,
    });
    if !holds {
        return;
    }
    // A block that cannot go on by itself is still open: it hears what it listens for.
    let is_open = matches!(event.at, Place::Again(_));
    if let (false, Some(Thread { phase: Phase::In(step), pass, .. })) = (is_open, state.thread(event.thread).cloned()) {
        heard::deafen(state, &step, pass, event.thread);
    }
    if let Some(thread) = thread_mut(state, event.thread) {
        thread.phase = Phase::Held(event.exception);
    }
}

/// It goes on.
pub fn resolved(state: &mut RunState, event: &ExceptionResolved) {
    let Some(exception) = exception_mut(state, event.exception) else { return };
    let Some(to) = lifecycle::after(EXCEPTION, Some(exception.state), "exception_resolved") else { return };
    exception.state = to;
    let (thread, at, holds) = (exception.thread, exception.at.clone(), holds(&exception.code));
    // That one goes by itself, in the middle of a chain of steps.
    if !is_beside(&exception.code) {
        state.automatic_steps = 0;
    }
    if !holds {
        return;
    }
    let phase = match at {
        Place::Again(step) if state.open_block_at(thread, &step).is_some() => Phase::In(step),
        _ => Phase::Between,
    };
    set_phase(state, thread, phase);
}

/// What held a thread is over with it.
pub fn over(state: &mut RunState, number: ExceptionNo, by: &str) {
    let Some(exception) = exception_mut(state, number) else { return };
    if let Some(to) = lifecycle::after(EXCEPTION, Some(exception.state), by) {
        exception.state = to;
    }
}

fn exception_mut(state: &mut RunState, number: ExceptionNo) -> Option<&mut ExceptionRecord> {
    let index = (number as usize).checked_sub(1)?;
    state.exceptions.get_mut(index).filter(|exception| exception.state == ExceptionState::Open)
}
