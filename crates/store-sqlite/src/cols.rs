//! Reading a row's columns one after the other.

use crate::fault::{damaged, fault};
use baton_store::{Hash, StoreError};
use rusqlite::Row;
use rusqlite::types::FromSql;
use std::cell::Cell;

/// The columns of one row, from the first on.
pub(crate) struct Cols<'r> {
    row: &'r Row<'r>,
    next: Cell<usize>,
}

impl<'r> Cols<'r> {
    pub(crate) const fn new(row: &'r Row<'r>) -> Self {
        Self { row, next: Cell::new(0) }
    }

    /// The next column.
    pub(crate) fn get<T: FromSql>(&self) -> Result<T, StoreError> {
        self.row.get(self.next.replace(self.next.get() + 1)).map_err(fault)
    }

    /// The next column, a number that stands for a word.
    pub(crate) fn code<T>(&self, from_code: fn(i64) -> Option<T>) -> Result<T, StoreError> {
        from_code(self.get()?).ok_or_else(|| damaged("a number that stands for no word"))
    }

    /// The next column, 32 bytes.
    pub(crate) fn hash(&self) -> Result<Hash, StoreError> {
        let bytes: Vec<u8> = self.get()?;
        Hash::from_slice(&bytes).ok_or_else(|| damaged("a hash that has not 32 bytes"))
    }

    /// The next column, a due date; the largest integer stands for none.
    pub(crate) fn due(&self) -> Result<Option<i64>, StoreError> {
        Ok(Some(self.get()?).filter(|due| *due != i64::MAX))
    }
}

/// The first column, of a row that has one.
pub(crate) fn first<T: FromSql>(cols: &Cols<'_>) -> Result<T, StoreError> {
    cols.get()
}

/// The first column, 32 bytes.
pub(crate) fn first_hash(cols: &Cols<'_>) -> Result<Hash, StoreError> {
    cols.hash()
}
