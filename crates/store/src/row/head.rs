//! A signed checkpoint of the log.

use crate::hash::Hash;
use serde::{Deserialize, Serialize};

/// A checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadRow {
    /// The epoch, from 1; a restored copy starts a new one.
    pub epoch: i64,
    /// How many leaves.
    pub size: i64,
    /// The root over them.
    pub root: Hash,
    /// When it was made.
    pub at_us: i64,
    /// The signed note.
    pub note: String,
}
