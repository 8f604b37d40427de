//! A person's lists of tasks.

use super::Cursor;
use crate::row::{Priority, RunRow, TaskRow, TaskStateRow};
use serde::{Deserialize, Serialize};

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskView {
    /// What the person has: by due date, what has none last.
    Mine,
    /// What is offered to the person among others: by due date.
    Teams,
    /// Open tasks of others in running runs that the person started: by due date.
    Waiting,
    /// What the person completed: latest first.
    Done,
}

/// A question for tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskQuery {
    /// Whose list.
    pub person: i64,
    /// Which list.
    pub view: TaskView,
    /// Only those of this workflow.
    pub workflow: Option<i64>,
    /// Only those that are so urgent.
    pub priority: Option<Priority>,
    /// Only those in whose title, run key or run label this stands (ASCII letters in either case).
    pub text: Option<String>,
    /// Go on after this one.
    pub after: Option<Cursor>,
    /// How many at most.
    pub limit: usize,
}

impl TaskQuery {
    /// The first 50 of a list.
    pub const fn of(person: i64, view: TaskView) -> Self {
        Self { person, view, workflow: None, priority: None, text: None, after: None, limit: 50 }
    }
}

/// A task with its run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskItem {
    /// What never changes.
    pub task: TaskRow,
    /// What changes.
    pub state: TaskStateRow,
    /// Its run.
    pub run: RunRow,
}

impl TaskItem {
    /// Where a list goes on after this one.
    pub fn cursor(&self, view: TaskView) -> Cursor {
        let sort = match view {
            TaskView::Done => self.state.done_us.unwrap_or(0),
            TaskView::Mine | TaskView::Teams | TaskView::Waiting => self.state.due_us.unwrap_or(i64::MAX),
        };
        Cursor { sort, id: self.task.id }
    }
}

/// How many tasks stand in each list, counted up to `MAX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TaskCounts {
    /// In `Mine`.
    pub mine: i64,
    /// In `Teams`.
    pub teams: i64,
    /// In `Waiting`.
    pub waiting: i64,
    /// In `Done`.
    pub done: i64,
    /// Those of `Mine` that are overdue.
    pub overdue: i64,
}

impl TaskCounts {
    /// No count goes further, so that counting never takes long.
    pub const MAX: i64 = 10_000;
}
