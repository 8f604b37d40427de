//! A workflow.

use serde::{Deserialize, Serialize};

/// A workflow that was published at least once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkflowRow {
    /// The id, and the id of its stream.
    pub id: i64,
    /// The id in the definition: `purchase-approval`. Unique.
    pub slug: String,
    /// The beginning of its runs' keys: `PUR`. Unique, never changed.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub about: String,
    /// The handle of the group or person that owns it.
    pub owner: String,
    /// The version new runs go by.
    pub live_version: i64,
    /// The `seq` of its last entry.
    pub rev: i64,
}
