//! Events of timers, and what they set off.

use crate::actor::EntryRef;
use crate::event::{DueMoved, Escalated, EscalationHow, TimerFired, TimerSet};
use crate::name::TimerNo;
use crate::state::{Part, RunState, Timer};

pub(super) fn set(state: &mut RunState, event: &TimerSet) {
    state.timers_made = state.timers_made.max(event.timer);
    state.timers.push(Timer {
        timer: event.timer,
        kind: event.kind,
        nth: event.nth,
        at: event.at,
        step: event.step.clone(),
        pass: event.pass,
        task: event.task,
    });
}

pub(super) fn cancelled(state: &mut RunState, timer: TimerNo) {
    state.timers.retain(|known| known.timer != timer);
}

pub(super) fn fired(state: &mut RunState, event: &TimerFired) {
    state.automatic_steps = 0;
    cancelled(state, event.timer);
}

pub(super) fn due_moved(state: &mut RunState, event: &DueMoved) {
    let record = state.step_mut(&event.step);
    record.due = event.due;
    let task = record.task;
    if let Some(task) = task.and_then(|number| state.tasks.get_mut((number as usize).saturating_sub(1))) {
        task.due = event.due;
    }
}

pub(super) fn escalated(state: &mut RunState, event: &Escalated, _: &EntryRef) {
    let rev = state.rev + 1;
    if let Some(task) = state.tasks.get_mut((event.task as usize).saturating_sub(1)) {
        task.rev = rev;
        match event.how {
            EscalationHow::Add => task.added.extend(event.to.iter().filter(|person| !task.is_for(**person))
                .copied().collect::<Vec<_>>()),
            EscalationHow::Move => {
                task.assignee = event.to.first().copied();
                task.state = crate::state::TaskState::Assigned;
                task.taken_over = None;
            }
            EscalationHow::Tell => {}
        }
    }
    for person in &event.to {
        state.parties.entry(*person).or_insert(if event.how == EscalationHow::Tell { Part::Watcher } else { Part::Doer });
    }
}
