//! The states of a run, a step, a task, a job and an exception, and every way between them.
//!
//! One table each. `decide` asks it whether something can be done, `apply` asks it what comes of it; neither knows a
//! transition that does not stand here. The tests walk each line, and find none that does not stand here.

use crate::state::{ExceptionState, JobState, RunStatus, StepState, TaskState};

/// One transition: from a state (none: it was not there yet), by an event, to a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<S> {
    /// The state before; none: it was not there yet.
    pub from: Option<S>,
    /// The event's name.
    pub by: &'static str,
    /// The state after.
    pub to: S,
}

const fn made<S>(by: &'static str, to: S) -> Line<S> {
    Line { from: None, by, to }
}

const fn line<S>(from: S, by: &'static str, to: S) -> Line<S> {
    Line { from: Some(from), by, to }
}

/// Runs.
pub const RUN: &[Line<RunStatus>] = {
    use RunStatus::{Cancelled, Finished, None, Running};
    &[
        line(None, "run_started", Running),
        line(Running, "run_finished", Finished),
        line(Running, "run_cancelled", Cancelled),
        // What it did is undone, on behalf of the run that asked for it.
        line(Finished, "run_reopened", Running),
        line(Running, "run_undone", Finished),
    ]
};

/// Steps: the last pass of each.
pub const STEP: &[Line<StepState>] = {
    use StepState::{Done, Exception, None, Open, Skipped, Withdrawn};
    &[
        line(None, "run_started", Done),
        line(None, "step_opened", Open),
        line(Done, "step_opened", Open),
        line(Skipped, "step_opened", Open),
        line(Withdrawn, "step_opened", Open),
        line(Exception, "step_opened", Open),
        // Where two threads come to a step, each has a pass of its own.
        line(Open, "step_opened", Open),
        line(Done, "step_stood", Done),
        line(None, "step_skipped", Skipped),
        line(Done, "step_skipped", Skipped),
        line(Skipped, "step_skipped", Skipped),
        line(Withdrawn, "step_skipped", Skipped),
        line(Exception, "step_skipped", Skipped),
        line(Open, "step_completed", Done),
        // Somebody supplied what its job should have given.
        line(Exception, "step_completed", Done),
        line(Open, "step_withdrawn", Withdrawn),
        line(Exception, "step_withdrawn", Withdrawn),
        line(Open, "task_taken_back", Withdrawn),
        line(Open, "task_handed_back", Withdrawn),
        line(None, "exception_raised", Exception),
        line(Done, "exception_raised", Exception),
        line(Skipped, "exception_raised", Exception),
        line(Withdrawn, "exception_raised", Exception),
        line(Exception, "exception_raised", Exception),
        // Its job failed, and is tried again in the same pass.
        line(Open, "exception_raised", Exception),
        line(Exception, "job_requeued", Open),
    ]
};

/// Tasks.
pub const TASK: &[Line<TaskState>] = {
    use TaskState::{Assigned, Claimed, Done, Offered, Withdrawn};
    &[
        made("task_offered", Offered),
        made("task_assigned", Assigned),
        line(Offered, "task_claimed", Claimed),
        line(Claimed, "task_released", Offered),
        line(Offered, "task_reassigned", Assigned),
        line(Assigned, "task_reassigned", Assigned),
        line(Claimed, "task_reassigned", Assigned),
        line(Assigned, "task_completed", Done),
        line(Claimed, "task_completed", Done),
        line(Offered, "step_withdrawn", Withdrawn),
        line(Assigned, "step_withdrawn", Withdrawn),
        line(Claimed, "step_withdrawn", Withdrawn),
        line(Assigned, "task_closed", Withdrawn),
        line(Assigned, "voter_left", Withdrawn),
        line(Offered, "task_handed_back", Withdrawn),
        line(Assigned, "task_handed_back", Withdrawn),
        line(Claimed, "task_handed_back", Withdrawn),
        line(Offered, "task_taken_back", Withdrawn),
        line(Assigned, "task_taken_back", Withdrawn),
        line(Claimed, "task_taken_back", Withdrawn),
    ]
};

/// Jobs.
pub const JOB: &[Line<JobState>] = {
    use JobState::{Done, Failed, Queued, Taken, Withdrawn};
    &[
        made("job_queued", Queued),
        line(Queued, "job_taken", Taken),
        line(Taken, "job_lapsed", Queued),
        // A request is sent by Baton itself: nobody takes it.
        line(Queued, "job_failed", Failed),
        line(Taken, "job_failed", Failed),
        line(Failed, "job_requeued", Queued),
        line(Queued, "job_done", Done),
        line(Taken, "job_done", Done),
        line(Failed, "step_completed", Done),
        line(Failed, "step_skipped", Withdrawn),
        line(Queued, "step_withdrawn", Withdrawn),
        line(Taken, "step_withdrawn", Withdrawn),
        line(Failed, "step_withdrawn", Withdrawn),
    ]
};

/// Exceptions.
pub const EXCEPTION: &[Line<ExceptionState>] = {
    use ExceptionState::{Open, Resolved, Withdrawn};
    &[
        made("exception_raised", Open),
        line(Open, "exception_resolved", Resolved),
        line(Open, "step_withdrawn", Withdrawn),
        // It held a thread at the end of its block, and the thread is gone.
        line(Open, "thread_ended", Withdrawn),
        line(Open, "timer_fired", Withdrawn),
        line(Open, "timer_cancelled", Withdrawn),
    ]
};

/// The state after an event; none: the event cannot happen in this state.
pub fn after<S: Copy + PartialEq>(table: &[Line<S>], from: Option<S>, by: &str) -> Option<S> {
    table.iter().find(|line| line.from == from && line.by == by).map(|line| line.to)
}

/// Whether an event can happen in this state.
pub fn can<S: Copy + PartialEq>(table: &[Line<S>], from: S, by: &str) -> bool {
    after(table, Some(from), by).is_some()
}
