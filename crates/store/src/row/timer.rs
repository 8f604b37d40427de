//! A moment at which something is to happen in a run.

use crate::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// What a timer is for.
    pub enum TimerKind {
        /// Something is due.
        Due = 1 "due",
        /// Somebody is to be reminded.
        Remind = 2 "remind",
        /// Somebody else is to be told or asked.
        Escalate = 3 "escalate",
        /// A wait is over.
        Wait = 4 "wait",
        /// A handler is to begin.
        Handler = 5 "handler",
        /// A job is tried again.
        Retry = 6 "retry",
        /// A worker has had a job for as long as it may.
        Timeout = 7 "timeout",
        /// Another run is to begin.
        Start = 8 "start",
    }
}

/// A timer. It stands in the table until it fired or was cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimerRow {
    /// `part_id(run, n)`.
    pub id: i64,
    /// The run.
    pub run: i64,
    /// The timer's number in the run.
    pub n: i64,
    /// When.
    pub at_us: i64,
    /// What for.
    pub kind: TimerKind,
    /// The step it belongs to.
    pub step: String,
    /// The step's pass.
    pub pass: i64,
    /// The task it belongs to.
    pub task: Option<i64>,
}
