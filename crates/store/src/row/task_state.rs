//! What changes about a task.

use crate::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// Where a task stands.
    pub enum TaskStatus {
        /// Several may take it.
        Offered = 1 "offered",
        /// One person has it and has not begun.
        Assigned = 2 "assigned",
        /// One person has taken it.
        Claimed = 3 "claimed",
        /// It was completed.
        Done = 4 "done",
        /// It is not wanted any more.
        Withdrawn = 5 "withdrawn",
    }
}

impl TaskStatus {
    /// Whether something is still to be done.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Offered | Self::Assigned | Self::Claimed)
    }
}

/// A task's state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskStateRow {
    /// The task.
    pub task: i64,
    /// Where it stands.
    pub status: TaskStatus,
    /// Who has it.
    pub assignee: Option<i64>,
    /// The handle of the group it is offered to, where it is one.
    pub team: Option<String>,
    /// To how many people it is offered.
    pub offered: i64,
    /// When it is due.
    pub due_us: Option<i64>,
    /// When it was first opened to work or claimed.
    pub taken_us: Option<i64>,
    /// The choice that was made.
    pub choice: Option<String>,
    /// What it was called then, where parts of that were computed.
    pub choice_label: Option<String>,
    /// Who completed it.
    pub done_by: Option<i64>,
    /// When it was completed.
    pub done_us: Option<i64>,
    /// The `seq` of the run's entry that last changed it.
    pub rev: i64,
}
