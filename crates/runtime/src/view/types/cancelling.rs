//! What would come of cancelling a run.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What would come of cancelling a run, before it is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CancelPreview {
    /// What is taken back, the innermost first.
    pub withdrawn: Vec<CancelWithdrawn>,
    /// The titles of the steps that are done because it is cancelled.
    pub done_first: Vec<String>,
    /// How many deadlines, reminders and other timers of steps are not set any more.
    pub timers: u32,
    /// What was done and could be undone, the latest first. Of a run that is ending: what is not undone any more.
    pub undoable: Vec<CancelUndo>,
    /// Whether it is ending already: it can be made to end at once (`how: force`).
    pub ending: bool,
    /// The revision of the run that this is of. A cancel that names it (`If-Match`) is refused where the run is another one by then.
    pub rev: i64,
}

/// A step that is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CancelWithdrawn {
    pub step: String,
    pub title: String,
    /// `task`, `job`, `run`, `wait` or `block`.
    pub kind: String,
    /// Who has the task, or to whom it is offered.
    pub people: Vec<String>,
    /// The key of the other run that it waits for, which is cancelled with it; none: whoever asks may not see that.
    pub run: Option<String>,
}

/// A step that was done and can be undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CancelUndo {
    pub step: String,
    pub title: String,
    /// The titles of the steps that undo it.
    pub by: Vec<String>,
    /// The key of the other run that did it, which is cancelled with this one.
    pub run: Option<String>,
}

/// How a run ends that is about to: it goes on until what is done for that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RunEnding {
    /// The title of the outcome; none: it is cancelled.
    pub outcome: Option<String>,
    /// Whether it undoes what was done.
    pub undoes: bool,
}
