//! `any-order`: branches one at a time, in any order.

use super::Branch;

/// What only an `any-order` has.
#[derive(Debug, Clone)]
pub struct AnyOrder {
    /// The branches. `after` says which others come before one.
    pub branches: Vec<Branch>,
}
