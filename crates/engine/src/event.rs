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
mod moved;
mod person;
mod run;
mod step;
mod sub_run;
mod timer;
mod trouble;
mod undo;
mod why;

pub use ballot::{BallotOpened, TaskClosed, VoteCounted, VoterLeft};
use baton_people::Private;
pub use block::{
    ArrivalPassedBy, ItemAdded, ItemRemoved, PartsPlanned, Planned, RaceWon, RestWithdrawn, ThreadArrived, ThreadSplit,
    ThreadsJoined,
};
pub use clock::{ClockStarted, ClockStopped};
pub use handler::HandlerFired;
pub use handoff::{TaskAccepted, TaskHandedBack};
pub use heard::{ConditionTurned, EventAwaited, EventCame};
pub use job::{JobAnsweredLate, JobDone, JobFailed, JobKind, JobLapsed, JobQueued, JobRequeued, JobTaken, TryTime};
pub use moved::{PlaceMoved, Rearmed, RunMoved};
pub use person::{
    HandedOver, RoleFilled, TakenOver, TaskClaimed, TaskCompleted, TaskKind, TaskMade, TaskReassigned, TaskReleased,
    TaskTakenBack,
};
pub use run::{
    BurstPaused, CommentAdded, EndBegun, EndForced, FileAttached, Given, Next, Place, RunCancelled, RunFinished,
    RunLabelled, RunReopened, RunStarted, RunUndone, ValuesGiven,
};
use serde::{Deserialize, Serialize};
pub use step::{
    BranchDone, BranchOpened, BranchSkipped, CaseTaken, Joined, MessageBy, MessageSent, RuleApplied, SharedDecision,
    StepCompleted, StepOpened, StepSkipped, StepWithdrawn, ThreadEnded, Withdrawal,
};
pub use sub_run::{RunAsked, SubRunBegan, SubRunEnded, SubRunUndoAsked, SubRunUndone, SubRunsUndone};
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
    /// What a block that has gone on had not begun will not begin.
    RestWithdrawn(RestWithdrawn),
    /// What a block is going to do.
    PartsPlanned(PartsPlanned),
    /// Somebody added an item to an `each` that is under way.
    ItemAdded(ItemAdded),
    /// The row of an item was removed from its list: the item is withdrawn.
    ItemRemoved(ItemRemoved),
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
    /// A run of another workflow is to begin.
    RunAsked(RunAsked),
    /// It has begun.
    SubRunBegan(SubRunBegan),
    /// It has ended.
    SubRunEnded(SubRunEnded),
    /// What runs did that were asked for is undone when they are cancelled with this one.
    SubRunsUndone(SubRunsUndone),
    /// A run that was asked for and has ended is to undo what it did.
    SubRunUndoAsked(SubRunUndoAsked),
    /// It has.
    SubRunUndone(SubRunUndone),
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
    /// The run is one of another version of its workflow now.
    RunMoved(RunMoved),
    /// Somebody sent a place of the run to another step.
    PlaceMoved(PlaceMoved),
    /// The run ends as it says once what is still done for that is over; nothing else opens.
    EndBegun(EndBegun),
    /// Somebody ended a run at once that was ending: what was still done for that is given up.
    EndForced(EndForced),
    /// The run came to an outcome.
    RunFinished(RunFinished),
    /// Somebody ended the run without one.
    RunCancelled(RunCancelled),
    /// A run that had come to its outcome undoes what it did; that is not another outcome.
    RunReopened(RunReopened),
    /// What it did is undone.
    RunUndone(RunUndone),
}

/// The name of each event; one that is missing does not compile.
macro_rules! names {
    ($self:ident: $($event:ident $name:literal,)*) => {
        match $self {
            $(Self::$event(_) => $name,)*
        }
    };
}

impl Event {
    /// Its name in stored form, `t`.
    pub fn name(&self) -> &'static str {
        names! { self:
            RunStarted "run_started", RunLabelled "run_labelled", ValuesGiven "values_given",
            FileAttached "file_attached", StepOpened "step_opened", StepSkipped "step_skipped",
            StepCompleted "step_completed", StepWithdrawn "step_withdrawn", RoleFilled "role_filled",
            TaskOffered "task_offered", TaskAssigned "task_assigned", HandedOver "handed_over",
            TakenOver "taken_over", TaskAccepted "task_accepted", TaskHandedBack "task_handed_back",
            TaskClaimed "task_claimed", TaskReleased "task_released", TaskReassigned "task_reassigned",
            TaskTakenBack "task_taken_back", TaskCompleted "task_completed", BallotOpened "ballot_opened",
            VoteCounted "vote_counted", VoterLeft "voter_left", TaskClosed "task_closed", RuleApplied "rule_applied",
            CaseTaken "case_taken", BranchOpened "branch_opened", BranchSkipped "branch_skipped",
            BranchDone "branch_done", Joined "joined", RestWithdrawn "rest_withdrawn", PartsPlanned "parts_planned", ItemAdded "item_added",
            ItemRemoved "item_removed", RaceWon "race_won",
            ThreadSplit "thread_split", ThreadArrived "thread_arrived", ThreadsJoined "threads_joined",
            ArrivalPassedBy "arrival_passed_by", HandlerFired "handler_fired", EventAwaited "event_awaited",
            EventCame "event_came", ConditionTurned "condition_turned", RunAsked "run_asked",
            SubRunBegan "sub_run_began", SubRunEnded "sub_run_ended", SubRunsUndone "sub_runs_undone",
            SubRunUndoAsked "sub_run_undo_asked", SubRunUndone "sub_run_undone", ThreadEnded "thread_ended",
            MessageSent "message_sent", JobQueued "job_queued", JobTaken "job_taken", JobLapsed "job_lapsed",
            JobFailed "job_failed", JobRequeued "job_requeued", JobDone "job_done",
            JobAnsweredLate "job_answered_late", UndoBegun "undo_begun", Undoing "undoing", UndoOver "undo_over",
            StepStood "step_stood", StepHeldBack "step_held_back", LockTaken "lock_taken",
            LockReleased "lock_released", ClockStopped "clock_stopped", ClockStarted "clock_started",
            TimerSet "timer_set", TimerCancelled "timer_cancelled", TimerFired "timer_fired", DueMoved "due_moved",
            Reminded "reminded", Escalated "escalated", CommentAdded "comment_added",
            ExceptionRaised "exception_raised", ExceptionResolved "exception_resolved", BurstPaused "burst_paused",
            RunMoved "run_moved", PlaceMoved "place_moved", EndBegun "end_begun", EndForced "end_forced", RunFinished "run_finished",
            RunCancelled "run_cancelled", RunReopened "run_reopened", RunUndone "run_undone",
        }
    }

    /// The comment or reason it holds, if any.
    pub fn comment(&self) -> Option<&Private> {
        match self {
            Self::TaskCompleted(event) => event.comment.as_ref(),
            Self::TaskReassigned(event) => event.comment.as_ref(),
            Self::TaskHandedBack(event) => event.comment.as_ref(),
            Self::CommentAdded(event) => Some(&event.text),
            Self::EndBegun(event) => event.reason.as_ref(),
            Self::EndForced(event) => Some(&event.reason),
            // Where it had begun before, it was said then.
            Self::RunCancelled(event) if !event.begun => Some(&event.reason),
            Self::ExceptionResolved(event) => event.reason.as_ref(),
            Self::RunMoved(event) => event.reason.as_ref(),
            Self::PlaceMoved(event) => Some(&event.reason),
            _ => None,
        }
    }
}
