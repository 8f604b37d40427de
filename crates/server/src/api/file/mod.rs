//! Files that forms carry.

pub mod download;
pub mod upload;
