//! Legal holds: runs that are kept beyond their time.

pub mod lift;
pub mod list;
pub mod set;
