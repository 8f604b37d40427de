//! `/events/{name}`.

pub mod send;
