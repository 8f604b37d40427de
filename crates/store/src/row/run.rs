//! A run.

use super::Priority;
use crate::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// Where a run stands.
    pub enum RunState {
        /// It goes on.
        Running = 1 "running",
        /// It reached an outcome.
        Finished = 2 "finished",
        /// Somebody stopped it.
        Cancelled = 3 "cancelled",
    }
}

/// A run, as lists show it. Small: it is written with nearly every command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRow {
    /// The run, and the id of its stream.
    pub id: i64,
    /// Its workflow.
    pub workflow: i64,
    /// The run that asked for it, if one did.
    pub parent: Option<i64>,
    /// Its number in the workflow, from 1: `PUR-1042` is 1042.
    pub number: i64,
    /// `PUR-1042`.
    pub key: String,
    /// The version of the workflow it goes by.
    pub version: i64,
    /// Where it stands.
    pub state: RunState,
    /// What it is called.
    pub label: String,
    /// Who started it, if a person did.
    pub starter: Option<i64>,
    /// When it was started.
    pub started_us: i64,
    /// When it ended.
    pub ended_us: Option<i64>,
    /// The id of the outcome it reached.
    pub outcome: Option<String>,
    /// When the whole run is due.
    pub target_us: Option<i64>,
    /// The first moment something open in it is due; overdue once that is past.
    pub due_us: Option<i64>,
    /// How many open exceptions it has.
    pub exceptions: i64,
    /// How urgent the most urgent of what is open in it is.
    pub priority: Priority,
    /// The `seq` of its last entry. Kept by the append.
    pub rev: i64,
    /// The number of its last entry. Kept by the append.
    pub last_entry: i64,
}
