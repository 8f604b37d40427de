//! The log of leaves, its inner hashes, and signed checkpoints.

use crate::error::StoreError;
use crate::hash::Hash;
use crate::row::{HeadRow, LeafRow};

/// Reads the log.
pub trait ReadLog {
    /// How many leaves there are.
    fn leaf_count(&self) -> Result<i64, StoreError>;

    /// The leaf at this place.
    fn leaf(&self, n: i64) -> Result<Option<LeafRow>, StoreError>;

    /// The leaves from this place on.
    fn leaves(&self, from: i64, limit: usize) -> Result<Vec<LeafRow>, StoreError>;

    /// The leaf of an entry.
    fn leaf_of(&self, entry: i64) -> Result<Option<LeafRow>, StoreError>;

    /// The hash of a complete subtree: level 1 is a pair of leaves.
    fn node(&self, level: u8, index: u64) -> Result<Option<Hash>, StoreError>;

    /// The latest checkpoint.
    fn head(&self) -> Result<Option<HeadRow>, StoreError>;

    /// Checkpoints in their order, after (epoch, size).
    fn heads(&self, after: (i64, i64), limit: usize) -> Result<Vec<HeadRow>, StoreError>;
}
