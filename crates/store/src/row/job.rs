//! Something that a worker does for a run, or that Baton asks over HTTP for it.

use crate::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// Who does a job.
    pub enum JobKind {
        /// A worker that asks for its topic.
        Work = 1 "work",
        /// Baton itself: a request over HTTP.
        Call = 2 "call",
    }
}

coded! {
    /// Where an open job stands.
    pub enum JobState {
        /// It waits for a worker, or its request is under way.
        Queued = 1 "queued",
        /// A worker has it.
        Taken = 2 "taken",
        /// It went wrong: it is tried again later, or somebody has to see to it.
        Failed = 3 "failed",
    }
}

/// A job. It stands in the table until it is done or not wanted any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRow {
    /// `part_id(run, n)`.
    pub id: i64,
    /// The run.
    pub run: i64,
    /// The number in the run: `DEP-7~2` is 2.
    pub n: i64,
    /// Who does it.
    pub kind: JobKind,
    /// What workers ask for; empty: it is a request.
    pub topic: String,
    /// The step it belongs to.
    pub step: String,
    /// The step's pass.
    pub pass: i64,
    /// Where it stands.
    pub state: JobState,
    /// Which attempt it is, from 1.
    pub attempt: i64,
    /// The number of the worker that has it, or had it last.
    pub fence: i64,
    /// For how long it is the worker's, unless it says that it still works.
    pub lease_s: i64,
    /// The worker that has it, or had it last.
    pub worker: Option<String>,
    /// Since when it stands so.
    pub since_us: i64,
}

/// What there is to do for the workers of one topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicRow {
    /// What they ask for.
    pub topic: String,
    /// How many jobs wait for a worker.
    pub queued: i64,
    /// How many a worker has.
    pub taken: i64,
    /// How many went wrong and are not given up.
    pub failed: i64,
    /// Since when the first of those that wait does.
    pub oldest_us: Option<i64>,
}
