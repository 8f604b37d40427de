//! Secrets: values that requests name and nobody is shown.

pub mod drop;
pub mod list;
pub mod set;
