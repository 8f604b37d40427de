//! A definition that is being written. Not evidence.

use serde::{Deserialize, Serialize};

/// The one draft of a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRow {
    /// The workflow's slug, which need not be published yet.
    pub slug: String,
    /// The YAML text.
    pub text: String,
    /// From 1, one more with each save.
    pub rev: i64,
    /// Who saved it.
    pub by: i64,
    /// When.
    pub at_us: i64,
}
