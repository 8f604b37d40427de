//! Help for who writes an expression.

pub mod check;
pub mod complete;
pub mod evaluate;
