//! Commands to events.

pub(crate) mod burst;
