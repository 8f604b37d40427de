//! Checking proofs, from hashes alone (RFC 9162, sections 2.1.3.2 and 2.1.4.2).

use super::node_hash;
use crate::hash::Hash;

/// Whether `proof` leads from leaf `n` with this hash to the root over `size` leaves.
pub fn included(leaf: &Hash, n: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if n >= size {
        return false;
    }
    let (mut place, mut last, mut hash) = (n, size - 1, *leaf);
    for step in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(step, &hash);
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            hash = node_hash(&hash, step);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// A log at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// Whether `proof` shows that the old log is the beginning of the new one. Of an empty log everything is a continuation.
pub fn consistent(old: Head, new: Head, proof: &[Hash]) -> bool {
    if old.size == 0 || old.size >= new.size {
        return proof.is_empty() && (old.size == 0 || old == new);
    }
    let whole = old.size.is_power_of_two().then_some(&old.root);
    let mut steps = whole.into_iter().chain(proof);
    let Some(first) = steps.next() else { return false };
    let (mut place, mut last) = (old.size - 1, new.size - 1);
    let shared = place.trailing_ones();
    (place, last) = (place >> shared, last >> shared);
    let (mut of_old, mut of_new) = (*first, *first);
    for step in steps {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            (of_old, of_new) = (node_hash(step, &of_old), node_hash(step, &of_new));
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            of_new = node_hash(&of_new, step);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && of_old == old.root && of_new == new.root
}
