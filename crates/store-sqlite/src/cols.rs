//! Reading a row's columns one after the other.

use crate::fault::{damaged, fault};
use baton_store::{Hash, StoreError};
use rusqlite::types::{FromSql, ValueRef};
use rusqlite::{Row, Statement};
use serde_json::Value;
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

    /// The next column, 32 bytes or nothing.
    pub(crate) fn hash_or_none(&self) -> Result<Option<Hash>, StoreError> {
        let bytes: Option<Vec<u8>> = self.get()?;
        let read = |bytes: Vec<u8>| Hash::from_slice(&bytes).ok_or_else(|| damaged("a hash that has not 32 bytes"));
        bytes.map(read).transpose()
    }

    /// All columns under their names, as they stand: for a row that cannot be read as what it should be.
    pub(crate) fn as_they_stand(&self) -> Value {
        let statement: &Statement<'_> = self.row.as_ref();
        let names = statement.column_names().map(str::to_owned).enumerate();
        let value = |n| match self.row.get_ref(n) {
            Ok(ValueRef::Integer(n)) => n.into(),
            Ok(ValueRef::Real(n)) => n.into(),
            Ok(ValueRef::Text(text)) => String::from_utf8_lossy(text).into(),
            Ok(ValueRef::Blob(bytes)) => format!("{} bytes", bytes.len()).into(),
            Ok(ValueRef::Null) | Err(_) => Value::Null,
        };
        Value::Object(names.map(|(n, name)| (name, value(n))).collect())
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
