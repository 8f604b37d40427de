//! What a run's state keeps so that it can be undone, and of locks.

use serde::{Deserialize, Serialize};

use crate::event::{Done, Onwards};
use crate::name::{Name, ThreadNo};

/// A thread that undoes what was done, one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// The thread.
    pub thread: ThreadNo,
    /// What is still to be undone, the next one first.
    pub left: Vec<Done>,
    /// What is being undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Done>,
    /// Where the thread goes on then.
    pub then: Onwards,
    /// All that could be undone when it began, in the order in which it was done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub among: Vec<Done>,
}

impl Undo {
    /// What is being undone and is still to be undone, the latest first.
    pub fn under(&self) -> impl Iterator<Item = &Done> {
        self.now.iter().chain(&self.left)
    }
}

/// How far the undoing of what was done is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undone {
    /// It is being undone.
    Under,
    /// It is undone.
    Over,
}

impl Undone {
    /// The word the API and screens have for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Under => "undoing",
            Self::Over => "undone",
        }
    }
}

/// A lock that is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockHeld {
    /// Its name.
    pub lock: Name,
    /// The step or block that holds it.
    pub step: Name,
    /// The thread in it.
    pub thread: ThreadNo,
    /// Its place among those of the run that waited, where all runs of the workflow share the lock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nth: Option<u32>,
    /// The entry with which it was taken; 0: that was not noted.
    #[serde(default)]
    pub entry: i64,
}
