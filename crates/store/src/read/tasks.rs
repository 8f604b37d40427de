//! Tasks, and to whom they are offered.

use crate::error::StoreError;
use crate::query::{TaskCounts, TaskItem, TaskQuery};

/// Reads tasks.
pub trait ReadTasks {
    /// One task.
    fn task(&self, id: i64) -> Result<Option<TaskItem>, StoreError>;

    /// All tasks of a run, in the order of their numbers.
    fn tasks_of(&self, run: i64) -> Result<Vec<TaskItem>, StoreError>;

    /// To whom a task is offered, in the order of their numbers.
    fn offers(&self, task: i64) -> Result<Vec<i64>, StoreError>;

    /// A person's list.
    fn tasks(&self, query: &TaskQuery) -> Result<Vec<TaskItem>, StoreError>;

    /// How many stand in each of a person's lists.
    fn task_counts(&self, person: i64, now_us: i64) -> Result<TaskCounts, StoreError>;

    /// How many open tasks a person has, counted up to `TaskCounts::MAX`.
    fn load(&self, person: i64) -> Result<i64, StoreError>;
}
