//! Reading entries in memory.

use super::tables::{Tabled, Tables};
use crate::entry::{Entry, EntryHead};
use crate::error::StoreError;
use crate::read::{Last, ReadEntries};
use crate::row::SnapshotRow;
use crate::stream::{Stream, StreamKind};
use uuid::Uuid;

impl<T: Tabled> ReadEntries for T {
    fn workspace(&self) -> Result<Option<Uuid>, StoreError> {
        Ok(self.with(|tables| tables.workspace))
    }

    fn last(&self) -> Result<Option<Last>, StoreError> {
        Ok(self.with(Tables::last))
    }

    fn entry(&self, number: i64) -> Result<Option<Entry>, StoreError> {
        Ok(self.with(|tables| tables.entry(number).map(|entry| Entry::clone(entry))))
    }

    fn entries(&self, after: i64, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let skip = usize::try_from(after).unwrap_or(0);
        Ok(self.with(|tables| tables.entries.iter().skip(skip).take(limit).map(|entry| Entry::clone(entry)).collect()))
    }

    fn stream_head(&self, stream: Stream) -> Result<Option<EntryHead>, StoreError> {
        self.with(|tables| match stream.kind {
            StreamKind::Run if !tables.runs.contains_key(&stream.id) => Ok(None),
            _ => tables.stream_head(stream),
        })
    }

    fn trail(&self, stream: Stream, before: Option<i64>, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let head = ReadEntries::stream_head(self, stream)?;
        Ok(self.with(|tables| {
            let mut next = match before {
                Some(number) => tables.entry(number).map_or(0, |entry| entry.prev),
                None => head.map_or(0, |head| head.number),
            };
            let mut found = Vec::new();
            while let Some(entry) = tables.entry(next).filter(|_| found.len() < limit) {
                next = entry.prev;
                found.push(Entry::clone(entry));
            }
            found
        }))
    }

    fn snapshot(&self, stream: Stream) -> Result<Option<SnapshotRow>, StoreError> {
        Ok(self.with(|tables| tables.snapshots.get(&stream).cloned()))
    }
}
