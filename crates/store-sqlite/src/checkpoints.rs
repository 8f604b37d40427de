//! Writing the log back into the database, apart from the commits.
//!
//! A thread runs a passive checkpoint soon after something was committed. Where the log still grows over its mark, the
//! writer is told to run a restart itself before its next batch: under a saturated writer a thread alone never gets there.
//! A sync that fails here, or in the database of keys, is kept, and fails every transaction from then on.

use crate::db;
use crate::sql;
use baton_store::StoreError;
use rusqlite::Connection;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long commits are gathered before the thread writes them back.
const GATHER_MS: u64 = 100;
const PAGE_BYTES: i64 = 4096;

/// What the thread and the writer tell each other.
#[derive(Default)]
pub(crate) struct Signals {
    state: Mutex<State>,
    wake: Condvar,
    over_mark: AtomicBool,
}

#[derive(Default)]
struct State {
    committed: bool,
    stop: bool,
    fault: Option<StoreError>,
}

impl Signals {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something was committed.
    pub(crate) fn committed(&self) {
        self.state().committed = true;
        self.wake.notify_one();
    }

    /// Whether the writer is to run a restart; told once.
    pub(crate) fn take_over_mark(&self) -> bool {
        self.over_mark.swap(false, Ordering::AcqRel)
    }

    /// The failure that means that nobody knows what is on the disk.
    pub(crate) fn fault(&self) -> Option<StoreError> {
        self.state().fault.clone()
    }

    /// Waits until there is something to write back; false when it is to stop.
    fn wait(&self) -> bool {
        let mut state = self.state();
        while !state.committed && !state.stop {
            state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let gather = Duration::from_millis(GATHER_MS);
        let waited = self.wake.wait_timeout_while(state, gather, |state| !state.stop);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.committed = false;
        !state.stop
    }

    /// Keeps a failure after which nobody knows what is on the disk; others pass.
    pub(crate) fn failed(&self, fault: &StoreError) {
        if fault.must_stop() {
            self.state().fault.get_or_insert_with(|| fault.clone());
        }
    }
}

/// The thread; it ends when this is dropped.
pub(crate) struct Checkpointer {
    signals: Arc<Signals>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    /// Starts it on a connection of its own.
    pub(crate) fn start(connection: Connection, wal_bytes_max: i64, signals: Arc<Signals>) -> Result<Self, StoreError> {
        let shared = Arc::clone(&signals);
        let work = move || {
            while shared.wait() {
                match passive(&connection) {
                    Ok(frames) if frames * PAGE_BYTES > wal_bytes_max => {
                        shared.over_mark.store(true, Ordering::Release);
                    }
                    Ok(_) => {}
                    Err(fault) => {
                        tracing::error!(code = fault.code(), %fault, "a checkpoint failed");
                        shared.failed(&fault);
                    }
                }
            }
        };
        let thread = thread::Builder::new().name("checkpoints".to_owned()).spawn(work);
        let thread = thread.map_err(|fault| StoreError::Io(fault.to_string()))?;
        Ok(Self { signals, thread: Some(thread) })
    }

    pub(crate) fn signals(&self) -> Arc<Signals> {
        Arc::clone(&self.signals)
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.signals.state().stop = true;
        self.signals.wake.notify_one();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so itself; there is nothing left to do about it here.
            let _ = thread.join();
        }
    }
}

/// Writes back what no reader needs; how many frames the log holds.
fn passive(connection: &Connection) -> Result<i64, StoreError> {
    frames(connection, sql!("database/checkpoint_passive"))
}

/// Writes everything back and lets the log begin anew; waits for readers as long as the connection waits for locks.
pub(crate) fn restart(connection: &Connection) -> Result<(), StoreError> {
    frames(connection, sql!("database/checkpoint_restart")).map(drop)
}

fn frames(connection: &Connection, sql: &str) -> Result<i64, StoreError> {
    let row = db::one(connection, sql, [], |cols| Ok((cols.get::<i64>()?, cols.get::<i64>()?)))?;
    Ok(row.map_or(0, |(_busy, frames)| frames))
}
