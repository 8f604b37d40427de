//! Events about a run as a whole, and the values it holds.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use baton_model::IndexMap;
use baton_people::{PersonId, Private};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::datum::Datum;
use crate::name::{Name, RunId, TaskNo, ThreadNo, V1};
use crate::state::{Cause, LockHeld, Parent, Rows};

/// See [`Event::RunStarted`](super::Event::RunStarted).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunStarted {
    /// Its form.
    pub v: V1,
    /// The run's number inside.
    pub run: RunId,
    /// Its key outside.
    pub key: Name,
    /// Its number in its workflow.
    pub number: i64,
    /// The workflow's id.
    pub workflow: Name,
    /// The version that it is a run of.
    pub version: u32,
    /// Which entry of `start:`, from 0.
    pub start: usize,
    /// The run that asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Parent>,
    /// What tells it from other runs that begin so: while it goes on, what would begin another comes to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun_for: Option<Datum>,
    /// By which moment of its schedule it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled: Option<Timestamp>,
    /// How many moments of its schedule came before that and began nothing.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub missed: u32,
    /// The run that began it by its end, or by one of its dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// Who started it; none: not a person.
    pub starter: Option<PersonId>,
    /// When an outcome should be there.
    pub target: Option<Timestamp>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// See [`Event::RunLabelled`](super::Event::RunLabelled).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunLabelled {
    /// Its form.
    pub v: V1,
    /// The name in lists.
    pub label: String,
}

/// See [`Event::ValuesGiven`](super::Event::ValuesGiven).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValuesGiven {
    /// Its form.
    pub v: V1,
    /// The step that gave them; `start` for the start form; none: supplied after an exception.
    pub step: Option<Name>,
    /// Which pass of it.
    pub pass: u32,
    /// The new values, in the order of the form.
    pub values: IndexMap<Name, Given>,
}

/// One new value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// The value; null empties the field.
    pub value: Datum,
    /// The entry that held the value before; 0: this entry itself; none: there was none.
    pub was: Option<i64>,
    /// Which rows a list has; none: each is what its place says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<Rows>,
}

/// See [`Event::FileAttached`](super::Event::FileAttached).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileAttached {
    /// Its form.
    pub v: V1,
    /// The file's id; the values of file fields are such ids.
    pub file: Name,
    /// How long it is.
    pub size_bytes: u64,
    /// Its type, as found from the content.
    #[serde(rename = "type")]
    pub media_type: String,
    /// SHA-256 of the stored bytes, hexadecimal.
    pub sha256: String,
    /// Its name: a text.
    pub name: Private,
    /// SHA-256 of the content, hexadecimal: a text.
    pub content_sha256: Private,
}

/// See [`Event::CommentAdded`](super::Event::CommentAdded).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommentAdded {
    /// Its form.
    pub v: V1,
    /// The task it is about; none: the run.
    pub task: Option<TaskNo>,
    /// What was said: a text.
    pub text: Private,
}

/// See [`Event::BurstPaused`](super::Event::BurstPaused).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BurstPaused {
    /// Its form.
    pub v: V1,
    /// How many automatic steps were taken since a person, a timer or a start woke the run.
    pub steps: u32,
    /// Where it goes on.
    pub next: Vec<Next>,
}

/// A thread that is on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// Which.
    pub thread: ThreadNo,
    /// Where to.
    pub to: Place,
    /// The step, block or start it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Name>,
}

/// A place a thread goes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The start form.
    Start,
    /// A step.
    Step(Name),
    /// The place where the branches of this block meet.
    Join(Name),
    /// A stage or a case, past its beginning.
    Past {
        /// The stage or the choice, which is not open yet.
        block: Name,
        /// The step in it.
        to: Name,
        /// The step or block that leads there.
        via: Name,
    },
    /// Back at this block, which sees what is to be done next.
    Again(Name),
    /// The end of what undoes this step.
    Undone(Name),
    /// The end of the path it is on.
    End,
    /// An outcome.
    Outcome(Name),
}

/// See [`Event::EndBegun`](super::Event::EndBegun).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EndBegun {
    /// Its form.
    pub v: V1,
    /// The outcome; none: it is cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Name>,
    /// The fields that gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gives: Vec<Name>,
    /// Why it is cancelled: a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Private>,
    /// The new thread that undoes what was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<ThreadNo>,
    /// The locks that it keeps until that is over, as what was withdrawn held them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locks: Vec<LockHeld>,
}

/// See [`Event::EndForced`](super::Event::EndForced).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EndForced {
    /// Its form.
    pub v: V1,
    /// Why: a text.
    pub reason: Private,
}

/// See [`Event::RunFinished`](super::Event::RunFinished).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunFinished {
    /// Its form.
    pub v: V1,
    /// The outcome.
    pub outcome: Name,
    /// The fields it gives.
    pub gives: Vec<Name>,
}

/// See [`Event::RunCancelled`](super::Event::RunCancelled).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunCancelled {
    /// Its form.
    pub v: V1,
    /// Why: a text.
    pub reason: Private,
    /// Whether that had begun before: this is the end of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub begun: bool,
}

/// See [`Event::RunReopened`](super::Event::RunReopened).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunReopened {
    /// Its form.
    pub v: V1,
    /// The thread that undoes.
    pub thread: ThreadNo,
}

/// See [`Event::RunUndone`](super::Event::RunUndone).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunUndone {
    /// Its form.
    pub v: V1,
    /// Whether somebody gave it up: what is left of it stays done.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left: bool,
}
