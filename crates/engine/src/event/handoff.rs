//! Events about a handoff that its receiver accepts or hands back.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use baton_people::{PersonId, Private};
use serde::{Deserialize, Serialize};

use crate::name::{Name, TaskNo, ThreadNo, V1};

/// See [`Event::TaskAccepted`](super::Event::TaskAccepted).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskAccepted {
    /// Its form.
    pub v: V1,
    /// The task.
    pub task: TaskNo,
    /// Its step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// Who accepted it.
    pub by: PersonId,
    /// The points that hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checked: Vec<String>,
}

/// See [`Event::TaskHandedBack`](super::Event::TaskHandedBack).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskHandedBack {
    /// Its form.
    pub v: V1,
    /// The task.
    pub task: TaskNo,
    /// Its step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread, which goes back.
    pub thread: ThreadNo,
    /// The step that opens again.
    pub back_to: Name,
    /// Who handed it back.
    pub by: PersonId,
    /// Why: a text.
    pub comment: Option<Private>,
}
