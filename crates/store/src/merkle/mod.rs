//! The Merkle tree over the log (RFC 9162, section 2.1): roots, proofs, and checking them.
//!
//! Leaf = SHA-256(0x00 ‖ entry hash), node = SHA-256(0x01 ‖ left ‖ right). Hashes of complete subtrees are stored as the
//! log grows, so a root or a proof reads about log2(size) of them, whatever the size.

mod check;
mod frontier;
mod grow;
mod proof;

pub use check::{Head, consistent, included};
pub use frontier::{Completed, Frontier};
pub use grow::{StoredNodes, grow};
pub use proof::{Nodes, consistency_proof, inclusion_proof, root};

use crate::hash::Hash;

/// The hash of a leaf.
pub fn leaf_hash(entry: &Hash) -> Hash {
    Hash::of(&[&[0], &entry.0])
}

/// The hash of two subtrees together.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash::of(&[&[1], &left.0, &right.0])
}

/// The root of an empty log.
pub fn empty_root() -> Hash {
    Hash::of(&[])
}

/// The largest power of two below `len`, which is at least 2.
const fn split(len: u64) -> u64 {
    1 << (u64::BITS - 1 - (len - 1).leading_zeros())
}
