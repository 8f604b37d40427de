//! Room that is free in a database: a copy has none of it, and a database that can gives it back.

use crate::db::{self, Connected};
use crate::sql;
use baton_store::StoreError;
use rusqlite::Connection;
use std::fs::File;
use std::path::Path;

/// Copies what a database holds, as one committed state, durably. The file may be there if it is empty.
pub(crate) fn copy(connection: &Connection, to: &Path) -> Result<(), StoreError> {
    let name = to.to_str().ok_or_else(|| StoreError::Io("the folder's name is not UTF-8".to_owned()))?;
    db::run(connection, sql!("database/copy"), [name])?;
    sync(to)
}

/// Makes what a file holds durable.
pub(crate) fn sync(file: &Path) -> Result<(), StoreError> {
    let synced = File::open(file).and_then(|file| file.sync_all());
    synced.map_err(|fault| StoreError::SyncFailed(format!("{}: {fault}", file.display())))
}

/// Gives some pages back, where the database can.
pub(crate) fn give_back(db: &(impl Connected + ?Sized)) -> Result<(), StoreError> {
    // Each row is a page that was given back: they are read so that it happens.
    db::each(db, sql!("database/give_back"), [], &mut |_| Ok(()))
}
