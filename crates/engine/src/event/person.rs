//! Events about people in a run: roles filled, tasks offered and assigned, handoffs, claims, completions.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use baton_people::{PersonId, Private};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Why;
use crate::name::{Name, TaskNo, ThreadNo, V1};

/// See [`Event::RoleFilled`](super::Event::RoleFilled).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoleFilled {
    /// Its form.
    pub v: V1,
    /// The role.
    pub role: Name,
    /// Who has it from now on.
    pub person: PersonId,
    /// Why this person.
    pub why: Why,
}

/// See [`Event::TaskOffered`](super::Event::TaskOffered) and [`Event::TaskAssigned`](super::Event::TaskAssigned).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskMade {
    /// Its form.
    pub v: V1,
    /// The task.
    pub task: TaskNo,
    /// What kind.
    pub kind: TaskKind,
    /// The step; `start` for the start form that opened again.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waits for it.
    pub thread: ThreadNo,
    /// Those who may claim it, by number; if it is assigned, the one who has it.
    pub people: Vec<PersonId>,
    /// Why they.
    pub why: Why,
    /// When it is due.
    pub due: Option<Timestamp>,
    /// The number of its step's last task, whose values it is filled in with; none: it is the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<TaskNo>,
    /// Whether who gets it is to accept it first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub to_accept: bool,
}

/// The kinds of task a person sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// Work.
    Task,
    /// A decision.
    Approve,
    /// The start form, opened again.
    Form,
}

/// See [`Event::HandedOver`](super::Event::HandedOver).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandedOver {
    /// Its form.
    pub v: V1,
    /// The step that opened.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// Its task.
    pub task: TaskNo,
    /// Whose step came last on this way; none: no person's.
    pub from: Option<PersonId>,
    /// To whom.
    pub to: Vec<PersonId>,
    /// The fields that are there and that the step needs or shows.
    pub what: Vec<Name>,
}

/// See [`Event::TakenOver`](super::Event::TakenOver).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TakenOver {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The task.
    pub task: TaskNo,
    /// Who took it up.
    pub by: PersonId,
    /// Who had handed it over.
    pub from: Option<PersonId>,
    /// How long it lay, in milliseconds.
    pub lay_ms: i64,
}

/// See [`Event::TaskClaimed`](super::Event::TaskClaimed).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskClaimed {
    /// Its form.
    pub v: V1,
    /// The task.
    pub task: TaskNo,
    /// Who has it now.
    pub by: PersonId,
}

/// See [`Event::TaskReleased`](super::Event::TaskReleased).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskReleased {
    /// Its form.
    pub v: V1,
    /// The task, which is offered again.
    pub task: TaskNo,
    /// Who had it.
    pub by: PersonId,
}

/// See [`Event::TaskReassigned`](super::Event::TaskReassigned).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskReassigned {
    /// Its form.
    pub v: V1,
    /// The task.
    pub task: TaskNo,
    /// Who had it; none: nobody had claimed it.
    pub from: Option<PersonId>,
    /// Who has it now.
    pub to: PersonId,
    /// Who did it.
    pub by: Option<PersonId>,
    /// Why: a text.
    pub comment: Option<Private>,
}

/// See [`Event::TaskTakenBack`](super::Event::TaskTakenBack).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskTakenBack {
    /// Its form.
    pub v: V1,
    /// The task.
    pub task: TaskNo,
    /// Its step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waited for it and goes on.
    pub thread: ThreadNo,
    /// Who is gone.
    pub person: PersonId,
}

/// See [`Event::TaskCompleted`](super::Event::TaskCompleted).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskCompleted {
    /// Its form.
    pub v: V1,
    /// The task.
    pub task: TaskNo,
    /// Its step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// What was chosen.
    pub choice: Name,
    /// What it was called then, where parts of that are computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Where that leads back to, if it sends the work back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_to: Option<Name>,
    /// What was said to it: a text.
    pub comment: Option<Private>,
    /// The points that were ticked off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checked: Vec<String>,
    /// Who did it.
    pub by: PersonId,
}
