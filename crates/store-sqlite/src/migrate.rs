//! Bringing a database to the format of this program: numbered steps, forward only, each in one transaction. An older
//! database is copied before the first of them; one that is new is not. A database of a newer format is refused.

use crate::cols;
use crate::db;
use crate::fault::{damaged, fault};
use crate::folder::COPY;
use crate::room;
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
pub(crate) const MAIN: &[&str] = &[
    migration!("main/0001_first"),
    migration!("main/0002_job"),
    migration!("main/0003_events"),
    migration!("main/0004_bin"),
    migration!("main/0005_under"),
    migration!("main/0006_run_lock"),
    migration!("main/0007_priority"),
    migration!("main/0008_choice_label"),
    migration!("main/0009_words_that_go"),
];
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
        if found > 0 && number == found + 1 {
            copy(connection, path, number)?;
        }
        let transaction = connection.transaction().map_err(fault)?;
        transaction.execute_batch(step).map_err(fault)?;
        transaction.pragma_update(None, "user_version", number).map_err(fault)?;
        transaction.commit().map_err(fault)?;
    }
    Ok(())
}

/// The largest database that is written anew at a start: it is done in memory, within seconds.
pub(crate) const WRITTEN_ANEW_BYTES_MAX: i64 = 256 << 20;

/// A database that was made before its free pages could be given back is written anew, once, where that is soon done; a larger
/// one uses them again instead, until `baton compact` writes it anew. A disk that is too full for it keeps nobody from starting.
pub(crate) fn to_give_back(connection: &Connection, bytes_max: i64) -> Result<(), StoreError> {
    match db::one(connection, sql!("database/bytes_without_room"), [], cols::first::<i64>)? {
        Some(bytes) if bytes <= bytes_max => match db::run(connection, sql!("database/vacuum"), []) {
            Err(fault @ StoreError::Full(_)) => {
                let code = fault.code();
                tracing::warn!(code, %fault, "the database could not be written anew; the next start tries it again");
                Ok(())
            }
            done => done.map(drop),
        },
        Some(bytes) => {
            tracing::warn!(
                bytes,
                "the database cannot give room back until it is written anew: stop the server, run `baton compact`"
            );
            Ok(())
        }
        None => Ok(()),
    }
}

/// Copies the file as it is before a step: `baton.db.before-2`. A copy that was cut off is made again.
fn copy(connection: &Connection, path: &Path, number: i64) -> Result<(), StoreError> {
    let mut name = path.as_os_str().to_owned();
    name.push(format!("{COPY}{number}"));
    let copy = Path::new(&name);
    let io = |fault: std::io::Error| StoreError::Io(format!("{}: {fault}", copy.display()));
    if copy.exists() {
        std::fs::remove_file(copy).map_err(io)?;
    }
    room::copy(connection, copy)
}

#[cfg(test)]
mod tests;
