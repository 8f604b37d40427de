//! What happened in a run. Events are past; an entry holds those of one command, in order.
//!
//! Everything that was decided is in them: the case taken, the deadline computed, who and why. So `apply`
//! reads neither definition nor FEEL, and no later fix changes history. The meaning of a stored event never changes:
//! another meaning is another `v`. Values, comments and messages that are personal are marked as private.

mod ballot;
mod block;
mod clock;
mod handler;
mod handoff;
mod heard;
mod job;
mod person;
mod run;
mod step;
mod timer;
mod trouble;
mod undo;
mod why;

pub use ballot::{BallotOpened, TaskClosed, VoteCounted, VoterLeft};
use baton_people::Private;
pub use block::{ArrivalPassedBy, PartsPlanned, Planned, RaceWon, ThreadArrived, ThreadSplit, ThreadsJoined};
pub use clock::{ClockStarted, ClockStopped};
pub use handler::HandlerFired;
pub use handoff::{TaskAccepted, TaskHandedBack};
pub use heard::{ConditionTurned, EventAwaited, EventCame};
pub use job::{JobAnsweredLate, JobDone, JobFailed, JobKind, JobLapsed, JobQueued, JobRequeued, JobTaken};
pub use person::{
    HandedOver, RoleFilled, TakenOver, TaskClaimed, TaskCompleted, TaskKind, TaskMade, TaskReassigned, TaskReleased,
    TaskTakenBack,
};
pub use run::{
    BurstPaused, CommentAdded, FileAttached, Given, Next, Place, RunCancelled, RunFinished, RunLabelled, RunStarted,
    ValuesGiven,
};
use serde::{Deserialize, Serialize};
pub use step::{
    BranchDone, BranchOpened, BranchSkipped, CaseTaken, Joined, MessageBy, MessageSent, RuleApplied, SharedDecision,
    StepCompleted, StepOpened, StepSkipped, StepWithdrawn, ThreadEnded, Withdrawal,
};
pub use timer::{DueMoved, Escalated, EscalationHow, Reminded, TimerCancelled, TimerFired, TimerKind, TimerSet};
pub use trouble::{ExceptionRaised, ExceptionResolved, Left, Resolution};
pub use undo::{Done, LockOf, Onwards, StepHeldBack, StepStood, UndoBegun, UndoOver, Undoing};
pub use why::{How, Why};

/// What happened in a run, stored as `{"t": "task_completed", "v": 1, …}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Event {
    /// The run began; its version is fixed.
    RunStarted(RunStarted),
    /// What the run is called in lists.
    RunLabelled(RunLabelled),
    /// Fields have new values.
    ValuesGiven(ValuesGiven),
    /// A file became the run's.
    FileAttached(FileAttached),
    /// A step opened: a new pass.
    StepOpened(StepOpened),
    /// A step was passed over.
    StepSkipped(StepSkipped),
    /// A step was completed.
    StepCompleted(StepCompleted),
    /// An open step was taken back.
    StepWithdrawn(StepWithdrawn),
    /// A role of the run has its person.
    RoleFilled(RoleFilled),
    /// A task was offered to several people.
    TaskOffered(TaskMade),
    /// A task was given to one person.
    TaskAssigned(TaskMade),
    /// Work went from one person to others.
    HandedOver(HandedOver),
    /// Somebody took up what was handed over.
    TakenOver(TakenOver),
    /// Who gets a task takes it as it is.
    TaskAccepted(TaskAccepted),
    /// Who gets a task gives it back, since it is not ready.
    TaskHandedBack(TaskHandedBack),
    /// Somebody took an offered task.
    TaskClaimed(TaskClaimed),
    /// Somebody gave a claimed task back.
    TaskReleased(TaskReleased),
    /// A task went to somebody else.
    TaskReassigned(TaskReassigned),
    /// A task is nobody's any more, since who had it is gone; its step opens again for others.
    TaskTakenBack(TaskTakenBack),
    /// A person finished a task.
    TaskCompleted(TaskCompleted),
    /// Several people are asked.
    BallotOpened(BallotOpened),
    /// One of several has answered.
    VoteCounted(VoteCounted),
    /// One of several is gone and not asked any more.
    VoterLeft(VoterLeft),
    /// A task is not needed any more: the others have decided.
    TaskClosed(TaskClosed),
    /// A decision by rule.
    RuleApplied(RuleApplied),
    /// A `choose` went this way.
    CaseTaken(CaseTaken),
    /// A branch of a `parallel` began.
    BranchOpened(BranchOpened),
    /// A branch was not taken.
    BranchSkipped(BranchSkipped),
    /// A branch came to its end.
    BranchDone(BranchDone),
    /// All branches are done.
    Joined(Joined),
    /// What a block is going to do.
    PartsPlanned(PartsPlanned),
    /// A branch of a race won.
    RaceWon(RaceWon),
    /// A thread goes several ways.
    ThreadSplit(ThreadSplit),
    /// A thread waits at a join for others.
    ThreadArrived(ThreadArrived),
    /// A join opened.
    ThreadsJoined(ThreadsJoined),
    /// A thread came to a join that had opened without it.
    ArrivalPassedBy(ArrivalPassedBy),
    /// A handler began.
    HandlerFired(HandlerFired),
    /// A wait or a handler listens for an event, or for another key than before.
    EventAwaited(EventAwaited),
    /// An event came to what listens for it.
    EventCame(EventCame),
    /// The condition of a handler has become true, or is not any more.
    ConditionTurned(ConditionTurned),
    /// A path came to its end.
    ThreadEnded(ThreadEnded),
    /// A message is to go out.
    MessageSent(MessageSent),
    /// Something is to be done by a worker, or asked over HTTP.
    JobQueued(JobQueued),
    /// A worker took a job.
    JobTaken(JobTaken),
    /// The worker of a job was not heard of in time; others can have it.
    JobLapsed(JobLapsed),
    /// A job went wrong.
    JobFailed(JobFailed),
    /// A job is tried again.
    JobRequeued(JobRequeued),
    /// A job is done.
    JobDone(JobDone),
    /// An answer came to a job that is not its sender's any more; it changes nothing.
    JobAnsweredLate(JobAnsweredLate),
    /// Steps that were completed are undone.
    UndoBegun(UndoBegun),
    /// What undoes a step begins.
    Undoing(Undoing),
    /// All is undone.
    UndoOver(UndoOver),
    /// A step was passed over, since nothing that it was done for has changed.
    StepStood(StepStood),
    /// A step cannot begin yet.
    StepHeldBack(StepHeldBack),
    /// A step or block has its lock.
    LockTaken(LockOf),
    /// It gave it back.
    LockReleased(LockOf),
    /// The clock of the run or of a block stands still.
    ClockStopped(ClockStopped),
    /// It goes on.
    ClockStarted(ClockStarted),
    /// Something shall happen at a time.
    TimerSet(TimerSet),
    /// It shall not any more.
    TimerCancelled(TimerCancelled),
    /// The time has come.
    TimerFired(TimerFired),
    /// The deadline of an open step is another one now.
    DueMoved(DueMoved),
    /// Who has a step was reminded of it.
    Reminded(Reminded),
    /// Somebody was brought in.
    Escalated(Escalated),
    /// Something was said.
    CommentAdded(CommentAdded),
    /// It cannot go on by itself here.
    ExceptionRaised(ExceptionRaised),
    /// It goes on.
    ExceptionResolved(ExceptionResolved),
    /// As many steps as a command may take were taken; the next command goes on.
    BurstPaused(BurstPaused),
    /// The run came to an outcome.
    RunFinished(RunFinished),
    /// Somebody ended the run without one.
    RunCancelled(RunCancelled),
}

impl Event {
    /// Its name in stored form, `t`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::RunStarted(_) => "run_started",
            Self::RunLabelled(_) => "run_labelled",
            Self::ValuesGiven(_) => "values_given",
            Self::FileAttached(_) => "file_attached",
            Self::StepOpened(_) => "step_opened",
            Self::StepSkipped(_) => "step_skipped",
            Self::StepCompleted(_) => "step_completed",
            Self::StepWithdrawn(_) => "step_withdrawn",
            Self::RoleFilled(_) => "role_filled",
            Self::TaskOffered(_) => "task_offered",
            Self::TaskAssigned(_) => "task_assigned",
            Self::HandedOver(_) => "handed_over",
            Self::TakenOver(_) => "taken_over",
            Self::TaskAccepted(_) => "task_accepted",
            Self::TaskHandedBack(_) => "task_handed_back",
            Self::TaskClaimed(_) => "task_claimed",
            Self::TaskReleased(_) => "task_released",
            Self::TaskReassigned(_) => "task_reassigned",
            Self::TaskTakenBack(_) => "task_taken_back",
            Self::TaskCompleted(_) => "task_completed",
            Self::BallotOpened(_) => "ballot_opened",
            Self::VoteCounted(_) => "vote_counted",
            Self::VoterLeft(_) => "voter_left",
            Self::TaskClosed(_) => "task_closed",
            Self::RuleApplied(_) => "rule_applied",
            Self::CaseTaken(_) => "case_taken",
            Self::BranchOpened(_) => "branch_opened",
            Self::BranchSkipped(_) => "branch_skipped",
            Self::BranchDone(_) => "branch_done",
            Self::Joined(_) => "joined",
            Self::PartsPlanned(_) => "parts_planned",
            Self::RaceWon(_) => "race_won",
            Self::ThreadSplit(_) => "thread_split",
            Self::ThreadArrived(_) => "thread_arrived",
            Self::ThreadsJoined(_) => "threads_joined",
            Self::ArrivalPassedBy(_) => "arrival_passed_by",
            Self::HandlerFired(_) => "handler_fired",
            Self::EventAwaited(_) => "event_awaited",
            Self::EventCame(_) => "event_came",
            Self::ConditionTurned(_) => "condition_turned",
            Self::ThreadEnded(_) => "thread_ended",
            Self::MessageSent(_) => "message_sent",
            Self::JobQueued(_) => "job_queued",
            Self::JobTaken(_) => "job_taken",
            Self::JobLapsed(_) => "job_lapsed",
            Self::JobFailed(_) => "job_failed",
            Self::JobRequeued(_) => "job_requeued",
            Self::JobDone(_) => "job_done",
            Self::JobAnsweredLate(_) => "job_answered_late",
            Self::UndoBegun(_) => "undo_begun",
            Self::Undoing(_) => "undoing",
            Self::UndoOver(_) => "undo_over",
            Self::StepStood(_) => "step_stood",
            Self::StepHeldBack(_) => "step_held_back",
            Self::LockTaken(_) => "lock_taken",
            Self::LockReleased(_) => "lock_released",
            Self::ClockStopped(_) => "clock_stopped",
            Self::ClockStarted(_) => "clock_started",
            Self::TimerSet(_) => "timer_set",
            Self::TimerCancelled(_) => "timer_cancelled",
            Self::TimerFired(_) => "timer_fired",
            Self::DueMoved(_) => "due_moved",
            Self::Reminded(_) => "reminded",
            Self::Escalated(_) => "escalated",
            Self::CommentAdded(_) => "comment_added",
            Self::ExceptionRaised(_) => "exception_raised",
            Self::ExceptionResolved(_) => "exception_resolved",
            Self::BurstPaused(_) => "burst_paused",
            Self::RunFinished(_) => "run_finished",
            Self::RunCancelled(_) => "run_cancelled",
        }
    }

    /// The comment or reason it holds, if any.
    pub fn comment(&self) -> Option<&Private> {
        match self {
            Self::TaskCompleted(event) => event.comment.as_ref(),
            Self::TaskReassigned(event) => event.comment.as_ref(),
            Self::TaskHandedBack(event) => event.comment.as_ref(),
            Self::CommentAdded(event) => Some(&event.text),
            Self::RunCancelled(event) => Some(&event.reason),
            Self::ExceptionResolved(event) => event.reason.as_ref(),
            _ => None,
        }
    }
}
