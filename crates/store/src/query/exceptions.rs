//! Lists of exceptions.

use super::{Cursor, Seen};
use crate::row::{ExceptionRow, RunRow};
use serde::{Deserialize, Serialize};

/// A question for open exceptions; oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionQuery {
    /// Whose eyes it is for.
    pub seen: Seen,
    /// Only those of this workflow.
    pub workflow: Option<i64>,
    /// Only those of runs that wait before their first step.
    pub before_first_step: bool,
    /// Go on after this one.
    pub after: Option<Cursor>,
    /// How many at most.
    pub limit: usize,
}

impl ExceptionQuery {
    /// The first 50.
    pub const fn of(seen: Seen) -> Self {
        Self { seen, workflow: None, before_first_step: false, after: None, limit: 50 }
    }
}

/// An exception with its run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionItem {
    /// The exception.
    pub exception: ExceptionRow,
    /// Its run.
    pub run: RunRow,
}

impl ExceptionItem {
    /// Where a list goes on after this one.
    pub const fn cursor(&self) -> Cursor {
        Cursor { sort: self.exception.since_us, id: self.exception.id }
    }
}
