//! Running statements: everything that reads or writes goes through here.

use crate::cols::{self, Cols};
use crate::fault::fault;
use baton_store::StoreError;
use rusqlite::{Connection, Params};

/// Something with a connection.
pub(crate) trait Connected {
    /// The connection, unless its time is up.
    fn connection(&self) -> Result<&Connection, StoreError>;

    /// Is told of what failed on it.
    fn failed(&self, _fault: &StoreError) {}
}

/// What a failure on a connection means; the connection is told.
fn of(db: &(impl Connected + ?Sized)) -> impl Fn(rusqlite::Error) -> StoreError + '_ {
    |error| {
        let fault = fault(error);
        db.failed(&fault);
        fault
    }
}

/// What reads: all parts of the contract for readers are written against this.
pub(crate) struct Db<C>(pub(crate) C);

impl<C: Connected> Connected for Db<C> {
    fn connection(&self) -> Result<&Connection, StoreError> {
        self.0.connection()
    }
}

impl<C: Connected> Connected for &C {
    fn connection(&self) -> Result<&Connection, StoreError> {
        (**self).connection()
    }
}

type FromRow<T> = fn(&Cols<'_>) -> Result<T, StoreError>;

/// The one row, if there is one.
pub(crate) fn one<T>(
    db: &(impl Connected + ?Sized),
    sql: &str,
    params: impl Params,
    from_row: FromRow<T>,
) -> Result<Option<T>, StoreError> {
    let mut statement = db.connection()?.prepare_cached(sql).map_err(of(db))?;
    let mut rows = statement.query(params).map_err(of(db))?;
    rows.next().map_err(of(db))?.map(|row| from_row(&Cols::new(row))).transpose()
}

/// All rows.
pub(crate) fn list<T>(
    db: &(impl Connected + ?Sized),
    sql: &str,
    params: impl Params,
    from_row: FromRow<T>,
) -> Result<Vec<T>, StoreError> {
    let mut found = Vec::new();
    each(db, sql, params, &mut |cols| {
        found.push(from_row(cols)?);
        Ok(())
    })?;
    Ok(found)
}

/// Hands over row after row.
pub(crate) fn each(
    db: &(impl Connected + ?Sized),
    sql: &str,
    params: impl Params,
    see: &mut dyn FnMut(&Cols<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = db.connection()?.prepare_cached(sql).map_err(of(db))?;
    let mut rows = statement.query(params).map_err(of(db))?;
    while let Some(row) = rows.next().map_err(of(db))? {
        see(&Cols::new(row))?;
    }
    Ok(())
}

/// The one number a statement gives; 0 where it gives no row.
pub(crate) fn number(db: &(impl Connected + ?Sized), sql: &str, params: impl Params) -> Result<i64, StoreError> {
    Ok(one(db, sql, params, cols::first)?.unwrap_or(0))
}

/// Writes; how many rows it changed.
pub(crate) fn run(db: &(impl Connected + ?Sized), sql: &str, params: impl Params) -> Result<usize, StoreError> {
    db.connection()?.prepare_cached(sql).map_err(of(db))?.execute(params).map_err(of(db))
}

impl Connected for Connection {
    fn connection(&self) -> Result<&Connection, StoreError> {
        Ok(self)
    }
}
