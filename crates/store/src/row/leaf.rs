//! An entry's place in the log.

use serde::{Deserialize, Serialize};

/// A leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeafRow {
    /// The place, from 0.
    pub n: i64,
    /// The entry's number.
    pub entry: i64,
}
