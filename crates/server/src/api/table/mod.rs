//! Help for who writes a decision table.

pub mod check;
pub mod evaluate;
