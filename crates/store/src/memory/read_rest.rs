//! Reading files, kept answers, counters and followers in memory.

use super::tables::Tabled;
use crate::error::StoreError;
use crate::read::ReadRest;
use crate::row::{CommandKey, CommandRow, FileRow, FileState};
use std::ops::Bound;

impl<T: Tabled> ReadRest for T {
    fn file(&self, id: &str) -> Result<Option<FileRow>, StoreError> {
        Ok(self.with(|tables| tables.files.get(id).cloned()))
    }

    fn files_of(&self, run: i64) -> Result<Vec<FileRow>, StoreError> {
        Ok(self.with(|tables| {
            let mut found: Vec<FileRow> = tables.files.values().filter(|row| row.run == Some(run)).cloned().collect();
            found.sort_by(|a, b| (a.at_us, &a.id).cmp(&(b.at_us, &b.id)));
            found
        }))
    }

    fn files(&self, after: &str, limit: usize) -> Result<Vec<FileRow>, StoreError> {
        let range = (Bound::Excluded(after.to_owned()), Bound::Unbounded);
        Ok(self.with(|tables| tables.files.range(range).take(limit).map(|(_, row)| row.clone()).collect()))
    }

    fn files_expired(
        &self,
        before_us: i64,
        after: Option<(i64, &str)>,
        limit: usize,
    ) -> Result<Vec<FileRow>, StoreError> {
        let wanted = |row: &&FileRow| {
            let comes_after = after.is_none_or(|after| (row.at_us, row.id.as_str()) > after);
            row.state == FileState::Uploaded && row.at_us < before_us && comes_after
        };
        Ok(self.with(|tables| {
            let mut found: Vec<FileRow> = tables.files.values().filter(wanted).cloned().collect();
            found.sort_by(|a, b| (a.at_us, &a.id).cmp(&(b.at_us, &b.id)));
            found.truncate(limit);
            found
        }))
    }

    fn uploaded(&self, owner: i64) -> Result<i64, StoreError> {
        let wanted = |row: &&FileRow| row.state == FileState::Uploaded && row.owner == owner;
        Ok(self.with(|tables| tables.files.values().filter(wanted).map(|row| row.size).sum()))
    }

    fn command(&self, key: &CommandKey) -> Result<Option<CommandRow>, StoreError> {
        Ok(self.with(|tables| tables.commands.get(key).cloned()))
    }

    fn counter(&self, name: &str) -> Result<i64, StoreError> {
        Ok(self.with(|tables| tables.counters.get(name).copied().unwrap_or(0)))
    }

    fn free_pages(&self) -> Result<i64, StoreError> {
        Ok(0)
    }

    fn follower(&self, name: &str) -> Result<i64, StoreError> {
        Ok(self.with(|tables| tables.followers.get(name).copied().unwrap_or(0)))
    }
}
