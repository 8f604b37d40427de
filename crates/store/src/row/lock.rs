//! A lock that all runs of a workflow share: who waits for it, who holds it.

use serde::{Deserialize, Serialize};

/// A step of a run that waits for a lock or holds it. It stands in the table as long as it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockRow {
    /// `part_id(run, n)`.
    pub id: i64,
    /// The run.
    pub run: i64,
    /// Its place among those of the run that waited.
    pub n: i64,
    /// The workflow whose runs share it.
    pub workflow: i64,
    /// Its name.
    pub name: String,
    /// The step.
    pub step: String,
    /// The entry with which it was asked for; of one that is held, taken.
    pub entry: i64,
    /// Whether the step has it.
    pub held: bool,
}
