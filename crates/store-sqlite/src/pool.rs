//! Connections for readers: opened when wanted, kept for the next, up to a number.

use crate::connect;
use crate::db::Connected;
use baton_store::StoreError;
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// How many idle connections are kept. Opening one reads the whole schema, so it is more than are wanted at once.
const IDLE_MAX: usize = 32;

/// The idle connections of one database.
pub(crate) struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Pool {
    pub(crate) fn new(path: PathBuf) -> Arc<Self> {
        Arc::new(Self { path, idle: Mutex::default() })
    }

    /// A reader; `deadline` is when its time is up.
    pub(crate) fn reader(self: &Arc<Self>, deadline: Option<Instant>) -> Result<PooledReader, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = idle.map_or_else(|| connect::to_read(&self.path), Ok)?;
        Ok(PooledReader { pool: Arc::clone(self), connection: Some(connection), deadline })
    }
}

/// A reader that goes back to the pool.
pub(crate) struct PooledReader {
    pool: Arc<Pool>,
    connection: Option<Connection>,
    deadline: Option<Instant>,
}

impl Connected for PooledReader {
    fn connection(&self) -> Result<&Connection, StoreError> {
        if self.deadline.is_some_and(|deadline| Instant::now() > deadline) {
            return Err(StoreError::TooSlow);
        }
        self.connection.as_ref().ok_or_else(|| StoreError::Io("the connection was given back".to_owned()))
    }
}

impl Drop for PooledReader {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take().filter(Connection::is_autocommit) else { return };
        let mut idle = self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_MAX {
            idle.push(connection);
        }
    }
}
