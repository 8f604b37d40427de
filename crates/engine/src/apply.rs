//! Folds events into a run's state. Nothing else writes it.
//!
//! `apply` reads the event, the state and the entry that holds it; neither definition nor FEEL. What an event does to the
//! state of a run, step, task or exception stands in [`lifecycle`](crate::lifecycle); an event that cannot happen in a
//! state leaves it as it is, so that a log that was written by a newer version can still be read.

mod ballot;
mod block;
mod clock;
mod heard;
mod job;
mod moved;
mod run;
mod step;
mod sub_run;
mod task;
mod timer;
mod trouble;
mod undo;

use crate::actor::EntryRef;
use crate::event::Event;
use crate::state::RunState;

/// Folds one event into the state.
pub fn apply(state: &mut RunState, event: &Event, at: &EntryRef) {
    match event {
        Event::RunStarted(event) => run::started(state, event, at),
        Event::RunLabelled(event) => state.label.clone_from(&event.label),
        Event::ValuesGiven(event) => run::values_given(state, event, at),
        Event::FileAttached(event) => run::file_attached(state, event),
        Event::CommentAdded(_) => run::commented(state, at),
        Event::BurstPaused(event) => run::paused(state, event),
        Event::EndBegun(event) => run::end_begun(state, event, at),
        Event::EndForced(_) => run::end_forced(state),
        Event::RunFinished(event) => run::finished(state, event, at),
        Event::RunCancelled(_) => run::cancelled(state, at),
        Event::RunReopened(event) => run::reopened(state, event),
        Event::RunUndone(_) => run::undone(state, at),
        Event::StepOpened(event) => step::opened(state, event, at),
        Event::StepSkipped(event) => step::skipped(state, event, at),
        Event::StepCompleted(event) => step::completed(state, event, at),
        Event::StepWithdrawn(event) => step::withdrawn(state, event, at),
        Event::PartsPlanned(event) => block::planned(state, event),
        Event::ItemAdded(event) => block::item_added(state, event),
        Event::ItemRemoved(event) => block::item_removed(state, event),
        Event::BranchOpened(event) => block::branch_opened(state, event),
        Event::BranchDone(event) => block::branch_done(state, event),
        Event::Joined(event) => block::joined(state, event),
        Event::RestWithdrawn(event) => block::rest_withdrawn(state, event),
        Event::ThreadSplit(event) => block::split(state, event),
        Event::ThreadArrived(event) => block::arrived(state, event),
        Event::ThreadsJoined(event) => block::threads_joined(state, event),
        Event::ArrivalPassedBy(event) => block::passed_by(state, event),
        Event::HandlerFired(event) => block::handler_fired(state, event),
        Event::ThreadEnded(event) => block::thread_ended(state, event),
        Event::MessageSent(event) => state.messages_made = event.message,
        Event::RoleFilled(event) => task::role_filled(state, event),
        Event::TaskOffered(made) | Event::TaskAssigned(made) => task::made(state, made, event.name(), at),
        Event::TakenOver(event) => task::taken_over(state, event, at),
        Event::TaskAccepted(event) => task::accepted(state, event),
        Event::TaskHandedBack(event) => step::handed_back(state, event, at),
        Event::TaskClaimed(event) => task::claimed(state, event),
        Event::TaskReleased(event) => task::released(state, event),
        Event::TaskReassigned(event) => task::reassigned(state, event, at),
        Event::TaskTakenBack(event) => step::taken_back(state, event, at),
        Event::TaskCompleted(event) => task::completed(state, event, at),
        Event::BallotOpened(event) => ballot::opened(state, event),
        Event::VoteCounted(event) => ballot::counted(state, event),
        Event::VoterLeft(event) => ballot::left(state, event, at),
        Event::TaskClosed(event) => ballot::closed(state, event, at),
        Event::JobQueued(event) => job::queued(state, event, at),
        Event::JobTaken(event) => job::taken(state, event, at),
        Event::JobLapsed(event) => job::lapsed(state, event, at),
        Event::JobFailed(event) => job::failed(state, event, at),
        Event::JobRequeued(event) => job::requeued(state, event, at),
        Event::JobDone(event) => job::done(state, event, at),
        Event::JobAnsweredLate(event) => job::answered_late(state, event),
        Event::TimerSet(event) => timer::set(state, event),
        Event::TimerCancelled(cancelled) => timer::gone(state, cancelled.timer, event.name()),
        Event::TimerFired(fired) => timer::fired(state, fired, event.name()),
        Event::DueMoved(event) => timer::due_moved(state, event),
        Event::Escalated(event) => timer::escalated(state, event),
        Event::ExceptionRaised(event) => trouble::raised(state, event, at),
        Event::ExceptionResolved(event) => trouble::resolved(state, event),
        Event::RunMoved(event) => moved::run_moved(state, event),
        Event::PlaceMoved(event) => moved::place_moved(state, event),
        Event::EventAwaited(event) => heard::awaited(state, event, at),
        Event::ConditionTurned(event) => heard::turned(state, event),
        Event::RunAsked(event) => sub_run::asked(state, event),
        Event::SubRunBegan(event) => sub_run::began(state, event),
        Event::SubRunEnded(event) => sub_run::ended(state, event),
        Event::SubRunsUndone(event) => sub_run::undone(state, event),
        Event::SubRunUndoAsked(event) => sub_run::undo_asked(state, event, at),
        Event::SubRunUndone(event) => sub_run::undo_told(state, event),
        Event::UndoBegun(event) => undo::begun(state, event),
        Event::Undoing(event) => undo::next(state, event),
        Event::UndoOver(event) => undo::over(state, event),
        Event::StepStood(event) => undo::stood(state, event),
        Event::StepHeldBack(event) => undo::held_back(state, event, at),
        Event::LockTaken(event) => undo::locked(state, event, at),
        Event::LockReleased(event) => undo::unlocked(state, &event.step, event.thread),
        Event::ClockStopped(event) => clock::stopped(state, event, at),
        Event::ClockStarted(event) => clock::started(state, event),
        // They only tell.
        Event::HandedOver(_)
        | Event::RuleApplied(_)
        | Event::CaseTaken(_)
        | Event::BranchSkipped(_)
        | Event::RaceWon(_)
        | Event::EventCame(_)
        | Event::Reminded(_) => {}
    }
}

impl RunState {
    /// Says that an entry is complete: all its events are applied.
    pub fn close_entry(&mut self, at: &EntryRef) {
        self.rev += 1;
        self.last_entry = at.number;
    }
}
