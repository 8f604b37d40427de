//! What a failure of SQLite means to a caller.

use baton_store::StoreError;
use rusqlite::{Error, ErrorCode, ffi};

/// A failure as the contract names it.
#[allow(clippy::needless_pass_by_value, reason = "it stands in `map_err(fault)`")]
pub(crate) fn fault(error: Error) -> StoreError {
    let text = error.to_string();
    match error {
        Error::SqliteFailure(code, _) => of_code(code, text),
        Error::SqlInputError { error, .. } => of_code(error, text),
        Error::FromSqlConversionFailure(..)
        | Error::InvalidColumnType(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::Utf8Error(..) => StoreError::Corrupt(text),
        _ => StoreError::Io(text),
    }
}

fn of_code(error: ffi::Error, text: String) -> StoreError {
    match (error.code, error.extended_code) {
        (_, ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC) => StoreError::SyncFailed(text),
        // The memory that readers and writer share is a file as well: there is no other reason for it not to grow.
        (ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => StoreError::Full(text),
        (ErrorCode::ConstraintViolation, _) => StoreError::Conflict(text),
        (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => StoreError::Corrupt(text),
        (ErrorCode::OperationInterrupted, _) => StoreError::TooSlow,
        (ErrorCode::TooBig, _) => StoreError::TooLarge { what: "the row".to_owned(), max: i64::from(i32::MAX) },
        _ => StoreError::Io(text),
    }
}

/// What is stored where something else belongs.
pub(crate) fn damaged(what: &str) -> StoreError {
    StoreError::Corrupt(what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_a_caller_must_act_on() {
        let code = |code| fault(Error::SqliteFailure(ffi::Error::new(code), None)).code();
        assert_eq!(code(ffi::SQLITE_FULL), "store.full");
        assert_eq!(code(ffi::SQLITE_IOERR_SHMSIZE), "store.full");
        assert_eq!(code(ffi::SQLITE_IOERR_FSYNC), "store.sync_failed");
        assert_eq!(code(ffi::SQLITE_IOERR_DIR_FSYNC), "store.sync_failed");
        assert_eq!(code(ffi::SQLITE_IOERR_WRITE), "store.io_failed");
        assert_eq!(code(ffi::SQLITE_CORRUPT), "store.corrupt");
        assert_eq!(code(ffi::SQLITE_NOTADB), "store.corrupt");
        assert_eq!(code(ffi::SQLITE_CONSTRAINT_UNIQUE), "store.conflict");
    }
}
