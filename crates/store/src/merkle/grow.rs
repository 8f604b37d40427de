//! Letting the log grow: leaves for the entries that have none yet, and the subtrees they complete.

use super::{Nodes, leaf_hash, node_hash};
use crate::change::Change;
use crate::error::StoreError;
use crate::hash::Hash;
use crate::read::{ReadEntries, ReadLog, Reader};
use crate::row::LeafRow;
use crate::store::Tx;

/// The hashes as they stand in a store.
pub struct StoredNodes<'a>(pub &'a dyn Reader);

impl Nodes for StoredNodes<'_> {
    fn hash(&self, level: u8, index: u64) -> Result<Hash, StoreError> {
        let found = if level == 0 { leaf(self.0, index)? } else { self.0.node(level, index)? };
        found.ok_or_else(|| StoreError::Corrupt(format!("the log has no hash {index} on level {level}")))
    }
}

fn leaf(reader: &(impl ReadLog + ReadEntries + ?Sized), n: u64) -> Result<Option<Hash>, StoreError> {
    let Some(leaf) = reader.leaf(n as i64)? else { return Ok(None) };
    Ok(reader.entry(leaf.entry)?.map(|entry| leaf_hash(&entry.hash)))
}

/// Gives leaves to at most `limit` entries that have none, in the order of their numbers; how many got one.
pub fn grow(tx: &mut dyn Tx, limit: usize) -> Result<usize, StoreError> {
    let size = tx.leaf_count()?;
    let after = if size == 0 { 0 } else { tx.leaf(size - 1)?.map_or(0, |leaf| leaf.entry) };
    let entries = tx.entries(after, limit)?;
    for (n, entry) in (size..).zip(&entries) {
        tx.put(&Change::PutLeaf(LeafRow { n, entry: entry.number }))?;
        complete(tx, n as u64, leaf_hash(&entry.hash))?;
    }
    Ok(entries.len())
}

/// Stores the subtrees that the leaf completes.
fn complete(tx: &mut dyn Tx, leaf: u64, hash: Hash) -> Result<(), StoreError> {
    let (mut level, mut index, mut hash) = (0, leaf, hash);
    while index & 1 == 1 {
        let reader: &dyn Reader = tx;
        let left = StoredNodes(reader).hash(level, index - 1)?;
        (level, index, hash) = (level + 1, index >> 1, node_hash(&left, &hash));
        tx.put(&Change::PutNode { level, index, hash })?;
    }
    Ok(())
}
