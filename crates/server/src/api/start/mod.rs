//! What can be started.

pub mod draft;
pub mod list;
pub mod show;
