//! Events about the runs of other workflows that a run asks for.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use baton_model::IndexMap;
use serde::{Deserialize, Serialize};

use crate::datum::Datum;
use crate::name::{Name, RunId, SubNo, ThreadNo, V1};
use crate::sub_value::SubValue;

/// See [`Event::RunAsked`](super::Event::RunAsked).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunAsked {
    /// Its form.
    pub v: V1,
    /// Its number in the run that asks.
    pub sub: SubNo,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread in it.
    pub thread: ThreadNo,
    /// The other workflow.
    pub workflow: Name,
    /// Its version; none: the one that is live when it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// What it is started with.
    pub with: IndexMap<Name, Datum>,
    /// Whether nobody waits for it.
    pub detached: bool,
}

/// See [`Event::SubRunBegan`](super::Event::SubRunBegan).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubRunBegan {
    /// Its form.
    pub v: V1,
    /// Its number in the run that asked.
    pub sub: SubNo,
    /// The run.
    pub run: RunId,
    /// What it is called outside.
    pub key: Name,
}

/// See [`Event::SubRunsUndone`](super::Event::SubRunsUndone).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubRunsUndone {
    /// Its form.
    pub v: V1,
    /// Which of the runs that were asked for.
    pub subs: Vec<SubNo>,
}

/// See [`Event::SubRunEnded`](super::Event::SubRunEnded).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubRunEnded {
    /// Its form.
    pub v: V1,
    /// Its number in the run that asked.
    pub sub: SubNo,
    /// The step that asked.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread in it.
    pub thread: ThreadNo,
    /// How it ended; none: it was cancelled, or could not begin.
    pub outcome: Option<Name>,
    /// What its outcome gives of what expressions here ask for.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub gives: IndexMap<Name, SubValue>,
    /// Whether it did something that it can undo.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undoable: bool,
    /// Whether that counts as done from here on, whatever becomes of the step that asked: it is waited for, and the step has no undo of
    /// its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
}

/// See [`Event::SubRunUndoAsked`](super::Event::SubRunUndoAsked).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubRunUndoAsked {
    /// Its form.
    pub v: V1,
    /// Its number in the run that asks.
    pub sub: SubNo,
    /// The thread that waits until it is undone.
    pub thread: ThreadNo,
}

/// See [`Event::SubRunUndone`](super::Event::SubRunUndone).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubRunUndone {
    /// Its form.
    pub v: V1,
    /// Its number in the run that asked.
    pub sub: SubNo,
    /// The thread that waited for it.
    pub thread: ThreadNo,
    /// Whether it could not: what it did is not known any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
    /// Whether somebody gave it up: what is left of it stays done, and can be undone later.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left: bool,
}
