//! Events about jobs: what a `work` step leaves to a worker, and the request of a `call`.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use baton_people::Private;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::name::{JobNo, Name, ThreadNo, V1};

/// Who does a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// A worker that asks for its topic.
    Work,
    /// Baton itself: a request over HTTP.
    Call,
}

/// See [`Event::JobQueued`](super::Event::JobQueued).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobQueued {
    /// Its form.
    pub v: V1,
    /// The job.
    pub job: JobNo,
    /// Who does it.
    pub kind: JobKind,
    /// What workers ask for; none: it is a request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Name>,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread in the step.
    pub thread: ThreadNo,
    /// How long one try may take, where that was computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout: Option<TryTime>,
}

/// How long one try of a job may take: more than nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TryTime {
    /// So many seconds.
    Seconds(i64),
    /// So many months.
    Months(i64),
    /// So many working days and minutes of opening time.
    Business {
        /// Working days.
        days: i64,
        /// Open minutes.
        minutes: i64,
    },
}

/// See [`Event::JobTaken`](super::Event::JobTaken).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobTaken {
    /// Its form.
    pub v: V1,
    /// The job.
    pub job: JobNo,
    /// What the worker calls itself.
    pub worker: Name,
    /// The number that only this worker has: each time somebody takes the job it is one more.
    pub fence: u32,
    /// For how long it is the worker's, unless it says that it still works.
    pub lease_s: u32,
}

/// See [`Event::JobLapsed`](super::Event::JobLapsed).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobLapsed {
    /// Its form.
    pub v: V1,
    /// The job.
    pub job: JobNo,
    /// The number the worker had.
    pub fence: u32,
}

/// See [`Event::JobFailed`](super::Event::JobFailed).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobFailed {
    /// Its form.
    pub v: V1,
    /// The job.
    pub job: JobNo,
    /// Which attempt of it, from 1.
    pub attempt: u32,
    /// What went wrong: the worker's own word, or `http-404`, `timeout`, `unreachable`.
    pub error: Name,
    /// What was said about it: a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Private>,
    /// When it is tried again; none: by itself it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<Timestamp>,
    /// The number of the worker that said so; none: no worker did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fence: Option<u32>,
}

/// See [`Event::JobRequeued`](super::Event::JobRequeued).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobRequeued {
    /// Its form.
    pub v: V1,
    /// The job.
    pub job: JobNo,
    /// Which attempt begins.
    pub attempt: u32,
}

/// See [`Event::JobDone`](super::Event::JobDone).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobDone {
    /// Its form.
    pub v: V1,
    /// The job.
    pub job: JobNo,
    /// Which attempt of it.
    pub attempt: u32,
    /// The status of the answer to a request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
}

/// See [`Event::JobAnsweredLate`](super::Event::JobAnsweredLate).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobAnsweredLate {
    /// Its form.
    pub v: V1,
    /// The job.
    pub job: JobNo,
    /// The number the worker had.
    pub fence: u32,
}
