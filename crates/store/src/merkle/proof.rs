//! Roots and proofs from stored hashes (RFC 9162, sections 2.1.1, 2.1.3.1 and 2.1.4.1).

use super::{empty_root, node_hash, split};
use crate::error::StoreError;
use crate::hash::Hash;

/// Where the hashes of complete subtrees come from: level 0 are leaves, level 1 pairs of leaves, …
pub trait Nodes {
    /// The hash of one; `Corrupt` where it is not there.
    fn hash(&self, level: u8, index: u64) -> Result<Hash, StoreError>;
}

/// The root over the first `size` leaves.
pub fn root(nodes: &dyn Nodes, size: u64) -> Result<Hash, StoreError> {
    if size == 0 { Ok(empty_root()) } else { subtree(nodes, 0, size) }
}

/// The hashes that lead from leaf `n` to the root over `size` leaves.
pub fn inclusion_proof(nodes: &dyn Nodes, n: u64, size: u64) -> Result<Vec<Hash>, StoreError> {
    if n >= size {
        return Err(StoreError::Conflict(format!("a log of {size} has no leaf {n}")));
    }
    let mut proof = Vec::new();
    let (mut start, mut len) = (0, size);
    while len > 1 {
        let k = split(len);
        if n - start < k {
            proof.push(subtree(nodes, start + k, len - k)?);
            len = k;
        } else {
            proof.push(subtree(nodes, start, k)?);
            (start, len) = (start + k, len - k);
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The hashes that show that the log of `old` leaves is the beginning of the log of `new`.
pub fn consistency_proof(nodes: &dyn Nodes, old: u64, new: u64) -> Result<Vec<Hash>, StoreError> {
    if old > new {
        return Err(StoreError::Conflict(format!("a log of {new} cannot begin with one of {old}")));
    }
    if old == 0 || old == new {
        return Ok(Vec::new());
    }
    let mut proof = Vec::new();
    let (mut start, mut len) = (0, new);
    while start + len != old {
        let k = split(len);
        if old - start <= k {
            proof.push(subtree(nodes, start + k, len - k)?);
            len = k;
        } else {
            proof.push(subtree(nodes, start, k)?);
            (start, len) = (start + k, len - k);
        }
    }
    // The verifier knows the old root itself, so it is left out where it is a whole subtree from the beginning.
    if start != 0 {
        proof.push(subtree(nodes, start, len)?);
    }
    proof.reverse();
    Ok(proof)
}

/// The hash over `len` leaves from `start`; `start` is a multiple of the power of two at or above `len`.
fn subtree(nodes: &dyn Nodes, start: u64, len: u64) -> Result<Hash, StoreError> {
    let mut lefts = Vec::new();
    let (mut start, mut len) = (start, len);
    while !len.is_power_of_two() {
        let k = split(len);
        lefts.push(nodes.hash(k.trailing_zeros() as u8, start >> k.trailing_zeros())?);
        (start, len) = (start + k, len - k);
    }
    let level = len.trailing_zeros();
    let last = nodes.hash(level as u8, start >> level)?;
    Ok(lefts.iter().rev().fold(last, |right, left| node_hash(left, &right)))
}
