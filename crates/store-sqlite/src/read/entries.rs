//! Reading entries.

use super::rows;
use crate::cols;
use crate::db::{self, Connected, Db};
use crate::fault::damaged;
use crate::put::head_of;
use crate::sql;
use baton_store::read::{Last, ReadEntries};
use baton_store::row::SnapshotRow;
use baton_store::{Entry, EntryHead, StoreError, Stream, StreamKind};
use uuid::Uuid;

impl<C: Connected> ReadEntries for Db<C> {
    fn workspace(&self) -> Result<Option<Uuid>, StoreError> {
        let bytes: Option<Vec<u8>> = db::one(self, sql!("workspace/get"), [], cols::first)?;
        let parsed = bytes.map(|bytes| Uuid::from_slice(&bytes)).transpose();
        parsed.map_err(|_| damaged("the workspace is no UUID"))
    }

    fn last(&self) -> Result<Option<Last>, StoreError> {
        db::one(self, sql!("entry/last"), [], |cols| Ok(Last { number: cols.get()?, time_us: cols.get()? }))
    }

    fn entry(&self, number: i64) -> Result<Option<Entry>, StoreError> {
        db::one(self, sql!("entry/get"), [number], rows::entry)
    }

    fn entries(&self, after: i64, limit: usize) -> Result<Vec<Entry>, StoreError> {
        db::list(self, sql!("entry/list"), [after, limit as i64], rows::entry)
    }

    fn stream_head(&self, stream: Stream) -> Result<Option<EntryHead>, StoreError> {
        let head = if stream.kind == StreamKind::Run {
            db::one(self, sql!("run/head"), [stream.id], head_of)?
        } else {
            db::one(self, sql!("stream_head/get"), [stream.key()], head_of)?
        };
        Ok(head.filter(|head| head.number != 0))
    }

    fn trail(&self, stream: Stream, before: Option<i64>, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let mut next = match before {
            Some(number) => self.entry(number)?.map_or(0, |entry| entry.prev),
            None => self.stream_head(stream)?.map_or(0, |head| head.number),
        };
        let mut found = Vec::new();
        while next != 0 && found.len() < limit {
            let entry = self.entry(next)?.ok_or_else(|| damaged("a stream names an entry that is not there"))?;
            if entry.prev >= next {
                return Err(damaged("a stream's entries go in a circle"));
            }
            next = entry.prev;
            found.push(entry);
        }
        Ok(found)
    }

    fn snapshot(&self, stream: Stream) -> Result<Option<SnapshotRow>, StoreError> {
        db::one(self, sql!("snapshot/get"), [stream.key()], rows::snapshot)
    }
}
