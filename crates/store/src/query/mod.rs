//! What lists ask for. Every list has a limit and goes on after a cursor over (sort key, id).

mod cursor;
mod exceptions;
mod runs;
mod tasks;

pub use cursor::Cursor;
pub use exceptions::{ExceptionItem, ExceptionQuery};
pub use runs::{RunFilter, RunQuery};
pub use tasks::{TaskCounts, TaskItem, TaskQuery, TaskView};

/// The most rows a list gives at once.
pub const LIMIT_MAX: usize = 1000;

/// Whose eyes a list is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Somebody who may see every run.
    All,
    /// A person who sees the runs they are a party of.
    By(i64),
}
