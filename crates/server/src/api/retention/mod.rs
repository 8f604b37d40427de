//! How long ended runs are kept.

pub mod show;
