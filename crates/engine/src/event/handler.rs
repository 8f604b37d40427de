//! Events about handlers.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use serde::{Deserialize, Serialize};

use crate::name::{Name, ThreadNo, V1};

/// See [`Event::HandlerFired`](super::Event::HandlerFired).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandlerFired {
    /// Its form.
    pub v: V1,
    /// The step or block it stands on; none: the run.
    pub step: Option<Name>,
    /// Which pass of it.
    pub pass: u32,
    /// Which of its handlers, from 0.
    pub nth: u32,
    /// What it is for, as people read it: `after: 2 days`.
    pub label: String,
    /// Whether what is open ends with it.
    pub interrupts: bool,
    /// The thread in the step; 0: the run's.
    pub of: ThreadNo,
    /// The frame in which its steps are.
    pub frame: ThreadNo,
    /// The new thread that does them.
    pub thread: ThreadNo,
    /// Whether that goes on although what it belongs to is withdrawn: it is for what was cancelled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outlasts: bool,
    /// Whether it goes on with what the thread in the step was undoing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undoes: bool,
}
