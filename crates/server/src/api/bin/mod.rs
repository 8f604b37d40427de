//! The bin for designs.

pub mod list;
pub mod restore;
pub mod show;
