//! Writing the log back into the database, apart from the commits.
//!
//! A thread runs a passive checkpoint soon after something was committed. Where the log still grows over its mark, the
//! writer is told to begin it anew itself before its next batch: under a saturated writer a thread alone never gets there.
//! Neither waits for a reader that stays long, such as a backup: it is tried again later. What must not stay in the log,
//! since it was erased, is owed until the log is empty. A sync that fails here, or in the database of keys, is kept, and
//! fails every transaction from then on.

use crate::connect;
use crate::db;
use crate::fault::fault;
use crate::sql;
use baton_store::StoreError;
use rusqlite::Connection;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long commits are gathered before the thread writes them back.
const GATHER_MS: u64 = 250;
/// How long it is waited for readers where the log is to begin anew; they are short, or stay for minutes.
const READERS_MS_MAX: u64 = 100;
/// When it is tried again to empty a log, where nothing is committed meanwhile.
const AGAIN_MS: u64 = 500;
const PAGE_BYTES: i64 = 4096;

/// What the thread and the writer tell each other.
#[derive(Default)]
pub(crate) struct Signals {
    state: Mutex<State>,
    wake: Condvar,
    over_mark: AtomicBool,
    /// Whoever runs a checkpoint has this: SQLite would refuse a second one at once.
    turn: Mutex<()>,
}

#[derive(Default)]
struct State {
    committed: bool,
    stop: bool,
    /// Something was erased, and the log is not empty since.
    owed: bool,
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

    /// Whether the writer is to begin the log anew.
    pub(crate) fn is_over_mark(&self) -> bool {
        self.over_mark.load(Ordering::Acquire)
    }

    /// Writes everything back and lets the log begin anew, on the writer's connection; whether it does. It does not where
    /// somebody reads for long or the thread is just at it.
    pub(crate) fn begin_anew(&self, connection: &Connection) -> Result<bool, StoreError> {
        let _turn = match self.turn.try_lock() {
            Ok(turn) => turn,
            Err(TryLockError::Poisoned(turn)) => turn.into_inner(),
            Err(TryLockError::WouldBlock) => return Ok(false),
        };
        let begun = patient(connection, READERS_MS_MAX, || self.restart(connection))?;
        self.over_mark.store(!begun, Ordering::Release);
        Ok(begun)
    }

    /// Empties the log, on the writer's connection; where a reader stays too long, the thread does it later.
    pub(crate) fn empty(&self, connection: &Connection) -> Result<(), StoreError> {
        self.state().owed = true;
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.restart(connection)? {
            tracing::info!("the database's log is emptied once those who read it are done");
            self.wake.notify_one();
        }
        Ok(())
    }

    fn restart(&self, connection: &Connection) -> Result<bool, StoreError> {
        if !self.state().owed {
            return Ok(frames(connection, sql!("database/checkpoint_restart"))?.0);
        }
        let emptied = truncate(connection)?;
        self.state().owed = !emptied;
        Ok(emptied)
    }

    /// The thread's work; whether the log is over its mark.
    fn write_back(&self, connection: &Connection, wal_bytes_max: i64) -> Result<bool, StoreError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, frames) = frames(connection, sql!("database/checkpoint_passive"))?;
        let owed = self.state().owed && !patient(connection, 0, || self.restart(connection))?;
        Ok(owed || frames * PAGE_BYTES > wal_bytes_max)
    }

    /// The failure that means that nobody knows what is on the disk.
    pub(crate) fn fault(&self) -> Option<StoreError> {
        self.state().fault.clone()
    }

    /// Waits until there is something to write back; false when it is to stop.
    fn wait(&self) -> bool {
        let idle = |state: &mut State| !state.committed && !state.stop;
        let mut state = self.state();
        while idle(&mut state) && !state.owed {
            state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let again = Duration::from_millis(AGAIN_MS);
        let (state, _) = self.wake.wait_timeout_while(state, again, idle).unwrap_or_else(PoisonError::into_inner);
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
        // A process that was killed may have left something in the log that it had erased.
        signals.state().owed = true;
        let work = move || {
            while shared.wait() {
                match shared.write_back(&connection, wal_bytes_max) {
                    Ok(over_mark) => shared.over_mark.store(over_mark, Ordering::Release),
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

/// Writes everything back and empties the log; whether nobody was in the way.
pub(crate) fn truncate(connection: &Connection) -> Result<bool, StoreError> {
    Ok(frames(connection, sql!("database/checkpoint_truncate"))?.0)
}

/// Does something that waits for locks no longer than that.
pub(crate) fn patient<T>(
    connection: &Connection,
    milliseconds: u64,
    work: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    connection.busy_timeout(Duration::from_millis(milliseconds)).map_err(fault)?;
    let done = work();
    connection.busy_timeout(Duration::from_millis(connect::BUSY_MS_MAX)).map_err(fault)?;
    done
}

/// Runs a checkpoint: whether it did all of it, and how many frames the log holds.
fn frames(connection: &Connection, sql: &str) -> Result<(bool, i64), StoreError> {
    let row = db::one(connection, sql, [], |cols| Ok((cols.get::<i64>()?, cols.get::<i64>()?)))?;
    Ok(row.map_or((true, 0), |(busy, frames)| (busy == 0, frames)))
}
