//! Files, answers kept for repeats, counters, followers.

use crate::error::StoreError;
use crate::row::{CommandKey, CommandRow, FileRow};

/// Reads the rest.
pub trait ReadRest {
    /// One file.
    fn file(&self, id: &str) -> Result<Option<FileRow>, StoreError>;

    /// A run's files, in the order they were uploaded.
    fn files_of(&self, run: i64) -> Result<Vec<FileRow>, StoreError>;

    /// Files in the order of their ids, after this one (empty: from the first).
    fn files(&self, after: &str, limit: usize) -> Result<Vec<FileRow>, StoreError>;

    /// Files uploaded before this moment to which nothing refers, oldest first, after the one of that moment and id.
    fn files_expired(
        &self,
        before_us: i64,
        after: Option<(i64, &str)>,
        limit: usize,
    ) -> Result<Vec<FileRow>, StoreError>;

    /// How many bytes somebody has uploaded to which nothing refers.
    fn uploaded(&self, owner: i64) -> Result<i64, StoreError>;

    /// The answer to a command.
    fn command(&self, key: &CommandKey) -> Result<Option<CommandRow>, StoreError>;

    /// A counter; 0 where it never was set.
    fn counter(&self, name: &str) -> Result<i64, StoreError>;

    /// How many pages of the database are free.
    fn free_pages(&self) -> Result<i64, StoreError>;

    /// The last entry a follower has taken in; 0 where it never began.
    fn follower(&self, name: &str) -> Result<i64, StoreError>;
}
