//! The tests of the store on SQLite.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod belonging;
mod conformance;
mod folder;
mod history;
mod keys;
mod plans;
mod sealing;
mod tamper;
