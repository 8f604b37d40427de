//! How the events of clocks change a run's state: what hangs on a clock that stands still is kept, and set later.
//! Reads nothing but the event and the state.

use jiff::{SignedDuration, Timestamp};

use super::step::record_of;
use crate::actor::EntryRef;
use crate::event::{ClockStarted, ClockStopped, TimerKind};
use crate::name::{Name, ThreadNo};
use crate::state::{RunState, StoppedClock, Timer};

/// It stands still.
pub fn stopped(state: &mut RunState, event: &ClockStopped, at: &EntryRef) {
    let is_of = |timer: &Timer| {
        let block = event.block.as_ref().is_some_and(|block| timer.is_of(block, event.pass, event.thread));
        (block && timer.kind != TimerKind::Wait) || event.timers.contains(&timer.timer)
    };
    let (kept, left) = state.timers.drain(..).partition(is_of);
    state.timers = left;
    let (block, pass, thread) = (event.block.clone(), event.pass, event.thread);
    state.clocks.push(StoppedClock { block, pass, thread, since: at.time, timers: kept });
}

/// It goes on: what hangs on it is so much later.
pub fn started(state: &mut RunState, event: &ClockStarted) {
    let is_it = |clock: &StoppedClock| clock.block == event.block && clock.thread == event.thread;
    let Some(place) = state.clocks.iter().position(is_it) else { return };
    let clock = state.clocks.remove(place);
    let by = SignedDuration::from_millis(event.stood_ms);
    let later = |at: Timestamp| at.checked_add(by).unwrap_or(at);
    state.timers.extend(clock.timers.into_iter().map(|timer| Timer { at: later(timer.at), ..timer }));
    state.timers.sort_by_key(|timer| timer.timer);
    match &event.block {
        Some(block) => {
            let frame = state.frame_of(event.thread);
            let record = record_of(state, block, frame);
            record.due = record.due.map(later);
        }
        None => {
            state.target = state.target.map(later);
            state.stood_ms += event.stood_ms;
        }
    }
}

/// A block is over, and its clock with it.
pub fn over(state: &mut RunState, block: &Name, thread: ThreadNo) {
    state.clocks.retain(|clock| clock.block.as_ref() != Some(block) || clock.thread != thread);
}
