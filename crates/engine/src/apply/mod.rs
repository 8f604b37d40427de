//! Folds an event into the state of its run.
//!
//! The only code that writes a run's state. It reads neither the definition nor an expression nor a clock: all that was
//! decided stands in the event, so no later fix changes history. Every transition is looked up in [`crate::lifecycle`];
//! an event that the table does not know in this state leaves that state as it is, since a stored event is a fact.

mod exception;
mod run;
mod step;
mod task;
mod timer;

use crate::actor::EntryRef;
use crate::event::Event;
use crate::lifecycle::{Line, after};
use crate::state::RunState;

/// Folds one event of the entry `at` into the state. After the last event of an entry comes [`RunState::close_entry`].
pub fn apply(state: &mut RunState, event: &Event, at: &EntryRef) {
    match event {
        Event::RunStarted(event) => run::started(state, event, at),
        Event::RunLabelled(event) => state.label.clone_from(&event.label),
        Event::ValuesGiven(event) => run::values_given(state, event, at),
        Event::FileAttached(event) => run::file_attached(state, event),
        Event::CommentAdded(_) => run::commented(state, at),
        Event::BurstPaused(event) => run::paused(state, event),
        Event::RunFinished(event) => run::finished(state, event, at),
        Event::RunCancelled(_) => run::cancelled(state, at),
        Event::StepOpened(event) => step::opened(state, event, at),
        Event::StepSkipped(event) => step::skipped(state, event, at),
        Event::StepCompleted(event) => step::completed(state, event, at),
        Event::StepWithdrawn(event) => step::withdrawn(state, event, at),
        Event::RuleApplied(_) | Event::CaseTaken(_) | Event::BranchSkipped(_) => {}
        Event::BranchOpened(event) => step::branch_opened(state, event),
        Event::BranchDone(event) => step::branch_done(state, event),
        Event::Joined(_) => {}
        Event::ThreadEnded(event) => state.threads.retain(|thread| thread.thread != event.thread),
        Event::MessageSent(event) => state.messages_made = state.messages_made.max(event.message),
        Event::RoleFilled(event) => {
            state.roles.insert(event.role.clone(), event.person);
        }
        Event::TaskOffered(made) | Event::TaskAssigned(made) => task::made(state, made, event.name(), at),
        Event::HandedOver(event) => task::handed_over(state, event),
        Event::TakenOver(event) => task::taken_over(state, event, at),
        Event::TaskClaimed(event) => task::claimed(state, event, at),
        Event::TaskReleased(event) => task::released(state, event, at),
        Event::TaskReassigned(event) => task::reassigned(state, event, at),
        Event::TaskCompleted(event) => task::completed(state, event, at),
        Event::TimerSet(event) => timer::set(state, event),
        Event::TimerCancelled(event) => timer::cancelled(state, event.timer),
        Event::TimerFired(event) => timer::fired(state, event),
        Event::DueMoved(event) => timer::due_moved(state, event),
        Event::Reminded(_) => {}
        Event::Escalated(event) => timer::escalated(state, event, at),
        Event::ExceptionRaised(event) => exception::raised(state, event, at),
        Event::ExceptionResolved(event) => exception::resolved(state, event),
    }
}

impl RunState {
    /// Ends an entry: the run's revision is one more.
    pub fn close_entry(&mut self, at: &EntryRef) {
        self.rev += 1;
        self.last_entry = at.number;
    }
}

/// The state after an event by the table, or the same state where the table does not know it.
fn next<S: Copy + PartialEq>(table: &[Line<S>], from: S, by: &str) -> S {
    after(table, Some(from), by).unwrap_or(from)
}
