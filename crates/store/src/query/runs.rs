//! Lists of runs.

use super::{Cursor, Seen};
use crate::row::{Priority, RunRow};

/// Which runs, by how they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunFilter {
    /// Those that go on.
    Running,
    /// Those that reached an outcome.
    Finished,
    /// Those that were stopped.
    Cancelled,
    /// Those that go on and have an open exception.
    Exception,
    /// Those that go on and in which something is overdue.
    Overdue {
        /// The present moment.
        now_us: i64,
    },
}

/// A question for runs; latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunQuery {
    /// Whose eyes it is for.
    pub seen: Seen,
    /// How they stand.
    pub filter: Option<RunFilter>,
    /// Only those of this workflow.
    pub workflow: Option<i64>,
    /// Only those this person is a party of.
    pub person: Option<i64>,
    /// Only those this person started.
    pub starter: Option<i64>,
    /// Only this run and all under it, however deep.
    pub under: Option<i64>,
    /// Only those that are so urgent.
    pub priority: Option<Priority>,
    /// Only those in which every one of these fields has this value, as text.
    pub fields: Vec<(String, String)>,
    /// Only those in whose key and label every one of these words begins a word.
    pub text: Option<String>,
    /// Go on after this one.
    pub after: Option<Cursor>,
    /// How many at most.
    pub limit: usize,
}

impl RunQuery {
    /// The latest 50.
    pub const fn of(seen: Seen) -> Self {
        Self {
            seen,
            filter: None,
            workflow: None,
            person: None,
            starter: None,
            under: None,
            priority: None,
            fields: Vec::new(),
            text: None,
            after: None,
            limit: 50,
        }
    }
}

impl RunRow {
    /// Where a list goes on after this one.
    pub const fn cursor(&self) -> Cursor {
        Cursor { sort: 0, id: self.id }
    }
}
