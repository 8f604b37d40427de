//! What a run's state keeps of a job: whose it is, which try it is, and where it stands.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::{JobKind, TryTime};
use crate::name::{JobNo, Name, ThreadNo};

/// A job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobRecord {
    /// Its number in the run, from 1.
    pub job: JobNo,
    /// Who does it.
    pub kind: JobKind,
    /// What workers ask for; none: it is a request.
    pub topic: Option<Name>,
    /// Its step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waits for it.
    pub thread: ThreadNo,
    /// Where it stands.
    pub state: JobState,
    /// Which attempt it is, from 1.
    pub attempt: u32,
    /// The number of the worker that has it, or had it last.
    pub fence: u32,
    /// How often a worker was not heard of in this attempt.
    pub lapses: u32,
    /// The worker that has it, or had it last.
    pub worker: Option<Name>,
    /// For how long it is the worker's, unless it says that it still works.
    pub lease_s: u32,
    /// Since when it stands so.
    pub since: Timestamp,
    /// Since when it is wanted: since it was queued, or since a person had it tried again. Tries by itself leave it as it is.
    #[serde(default)]
    pub wanted: Timestamp,
    /// What went wrong last.
    pub error: Option<Name>,
    /// What was said about it; none as well if it was erased.
    pub message: Option<String>,
    /// When it is tried again.
    pub again: Option<Timestamp>,
    /// The highest number under which an answer came too late.
    pub late: u32,
    /// The number under which a worker said last that it went wrong: it may say so again, and nothing comes of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed_under: Option<u32>,
    /// How long one try may take, where that was computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout: Option<TryTime>,
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// It waits for a worker, or its request is under way.
    Queued,
    /// A worker has it.
    Taken,
    /// It went wrong: it is tried again, or an exception holds its thread.
    Failed,
    /// It is done.
    Done,
    /// It is not wanted any more.
    Withdrawn,
}

impl JobState {
    /// Whether it is still wanted.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Taken | Self::Failed)
    }

    /// The word the API and screens have for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Taken => "taken",
            Self::Failed => "failed",
            Self::Done => "done",
            Self::Withdrawn => "withdrawn",
        }
    }
}
