//! A published version of a workflow.

use crate::hash::Hash;
use serde::{Deserialize, Serialize};

/// A version: never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRow {
    /// The workflow.
    pub workflow: i64,
    /// From 1.
    pub version: i64,
    /// The YAML text as published.
    pub text: String,
    /// SHA-256 of the text.
    pub sha256: Hash,
    /// What the publisher said about it.
    pub note: String,
    /// Who published it.
    pub by: i64,
    /// When.
    pub at_us: i64,
    /// The entry that published it.
    pub entry: i64,
}
