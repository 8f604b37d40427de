//! A job, and what can go wrong with it.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A job that this worker has.
#[derive(Clone, Debug, Deserialize)]
pub struct Job {
    /// Such as `DEP-7~2`.
    pub id: String,
    /// The key of the run.
    pub run: String,
    /// The id of the workflow.
    pub workflow: String,
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
    /// The number to answer under.
    pub fence: u32,
    /// For how long it is the worker's, unless it says that it still works.
    pub lease_seconds: u32,
    /// The same for each attempt, another for each pass: for what the worker asks of others.
    pub idempotency_key: String,
    /// The values that the step needs and shows, by field.
    pub input: Map<String, Value>,
    /// What the result is to hold.
    pub gives: Vec<Given>,
}

/// A value that a result holds.
#[derive(Clone, Debug, Deserialize)]
pub struct Given {
    /// The field.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
}

/// What is answered to a worker that asks.
#[derive(Deserialize)]
pub(crate) struct Taken {
    pub items: Vec<Job>,
}

/// Why a job was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// In a word that handlers know: small letters, digits and dashes.
    pub error: String,
    /// What there is to say about it, for people.
    pub message: String,
    /// Whether trying again could help.
    pub again: bool,
}

impl Failure {
    /// Something that may pass by itself: it is tried again as the step says.
    pub fn passing(error: impl Into<String>, message: impl Into<String>) -> Self {
        Self { error: error.into(), message: message.into(), again: true }
    }

    /// An error of the work itself: a handler catches it, or the owner sees it.
    pub fn of_the_work(error: impl Into<String>, message: impl Into<String>) -> Self {
        Self { error: error.into(), message: message.into(), again: false }
    }
}
