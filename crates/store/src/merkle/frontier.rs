//! The tree growing leaf by leaf, holding only the roots of its complete subtrees.

use super::{empty_root, node_hash};
use crate::hash::Hash;

/// A subtree that a leaf has completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completed {
    /// 1 for a pair of leaves, 2 for four, …
    pub level: u8,
    /// Which one of that level, from 0.
    pub index: u64,
    /// Its hash.
    pub hash: Hash,
}

/// The right edge of a tree.
#[derive(Debug, Clone, Default)]
pub struct Frontier {
    size: u64,
    /// The roots of complete subtrees, largest first.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// How many leaves it has.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf; the subtrees that it completes.
    pub fn push(&mut self, leaf: Hash) -> Vec<Completed> {
        let mut completed = Vec::new();
        let (mut hash, mut index) = (leaf, self.size);
        let mut level = 0;
        while index & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            (hash, index, level) = (node_hash(&left, &hash), index >> 1, level + 1);
            completed.push(Completed { level, index, hash });
        }
        self.peaks.push(hash);
        self.size += 1;
        completed
    }

    /// The root over all leaves.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else { return empty_root() };
        peaks.fold(*last, |right, left| node_hash(left, &right))
    }
}
