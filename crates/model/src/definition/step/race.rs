//! `race`: branches of which one wins.

use super::Branch;

/// What only a race has.
#[derive(Debug, Clone)]
pub struct Race {
    /// The branches; the first step of each waits.
    pub branches: Vec<Branch>,
    /// Whether the first task that is taken wins, not the first that is completed: `first: claimed`.
    pub first_claimed: bool,
}
