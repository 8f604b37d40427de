//! API tokens.

pub mod list;
pub mod make;
pub mod revoke;
