//! What is kept how long, what is held, and what erasing somebody would take.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PersonRef;

/// What retention would free now, before anything is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Retention {
    /// The moment for which it is said.
    pub at: String,
    /// The workflows that say how long they keep their runs.
    pub workflows: Vec<KeptWorkflow>,
    /// Runs that are over their time and not held.
    pub runs: u64,
    /// What they take: their entries' content and their files.
    pub bytes: u64,
    /// Whether `bytes` was reckoned from a part of the runs.
    pub estimated: bool,
    /// When the next run will be over its time.
    pub next: Option<String>,
}

/// How long a workflow keeps its ended runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KeptWorkflow {
    pub workflow: String,
    pub title: String,
    /// As written, such as `2 years`.
    pub keep: String,
    /// Runs that are over their time and not held.
    pub runs: u64,
    pub files: u64,
    pub bytes: u64,
    /// Whether `files` and `bytes` were reckoned from a part of the runs.
    pub estimated: bool,
    /// Runs that are over their time and held.
    pub held: u64,
    /// The first of them.
    pub first: Vec<String>,
    /// When the next run will be over its time.
    pub next: Option<String>,
}

/// A legal hold: runs that are kept beyond their time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HoldView {
    pub id: String,
    /// The run that is held; none: all of a workflow.
    pub run: Option<String>,
    pub workflow: String,
    pub title: String,
    pub since: String,
    pub by: Option<PersonRef>,
    pub reason: String,
}

/// What erasing somebody would take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Erasure {
    pub person: PersonRef,
    /// Runs they started; their personal fields go, unless they are to stay. Counted up to 10,000.
    pub runs: u64,
    /// Open tasks that go to others.
    pub open_tasks: u64,
    /// Workflows whose text names them; it stays, and is to be published anew.
    pub named_in: Vec<String>,
}
