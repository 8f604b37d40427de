//! Reading files, kept answers, counters and followers.

use super::rows;
use crate::db::{self, Connected, Db};
use crate::sql;
use baton_store::StoreError;
use baton_store::read::ReadRest;
use baton_store::row::{CommandKey, CommandRow, FileRow};
use rusqlite::params;

impl<C: Connected> ReadRest for Db<C> {
    fn file(&self, id: &str) -> Result<Option<FileRow>, StoreError> {
        db::one(self, sql!("file/get"), [id], rows::file)
    }

    fn files_of(&self, run: i64) -> Result<Vec<FileRow>, StoreError> {
        db::list(self, sql!("file/of_run"), [run], rows::file)
    }

    fn files(&self, after: &str, limit: usize) -> Result<Vec<FileRow>, StoreError> {
        db::list(self, sql!("file/list"), params![after, limit as i64], rows::file)
    }

    fn files_expired(
        &self,
        before_us: i64,
        after: Option<(i64, &str)>,
        limit: usize,
    ) -> Result<Vec<FileRow>, StoreError> {
        let (at_us, id) = after.unwrap_or((i64::MIN, ""));
        db::list(self, sql!("file/expired"), params![before_us, at_us, id, limit as i64], rows::file)
    }

    fn uploaded(&self, owner: i64) -> Result<i64, StoreError> {
        db::number(self, sql!("file/uploaded"), [owner])
    }

    fn command(&self, key: &CommandKey) -> Result<Option<CommandRow>, StoreError> {
        db::one(self, sql!("command/get"), params![key.actor_kind.code(), key.actor_id, key.key], rows::command)
    }

    fn counter(&self, name: &str) -> Result<i64, StoreError> {
        db::number(self, sql!("counter/get"), [name])
    }

    fn free_pages(&self) -> Result<i64, StoreError> {
        db::number(self, sql!("database/free_pages"), [])
    }

    fn follower(&self, name: &str) -> Result<i64, StoreError> {
        db::number(self, sql!("follower/get"), [name])
    }
}
