//! How the events of timers change a run's state: set, gone, deadline moved. The moments were computed when it was decided.

use super::run::takes_part;
use super::step::record_of;
use super::task::task_mut;
use crate::behaviour::exceptions::TIMER_REFUSED;
use crate::event::{DueMoved, Escalated, EscalationHow, TimerFired, TimerKind, TimerSet};
use crate::lifecycle::{self, EXCEPTION};
use crate::name::TimerNo;
use crate::state::{ExceptionRecord, Part, RunState, TaskRecord, Timer};

/// Something is to happen.
pub fn set(state: &mut RunState, event: &TimerSet) {
    state.timers_made = state.timers_made.max(event.timer);
    let of_task = event.task.and_then(|task| state.task(task)).map(|task| task.thread);
    state.timers.push(Timer {
        timer: event.timer,
        kind: event.kind,
        nth: event.nth,
        at: event.at,
        step: event.step.clone(),
        pass: event.pass,
        task: event.task,
        thread: of_task.unwrap_or(event.thread),
    });
}

/// It happened, or shall not any more: nobody has to look at it any longer.
pub fn gone(state: &mut RunState, timer: TimerNo, by: &str) {
    state.timers.retain(|known| known.timer != timer);
    let number = timer.to_string();
    let about = |exception: &&mut ExceptionRecord| {
        &*exception.code == TIMER_REFUSED && exception.params.get("timer") == Some(&number)
    };
    for exception in state.exceptions.iter_mut().filter(about) {
        if let Some(to) = lifecycle::after(EXCEPTION, Some(exception.state), by) {
            exception.state = to;
        }
    }
}

/// It happened. A date begins another run once.
pub fn fired(state: &mut RunState, event: &TimerFired, by: &str) {
    let thread = state.timer(event.timer).map(|timer| timer.thread);
    gone(state, event.timer, by);
    match (event.kind, thread) {
        (TimerKind::Start, _) => drop(state.dated.insert(event.nth, event.at)),
        (TimerKind::Due, Some(thread)) if event.pass > 0 => {
            let key = state.key_of(&event.step, state.frame_of(thread));
            if let Some(record) = state.steps.get_mut(&key).filter(|record| record.pass == event.pass) {
                record.was_overdue = true;
            }
        }
        _ => {}
    }
}

/// An open step has another deadline.
pub fn due_moved(state: &mut RunState, event: &DueMoved) {
    let frame = state.frame_of(event.thread);
    let frames: Vec<_> =
        state.threads.iter().filter(|thread| thread.frame() == frame).map(|thread| thread.thread).collect();
    let record = record_of(state, &event.step, frame);
    record.due = event.due;
    let last = record.task;
    let (step, pass) = (&event.step, event.pass);
    let is_asked = |task: &TaskRecord| {
        task.state.is_open() && task.step == *step && task.pass == pass && frames.contains(&task.thread)
    };
    for task in state.tasks.iter_mut().filter(|task| Some(task.task) == last || is_asked(task)) {
        task.due = event.due;
    }
}

/// Somebody was brought in.
pub fn escalated(state: &mut RunState, event: &Escalated) {
    for &person in &event.to {
        takes_part(state, person, if event.how == EscalationHow::Tell { Part::Watcher } else { Part::Doer });
    }
    if event.how != EscalationHow::Add {
        return;
    }
    let Some(task) = task_mut(state, event.task) else { return };
    for person in &event.to {
        if task.assignee != Some(*person) && !task.added.contains(person) {
            task.added.push(*person);
        }
    }
}
