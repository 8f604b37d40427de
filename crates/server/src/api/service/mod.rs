//! How the server itself is.

pub mod health;
pub mod metrics;
pub mod ready;
