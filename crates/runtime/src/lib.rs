//! Drives the engine: commands, timers, outbox, directory, notifications.

pub mod access;
mod caller;
pub mod credentials;
pub mod files;
pub mod permissions;
pub mod view;
pub mod words;

pub use caller::{Caller, Scope, Via};
