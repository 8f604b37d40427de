//! The command from outside: what it prints and how it exits.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should say so and stop")]

mod backup;
mod baton;
mod bench;
mod check;
mod compact;
mod config;
mod conformance;
mod decide;
mod errors;
mod import;
mod play;
mod serve;
mod upgrade;
mod verify;
