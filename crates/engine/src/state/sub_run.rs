//! The runs of other workflows that a run has asked for.

use baton_model::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::name::{Name, RunId, SubNo, ThreadNo};

/// A run of another workflow that a `run` step asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubRun {
    /// Its number, from 1.
    pub sub: SubNo,
    /// The step that asked for it.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread in it.
    pub thread: ThreadNo,
    /// The other workflow.
    pub workflow: Name,
    /// Its version; none: the one that is live when it begins.
    pub version: Option<u32>,
    /// What it is started with.
    pub with: IndexMap<Name, Json>,
    /// Whether nobody waits for it.
    pub detached: bool,
    /// Where it stands.
    pub state: SubState,
    /// The run, once it has begun.
    pub run: Option<RunId>,
    /// What that is called outside.
    pub key: Option<Name>,
    /// Its outcome.
    pub outcome: Option<Name>,
    /// Whether what it did is undone when it is not wanted any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undone: bool,
    /// Whether it did something that it can undo.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undoable: bool,
}

/// Where a run that was asked for stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubState {
    /// It is to begin.
    Asked,
    /// It has begun.
    Running,
    /// It came to an outcome, was cancelled, or could not begin.
    Ended,
    /// It is not wanted any more.
    Withdrawn,
}

impl SubRun {
    /// Whether it belongs to this pass of a step.
    pub fn is_of(&self, step: &str, pass: u32, thread: ThreadNo) -> bool {
        &*self.step == step && self.pass == pass && self.thread == thread
    }

    /// Whether its end is waited for.
    pub fn is_awaited(&self) -> bool {
        !self.detached && matches!(self.state, SubState::Asked | SubState::Running)
    }
}

/// The run that asked for this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Parent {
    /// Which.
    pub run: RunId,
    /// Its number for this run.
    pub sub: SubNo,
}
