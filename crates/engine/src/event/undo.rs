//! Events about undoing, about locks, and about steps that stand or cannot begin yet.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use baton_people::PersonId;
use serde::{Deserialize, Serialize};

use super::Place;
use crate::name::{Name, SubNo, ThreadNo, V1};

/// See [`Event::UndoBegun`](super::Event::UndoBegun).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoBegun {
    /// Its form.
    pub v: V1,
    /// The thread that does it.
    pub thread: ThreadNo,
    /// What is undone, in this order.
    pub undone: Vec<Done>,
    /// Where the thread goes on then.
    pub then: Onwards,
}

/// A pass of a step that was completed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// Its place among all that the run did and can undo, from 1; 0: that was not noted.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub nth: u32,
    /// The run that did it and undoes it itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub: Option<SubNo>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(nth: &u32) -> bool {
    *nth == 0
}

/// Where a thread goes on: after a step, by its choice or case, or with the steps of a handler.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Onwards {
    /// The step; of a handler what it stands on; none: the run.
    pub step: Option<Name>,
    /// What was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<Name>,
    /// Which case was taken, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<u32>,
    /// Which handler, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<u32>,
    /// Whose act it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
}

/// See [`Event::Undoing`](super::Event::Undoing).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undoing {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that does it.
    pub thread: ThreadNo,
}

/// See [`Event::UndoOver`](super::Event::UndoOver).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoOver {
    /// Its form.
    pub v: V1,
    /// The thread, which goes on.
    pub thread: ThreadNo,
    /// Whether what was still to be undone stays done: it was led away from that, or withdrawn. It can be undone later.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stays: bool,
    /// Whether that is so of what was being undone too: it was withdrawn in the middle of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut_short: bool,
    /// Whether only what the thread began to undo last is over, in the middle of undoing something else: it goes on with that.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inner: bool,
}

/// See [`Event::StepStood`](super::Event::StepStood).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepStood {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// The pass that stands.
    pub pass: u32,
    /// The thread that passes it over.
    pub thread: ThreadNo,
}

/// See [`Event::StepHeldBack`](super::Event::StepHeldBack).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepHeldBack {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// The thread that waits before it.
    pub thread: ThreadNo,
    /// The lock it waits for; none: its `only_while` is not true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Name>,
    /// The step that holds the lock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Name>,
    /// Whether all runs of the workflow share the lock: it is asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub of_workflow: bool,
    /// Where it goes on in the step, where that is past its beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub past: Option<Place>,
}

/// See [`Event::LockTaken`](super::Event::LockTaken) and [`Event::LockReleased`](super::Event::LockReleased).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockOf {
    /// Its form.
    pub v: V1,
    /// The lock.
    pub lock: Name,
    /// The step or block.
    pub step: Name,
    /// The thread in it.
    pub thread: ThreadNo,
    /// Its place among those of the run that waited, where all runs of the workflow share the lock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nth: Option<u32>,
}
