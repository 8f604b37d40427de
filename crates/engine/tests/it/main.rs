//! The engine's tests: stories played in virtual time, and what must always hold.

#![allow(clippy::unwrap_used, clippy::needless_pass_by_value, reason = "a test that cannot go on has failed")]

mod purchase;
mod world;
