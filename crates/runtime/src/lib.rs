//! Drives the engine: commands, timers, outbox, directory, notifications.

pub mod credentials;
pub mod files;
pub mod view;
pub mod words;
