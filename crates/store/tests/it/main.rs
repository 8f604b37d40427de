//! The tests of the contract: the store in memory, hashes, the log, checkpoints, sealing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod checkpoint;
mod codes;
mod entry;
mod evidence;
mod faulty;
mod memory;
mod merkle;
mod seal;
