//! A workflow, or a shared decision: both are definitions with versions and streams of their own.

use serde::{Deserialize, Serialize};

/// What keys of decisions begin with: no run's key does.
const DECISION: char = '=';

/// A workflow or decision that was published at least once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkflowRow {
    /// The id, and the id of its stream.
    pub id: i64,
    /// The id in the definition: `purchase-approval`. Unique.
    pub slug: String,
    /// The beginning of its runs' keys: `PUR`. Unique, never changed. A decision has no runs; its key says that it is one.
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
    /// Whether it is in the bin: nobody finds it by its id or in lists, and its id and key are still its own.
    pub binned: bool,
}

impl WorkflowRow {
    /// The key of the decision of that id.
    pub fn key_of_decision(slug: &str) -> String {
        format!("{DECISION}{slug}")
    }

    /// Whether it is a decision, which has no runs.
    pub fn is_decision(&self) -> bool {
        self.key.starts_with(DECISION)
    }
}
