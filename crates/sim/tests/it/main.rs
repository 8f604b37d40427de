//! The player and the scenarios of the examples.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod examples;
mod scenario;
mod simulate;
