//! Opening connections, with what durability and speed rest on.

use crate::fault::{damaged, fault};
use baton_store::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// How many statements a connection keeps prepared.
const STATEMENTS_MAX: usize = 256;
/// How long a statement waits for a lock that only checkpoints and other programs hold.
pub(crate) const BUSY_MS_MAX: u64 = 2_000;
/// How much of the database the writer keeps in memory.
const WRITER_CACHE_KIB: i64 = 48 * 1024;
/// How much the writer of keys keeps: it writes a row a run, and reads little of what it wrote.
const KEYS_CACHE_KIB: i64 = 12 * 1024;
/// How much a reader keeps: there are many, and what they read is in the system's cache as well.
const READER_CACHE_KIB: i64 = 2 * 1024;

/// A connection that writes.
pub(crate) fn to_write(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
    connection.busy_timeout(Duration::from_millis(BUSY_MS_MAX)).map_err(fault)?;
    // Has its effect on a database that is made here: pages that became free can be given back while it is used.
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL").map_err(fault)?;
    // What is taken out is overwritten.
    connection.pragma_update(None, "secure_delete", true).map_err(fault)?;
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0)).map_err(fault)?;
    if !mode.eq_ignore_ascii_case("wal") {
        return Err(damaged("the file system cannot hold a write-ahead log"));
    }
    connection.pragma_update(None, "synchronous", "FULL").map_err(fault)?;
    connection.pragma_update(None, "wal_autocheckpoint", 0).map_err(fault)?;
    shared_settings(&connection, WRITER_CACHE_KIB)?;
    Ok(connection)
}

/// A connection that writes keys.
pub(crate) fn to_write_keys(path: &Path) -> Result<Connection, StoreError> {
    let connection = to_write(path)?;
    connection.pragma_update(None, "cache_size", -KEYS_CACHE_KIB).map_err(fault)?;
    Ok(connection)
}

/// A connection that only reads.
pub(crate) fn to_read(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
    connection.busy_timeout(Duration::from_millis(BUSY_MS_MAX)).map_err(fault)?;
    shared_settings(&connection, READER_CACHE_KIB)?;
    Ok(connection)
}

fn shared_settings(connection: &Connection, cache_kib: i64) -> Result<(), StoreError> {
    // Else SQLite compiles a statement anew whenever a value is bound by which it could have planned otherwise.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(fault)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    connection.pragma_update(None, "cache_size", -cache_kib).map_err(fault)?;
    connection.pragma_update(None, "temp_store", "MEMORY").map_err(fault)?;
    connection.pragma_update(None, "cell_size_check", true).map_err(fault)?;
    connection.pragma_update(None, "trusted_schema", false).map_err(fault)
}
