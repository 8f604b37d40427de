//! Connections for readers: opened when wanted, kept for the next, up to a number.
//!
//! Every read has a time limit, also inside of one long statement: a connection asks now and then whether its time is up.
//! What is read at length keeps the log from being written back.

use crate::connect;
use crate::db::Connected;
use crate::fault::fault;
use baton_store::StoreError;
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many idle connections are kept. Opening one reads the whole schema, so it is more than are wanted at once.
const IDLE_MAX: usize = 32;
/// After how many of SQLite's steps it is asked whether the time is up; some tenths of a millisecond.
const STEPS: i32 = 10_000;

/// The idle connections of one database.
pub(crate) struct Pool {
    path: PathBuf,
    began: Instant,
    /// How long one statement may take, where a reader has no limit as a whole.
    statement: Duration,
    idle: Mutex<Vec<Timed>>,
}

/// A connection with the moment until which it may work, in milliseconds since the pool began.
struct Timed {
    connection: Connection,
    until: Arc<AtomicU64>,
}

impl Pool {
    pub(crate) fn new(path: PathBuf, statement: Duration) -> Arc<Self> {
        Arc::new(Self { path, began: Instant::now(), statement, idle: Mutex::default() })
    }

    /// A reader; `deadline` is when its time is up, else each statement has its own.
    pub(crate) fn reader(self: &Arc<Self>, deadline: Option<Instant>) -> Result<PooledReader, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let timed = idle.map_or_else(|| self.open(), Ok)?;
        Ok(PooledReader { pool: Arc::clone(self), timed: Some(timed), deadline })
    }

    fn open(&self) -> Result<Timed, StoreError> {
        let mut connection = connect::to_read(&self.path)?;
        let until = Arc::new(AtomicU64::new(u64::MAX));
        let (limit, began) = (Arc::clone(&until), self.began);
        let is_up = move || millis(began.elapsed()) > limit.load(Ordering::Relaxed);
        connection.progress_handler(STEPS, Some(is_up)).map_err(fault)?;
        Ok(Timed { connection, until })
    }
}

/// A reader that goes back to the pool.
pub(crate) struct PooledReader {
    pool: Arc<Pool>,
    timed: Option<Timed>,
    deadline: Option<Instant>,
}

impl Connected for PooledReader {
    fn connection(&self) -> Result<&Connection, StoreError> {
        let now = Instant::now();
        if self.deadline.is_some_and(|deadline| now > deadline) {
            return Err(StoreError::TooSlow);
        }
        let timed = self.timed.as_ref().ok_or_else(|| StoreError::Io("the connection was given back".to_owned()))?;
        let until = self.deadline.unwrap_or(now + self.pool.statement);
        timed.until.store(millis(until.saturating_duration_since(self.pool.began)), Ordering::Relaxed);
        Ok(&timed.connection)
    }
}

impl Drop for PooledReader {
    fn drop(&mut self) {
        let Some(timed) = self.timed.take().filter(|timed| timed.connection.is_autocommit()) else { return };
        // Only while somebody waits for it its time runs.
        timed.until.store(u64::MAX, Ordering::Relaxed);
        let mut idle = self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_MAX {
            idle.push(timed);
        }
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db;

    const LONG: &str =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) FROM n";

    #[test]
    fn one_long_statement_ends_when_its_time_is_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("baton.db");
        drop(connect::to_write(&path).unwrap());
        let pool = Pool::new(path, Duration::from_millis(20));
        let deadline = Some(Instant::now() + Duration::from_millis(20));
        for deadline in [None, deadline] {
            let reader = pool.reader(deadline).unwrap();
            assert_eq!(db::number(&reader, LONG, []), Err(StoreError::TooSlow));
            drop(reader);
            assert_eq!(db::number(&pool.reader(None).unwrap(), "SELECT 7", []), Ok(7), "the connection goes on");
        }
    }
}
