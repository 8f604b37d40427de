//! Bringing a database to the format of this program: numbered steps, forward only, each in one transaction, after a copy
//! of the file. A database of a newer format is refused.

use crate::cols;
use crate::db;
use crate::fault::{damaged, fault};
use crate::sql;
use baton_store::StoreError;
use rusqlite::Connection;
use std::path::Path;

macro_rules! migration {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/", $name, ".sql"))
    };
}

/// The steps of the database of entries and tables.
pub(crate) const MAIN: &[&str] = &[migration!("main/0001_first")];
/// The steps of the database of keys.
pub(crate) const KEYS: &[&str] = &[migration!("keys/0001_first"), migration!("keys/0002_token_used")];

/// The format a database has: the number of its last step.
pub(crate) fn format(connection: &Connection) -> Result<i64, StoreError> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(fault)
}

/// Refuses a database that this program cannot read.
pub(crate) fn check(connection: &Connection, steps: &[&str]) -> Result<i64, StoreError> {
    let (found, known) = (format(connection)?, steps.len() as i64);
    if found > known {
        return Err(StoreError::NewerDatabase { found, known });
    }
    if found == 0 && db::number(connection, sql!("database/tables"), [])? > 0 {
        return Err(damaged("the file is a database of another program"));
    }
    Ok(found)
}

/// Takes the steps that are missing.
pub(crate) fn migrate(connection: &mut Connection, path: &Path, steps: &[&str]) -> Result<(), StoreError> {
    let found = check(connection, steps)?;
    for (number, step) in (found + 1..).zip(steps.iter().skip(found as usize)) {
        if number > 1 {
            copy(connection, path, number)?;
        }
        let transaction = connection.transaction().map_err(fault)?;
        transaction.execute_batch(step).map_err(fault)?;
        transaction.pragma_update(None, "user_version", number).map_err(fault)?;
        transaction.commit().map_err(fault)?;
    }
    Ok(())
}

/// The largest database that is written anew for it.
const WRITTEN_ANEW_BYTES_MAX: i64 = 256 << 20;

/// A database that was made before its free pages could be given back is written anew, once, where that is soon done; a larger
/// one uses them again instead.
pub(crate) fn to_give_back(connection: &Connection) -> Result<(), StoreError> {
    match db::one(connection, sql!("database/bytes_without_room"), [], cols::first::<i64>)? {
        Some(bytes) if bytes <= WRITTEN_ANEW_BYTES_MAX => db::run(connection, sql!("database/vacuum"), []).map(drop),
        Some(bytes) => {
            tracing::info!(bytes, "the database cannot give room back to the file system; it uses it again instead");
            Ok(())
        }
        None => Ok(()),
    }
}

/// Copies the file as it is before a step: `baton.db.before-2`. A copy that was cut off is made again.
fn copy(connection: &Connection, path: &Path, number: i64) -> Result<(), StoreError> {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".before-{number}"));
    let copy = Path::new(&name);
    let io = |fault: std::io::Error| StoreError::Io(format!("{}: {fault}", copy.display()));
    if copy.exists() {
        std::fs::remove_file(copy).map_err(io)?;
    }
    let text = copy.to_str().ok_or_else(|| StoreError::Io("the folder's name is not UTF-8".to_owned()))?;
    db::run(connection, sql!("database/copy"), [text])?;
    std::fs::File::open(copy).and_then(|file| file.sync_all()).map_err(io)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connect;

    const LATER: &[&str] = &[KEYS[0], KEYS[1], "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT", "not even SQL"];

    #[test]
    fn takes_each_step_once_after_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.db");
        let mut connection = connect::to_write(&path).unwrap();
        migrate(&mut connection, &path, KEYS).unwrap();
        migrate(&mut connection, &path, &LATER[..3]).unwrap();
        assert_eq!(format(&connection).unwrap(), 3);
        let copy = Connection::open(folder.path().join("keys.db.before-3")).unwrap();
        assert_eq!(format(&copy).unwrap(), 2);
        migrate(&mut connection, &path, &LATER[..3]).unwrap();
    }

    #[test]
    fn an_older_database_learns_to_give_room_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("baton.db");
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (7)").unwrap();
        drop(connection);
        let connection = connect::to_write(&path).unwrap();
        to_give_back(&connection).unwrap();
        let mode: i64 = connection.pragma_query_value(None, "auto_vacuum", |row| row.get(0)).unwrap();
        let kept: i64 = connection.query_row("SELECT id FROM t", [], |row| row.get(0)).unwrap();
        assert_eq!((mode, kept), (2, 7));
        to_give_back(&connection).unwrap();
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.db");
        let mut connection = connect::to_write(&path).unwrap();
        assert!(migrate(&mut connection, &path, LATER).is_err());
        assert_eq!(format(&connection).unwrap(), 3);
    }

    #[test]
    fn an_older_program_refuses_a_newer_database() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.db");
        let mut connection = connect::to_write(&path).unwrap();
        migrate(&mut connection, &path, &LATER[..3]).unwrap();
        let refused = migrate(&mut connection, &path, KEYS).unwrap_err();
        assert_eq!(refused, StoreError::NewerDatabase { found: 3, known: 2 });
    }

    #[test]
    fn another_program_s_database_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.db");
        let mut connection = connect::to_write(&path).unwrap();
        connection.execute_batch(LATER[2]).unwrap();
        assert_eq!(migrate(&mut connection, &path, KEYS).unwrap_err().code(), "store.corrupt");
    }
}
