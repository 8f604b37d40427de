//! The tests of the contract: the store in memory, hashes, the log, checkpoints, sealing.

mod memory;
