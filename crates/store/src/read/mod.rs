//! What can be read, one file for each kind. Every list has a limit.

mod definitions;
mod dump;
mod entries;
mod events;
mod log;
mod rest;
mod runs;
mod tasks;
mod work;

pub use definitions::ReadDefinitions;
pub use dump::{DUMPED, ReadDump, Table, tables_dump};
pub use entries::{Last, ReadEntries, history};
pub use events::{KeptKey, ReadEvents};
pub use log::ReadLog;
pub use rest::ReadRest;
pub use runs::ReadRuns;
pub use tasks::ReadTasks;
pub use work::ReadWork;

/// Everything that can be read.
pub trait Reader:
    ReadEntries + ReadRuns + ReadTasks + ReadWork + ReadDefinitions + ReadLog + ReadRest + ReadEvents + ReadDump
{
}

impl<T> Reader for T where
    T: ReadEntries + ReadRuns + ReadTasks + ReadWork + ReadDefinitions + ReadLog + ReadRest + ReadEvents + ReadDump
{
}
