//! The index of words without those that were taken out.
//!
//! FTS5 notes that a row went and leaves its words where they stand until that part of the index is written anew, which may
//! be never. So the whole is merged, a few pages at a time: <https://www.sqlite.org/fts5.html#the_merge_command>. The pages that
//! become free are overwritten (`secure_delete`).

use crate::db;
use crate::sql;
use baton_store::StoreError;
use rusqlite::Connection;

/// How many pages of the index are written at once: a quarter of a megabyte.
const PAGES: i64 = 64;

/// Goes on, or begins with all there is; whether there is more to do.
pub(crate) fn sweep(connection: &Connection, begins: bool) -> Result<bool, StoreError> {
    let before = connection.total_changes();
    db::run(connection, sql!("search/merge"), [if begins { -PAGES } else { PAGES }])?;
    // The command itself counts as one change; more mean that something was written.
    Ok(connection.total_changes() - before >= 2)
}
