//! `set`: values computed without anybody.

/// What only a `set` has: nothing; its values are the step's `gives`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Set;
