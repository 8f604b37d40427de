//! Drives the engine: commands, timers, outbox, directory, notifications.

pub mod files;
