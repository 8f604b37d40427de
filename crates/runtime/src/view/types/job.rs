//! Jobs and those who do them.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A job that a worker has taken.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Job {
    /// Such as `DEP-7~2`.
    pub id: String,
    /// The key of the run.
    pub run: String,
    /// The id of the workflow.
    pub workflow: String,
    /// Its version.
    pub version: u32,
    /// What was asked for.
    pub topic: String,
    /// The id of the step.
    pub step: String,
    /// Its title.
    pub title: String,
    /// Which pass of the step.
    pub pass: u32,
    /// Which attempt, from 1.
    pub attempt: u32,
    /// The number to answer under: only who took the job last has it.
    pub fence: u32,
    /// For how long it is the worker's, unless it says that it still works.
    pub lease_seconds: u32,
    /// The same for each attempt, another for each pass: for what the worker asks of others.
    pub idempotency_key: String,
    /// The values that the step needs and shows, by field.
    #[schema(value_type = Object)]
    pub input: Map<String, Value>,
    /// What the result is to hold.
    pub gives: Vec<JobGiven>,
}

/// A value that a result holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JobGiven {
    /// The field.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
}

/// How long a job is its worker's from now on.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct JobLease {
    /// Seconds.
    pub lease_seconds: u32,
}

/// What there is to do in a topic, and who asks for it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Topic {
    /// Its name.
    pub topic: String,
    /// How many jobs wait for a worker.
    pub queued: i64,
    /// How many a worker has.
    pub taken: i64,
    /// How many went wrong and are tried again, or wait for somebody.
    pub failed: i64,
    /// Since when the first of those that wait does.
    pub oldest: Option<String>,
    /// Who asked for it in the last ten minutes.
    pub workers: Vec<Worker>,
}

/// What came of a call of a webhook.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WebhookTaken {
    /// The key of the run.
    pub run: String,
    /// Whether it began with this call; else it goes on already, for the same key.
    pub began: bool,
}

/// A worker.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Worker {
    /// What it calls itself.
    pub name: String,
    /// How long ago it asked last.
    pub seconds_ago: u64,
}
