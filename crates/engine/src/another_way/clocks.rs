//! Moments that are other ones by the other version: a deadline that hangs on more days, a handler that is new. Only those that
//! can move a run count.

use jiff::Timestamp;

use super::act::is_of_the_way;
use crate::event::{Event, TimerKind, TimerSet};
use crate::name::{Name, TaskNo, ThreadNo};
use crate::state::{Phase, RunState, Timer};

/// A timer that the two versions do not have alike.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clock {
    /// The timer, as whichever version has it.
    pub timer: Timer,
    /// When it rang, or would have; none: it was not set.
    pub was: Option<Timestamp>,
    /// When it would ring by the other version; none: it would not be set.
    pub now: Option<Timestamp>,
}

impl Clock {
    /// Whether it is the twin of that timer.
    pub fn is_for(&self, timer: &Timer) -> bool {
        key(&self.timer) == key(timer)
    }
}

/// Notes which timers the two versions have set otherwise.
pub(super) fn note(clocks: &mut Vec<Clock>, state: &RunState, (came, would_come): (&[Event], &[Event])) {
    let (was, now) = (set(state, came), set(state, would_come));
    for timer in was.iter().chain(&now) {
        let of = |timers: &[Timer]| timers.iter().rev().find(|other| key(other) == key(timer)).map(|other| other.at);
        let clock = Clock { timer: timer.clone(), was: of(&was), now: of(&now) };
        clocks.retain(|known| !known.is_for(timer));
        if clock.was != clock.now {
            clocks.push(clock);
        }
    }
}

/// Forgets those whose step is over.
pub(super) fn settle(clocks: &mut Vec<Clock>, state: &RunState) {
    clocks.retain(|clock| {
        let Timer { step, pass, thread, .. } = &clock.timer;
        let is_in = |phase: &Phase| matches!(phase, Phase::In(at) if at == step);
        let open =
            state.threads.iter().any(|known| known.thread == *thread && known.pass == *pass && is_in(&known.phase));
        state.is_running() && (clock.timer.is_of_run() || open)
    });
}

fn set(state: &RunState, events: &[Event]) -> Vec<Timer> {
    let timers = events.iter().filter_map(|event| match event {
        Event::TimerSet(set) if is_of_the_way(set.kind) => Some(timer(state, events, set)),
        _ => None,
    });
    timers.collect()
}

/// A timer as the run will have it: one of a task is in that task's thread.
fn timer(state: &RunState, events: &[Event], set: &TimerSet) -> Timer {
    let TimerSet { timer, kind, nth, at, step, pass, task, thread, .. } = set.clone();
    let made = |task: TaskNo| {
        events.iter().find_map(|event| match event {
            Event::TaskOffered(made) | Event::TaskAssigned(made) if made.task == task => Some(made.thread),
            _ => None,
        })
    };
    let of_task = task.and_then(|task| made(task).or_else(|| Some(state.task(task)?.thread)));
    Timer { timer, kind, nth, at, step, pass, task, thread: of_task.unwrap_or(thread) }
}

/// What tells timers apart that are set anew.
fn key(timer: &Timer) -> (TimerKind, u32, &Name, u32, ThreadNo) {
    (timer.kind, timer.nth, &timer.step, timer.pass, timer.thread)
}
