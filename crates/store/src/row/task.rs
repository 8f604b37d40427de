//! What never changes about a task.

use super::Priority;
use crate::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// What a person is asked to do.
    pub enum TaskKind {
        /// Do something.
        Task = 1 "task",
        /// Decide with a choice.
        Approve = 2 "approve",
        /// Mend the start form again.
        Form = 3 "form",
    }
}

/// A task's fixed part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRow {
    /// `part_id(run, n)`.
    pub id: i64,
    /// The run.
    pub run: i64,
    /// The number in the run: `PUR-1042.7` is 7.
    pub n: i64,
    /// The run's workflow.
    pub workflow: i64,
    /// The step's id.
    pub step: String,
    /// Which opening of the step, from 1.
    pub pass: i64,
    /// What is asked.
    pub kind: TaskKind,
    /// What it is called.
    pub title: String,
    /// The role that does it.
    pub role: Option<String>,
    /// How urgent it is.
    pub priority: Priority,
    /// When it was opened.
    pub opened_us: i64,
    /// The entry that opened it.
    pub opened_entry: i64,
}
