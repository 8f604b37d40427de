//! Events about moving a run: to another version of its workflow, and from one step to another.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use baton_people::{PersonId, Private};
use serde::{Deserialize, Serialize};

use crate::name::{Name, ThreadNo, V1};

/// See [`Event::RunMoved`](super::Event::RunMoved).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunMoved {
    /// Its form.
    pub v: V1,
    /// The version it was a run of.
    pub was: u32,
    /// The version that it is a run of now.
    pub version: u32,
    /// Which entry of the new `start:` it began by, from 0.
    pub start: usize,
    /// Where the handlers are others now: they listen anew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rearmed: Vec<Rearmed>,
    /// Why: a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Private>,
    /// Who said so.
    pub by: Option<PersonId>,
}

/// A place of which the handlers are others in the new version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rearmed {
    /// The step or block; none: the run.
    pub step: Option<Name>,
    /// Which pass of it.
    pub pass: u32,
    /// The thread in it; 0: the run's.
    pub thread: ThreadNo,
}

/// See [`Event::PlaceMoved`](super::Event::PlaceMoved).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceMoved {
    /// Its form.
    pub v: V1,
    /// The step where it was.
    pub from: Name,
    /// The thread that was there; it is withdrawn.
    pub of: ThreadNo,
    /// The step where it goes on.
    pub to: Name,
    /// The thread that goes on there.
    pub thread: ThreadNo,
    /// Whether it goes on with what the thread that was there was undoing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undoes: bool,
    /// Why: a text.
    pub reason: Private,
    /// Who said so.
    pub by: Option<PersonId>,
}
