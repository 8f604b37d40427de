//! Entries, streams and their kept states.

use crate::entry::{Entry, EntryHead};
use crate::error::StoreError;
use crate::query::LIMIT_MAX;
use crate::row::SnapshotRow;
use crate::stream::Stream;
use uuid::Uuid;

/// How many entries are read at first where only the latest are wanted.
const FEW: usize = 4;

/// The last entry of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Last {
    /// Its number.
    pub number: i64,
    /// Its time; no later entry may be earlier.
    pub time_us: i64,
}

/// Reads entries.
pub trait ReadEntries {
    /// The workspace, once it is founded.
    fn workspace(&self) -> Result<Option<Uuid>, StoreError>;

    /// The last entry of all.
    fn last(&self) -> Result<Option<Last>, StoreError>;

    /// One entry.
    fn entry(&self, number: i64) -> Result<Option<Entry>, StoreError>;

    /// The entries after this number, in their order.
    fn entries(&self, after: i64, limit: usize) -> Result<Vec<Entry>, StoreError>;

    /// The last entry of a stream.
    fn stream_head(&self, stream: Stream) -> Result<Option<EntryHead>, StoreError>;

    /// A stream's entries, latest first: from its last, or from before the entry `before`, which is one of its own.
    fn trail(&self, stream: Stream, before: Option<i64>, limit: usize) -> Result<Vec<Entry>, StoreError>;

    /// A stream's kept state.
    fn snapshot(&self, stream: Stream) -> Result<Option<SnapshotRow>, StoreError>;
}

/// All of a stream's entries after the entry `after` (0: from the first), in their order.
pub fn history(reader: &(impl ReadEntries + ?Sized), stream: Stream, after: i64) -> Result<Vec<Entry>, StoreError> {
    let mut found = Vec::new();
    let mut before = None;
    // After a known entry there is little as a rule.
    let mut limit = if after > 0 { FEW } else { LIMIT_MAX };
    loop {
        let page = reader.trail(stream, before, limit)?;
        let full = page.len() == limit;
        limit = LIMIT_MAX;
        before = page.last().map(|entry| entry.number);
        let reached = before.is_none_or(|number| number <= after);
        found.extend(page.into_iter().filter(|entry| entry.number > after));
        if reached || !full {
            break;
        }
    }
    found.reverse();
    Ok(found)
}
