//! Something in a run that a person has to put right.

use crate::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// Where an exception stands.
    pub enum ExceptionState {
        /// Somebody has to see to it.
        Open = 1 "open",
        /// It was put right.
        Resolved = 2 "resolved",
    }
}

/// An exception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionRow {
    /// `part_id(run, n)`.
    pub id: i64,
    /// The run.
    pub run: i64,
    /// The number in the run: `PUR-1042!1` is 1.
    pub n: i64,
    /// The step it happened in.
    pub step: String,
    /// The step's pass.
    pub pass: i64,
    /// What is wrong, as a code.
    pub code: String,
    /// The code's parameters and what else is known, as JSON.
    pub detail: String,
    /// Since when.
    pub since_us: i64,
    /// When it was put right.
    pub resolved_us: Option<i64>,
    /// Where it stands.
    pub state: ExceptionState,
}
