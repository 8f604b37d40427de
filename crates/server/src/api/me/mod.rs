//! What somebody settles for themselves.

pub mod change;
pub mod password;
