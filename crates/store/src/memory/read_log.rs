//! Reading the log in memory.

use super::tables::Tabled;
use crate::error::StoreError;
use crate::hash::Hash;
use crate::read::ReadLog;
use crate::row::{HeadRow, LeafRow};
use std::ops::Bound;

impl<T: Tabled> ReadLog for T {
    fn leaf_count(&self) -> Result<i64, StoreError> {
        Ok(self.with(|tables| tables.leaves.len() as i64))
    }

    fn leaf(&self, n: i64) -> Result<Option<LeafRow>, StoreError> {
        Ok(self.with(|tables| tables.leaves.get(usize::try_from(n).ok()?).copied()))
    }

    fn leaves(&self, from: i64, limit: usize) -> Result<Vec<LeafRow>, StoreError> {
        let skip = usize::try_from(from).unwrap_or(0);
        Ok(self.with(|tables| tables.leaves.iter().skip(skip).take(limit).copied().collect()))
    }

    fn leaf_of(&self, entry: i64) -> Result<Option<LeafRow>, StoreError> {
        Ok(self.with(|tables| tables.leaves.iter().find(|leaf| leaf.entry == entry).copied()))
    }

    fn node(&self, level: u8, index: u64) -> Result<Option<Hash>, StoreError> {
        Ok(self.with(|tables| tables.nodes.get(&(level, index)).copied()))
    }

    fn head(&self) -> Result<Option<HeadRow>, StoreError> {
        Ok(self.with(|tables| tables.heads.values().next_back().cloned()))
    }

    fn heads(&self, after: (i64, i64), limit: usize) -> Result<Vec<HeadRow>, StoreError> {
        let range = (Bound::Excluded(after), Bound::Unbounded);
        Ok(self.with(|tables| tables.heads.range(range).take(limit).map(|(_, row)| row.clone()).collect()))
    }
}
