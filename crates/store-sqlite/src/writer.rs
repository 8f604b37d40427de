//! The writer: one connection, one transaction at a time.

use crate::checkpoints::Signals;
use crate::connect;
use crate::db::{self, Connected, Db};
use crate::fault::fault;
use crate::folder::{Folder, MAIN_FILE};
use crate::put;
use crate::room;
use crate::sql;
use baton_store::read::{Last, ReadEntries};
use baton_store::store::Work;
use baton_store::{Change, Entry, EntryHead, NewEntry, StoreError, StreamKind, Tx, Writer};
use rusqlite::{Connection, TransactionBehavior, params};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How long it is left at first, where the log could not begin anew, and at most.
const AGAIN_MIN: Duration = Duration::from_millis(500);
const AGAIN_MAX: Duration = Duration::from_secs(30);

/// The one that writes.
pub(crate) struct SqliteWriter {
    connection: Connection,
    signals: Arc<Signals>,
    known: Known,
    begin_anew: Again,
    given_back: Arc<AtomicBool>,
    // The folder stays locked while something can still write.
    _folder: Arc<Folder>,
}

/// When it is tried again to let the log begin anew: later and later while somebody reads, since each try holds up the batch.
struct Again {
    at: Instant,
    pause: Duration,
}

impl Again {
    fn new() -> Self {
        Self { at: Instant::now(), pause: AGAIN_MIN }
    }

    fn tried(&mut self, begun: bool) {
        if begun {
            *self = Self::new();
        } else {
            self.at = Instant::now() + self.pause;
            self.pause = (self.pause * 2).min(AGAIN_MAX);
        }
    }
}

/// What the writer knows without asking the database.
#[derive(Debug, Clone, Copy)]
struct Known {
    workspace: Option<Uuid>,
    last: Option<Last>,
}

impl SqliteWriter {
    pub(crate) fn open(
        folder: Arc<Folder>,
        signals: Arc<Signals>,
        given_back: Arc<AtomicBool>,
    ) -> Result<Self, StoreError> {
        let connection = connect::to_write(&folder.file(MAIN_FILE))?;
        let known = Known { workspace: Db(&connection).workspace()?, last: Db(&connection).last()? };
        Ok(Self { connection, signals, known, begin_anew: Again::new(), given_back, _folder: folder })
    }
}

impl Drop for SqliteWriter {
    fn drop(&mut self) {
        self.given_back.store(false, Ordering::Release);
    }
}

impl Connected for SqliteWriter {
    fn connection(&self) -> Result<&Connection, StoreError> {
        Ok(&self.connection)
    }
}

impl Writer for Db<SqliteWriter> {
    fn transaction(&mut self, work: Work<'_>) -> Result<(), StoreError> {
        self.0.transaction(work)
    }

    fn hold(&self) -> Result<(), StoreError> {
        if self.0.connection.is_autocommit() {
            db::run(&self.0.connection, sql!("database/hold"), [])?;
        }
        Ok(())
    }

    fn release(&self) -> Result<(), StoreError> {
        self.0.release()
    }

    fn write_back(&mut self) -> Result<(), StoreError> {
        self.0.release()?;
        self.0.signals.empty(&self.0.connection)
    }
}

impl SqliteWriter {
    fn transaction(&mut self, work: Work<'_>) -> Result<(), StoreError> {
        self.signals.fault().map_or(Ok(()), Err)?;
        let done = self.commit(work);
        done.inspect_err(|fault| self.signals.failed(fault))
    }

    /// Ends what `hold` began; nothing was written in it.
    fn release(&self) -> Result<(), StoreError> {
        if !self.connection.is_autocommit() {
            db::run(&self.connection, sql!("database/release"), [])?;
        }
        Ok(())
    }

    fn commit(&mut self, work: Work<'_>) -> Result<(), StoreError> {
        self.release()?;
        if self.signals.is_over_mark() && Instant::now() >= self.begin_anew.at {
            self.begin_anew.tried(self.signals.begin_anew(&self.connection)?);
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let mut tx = Db(SqliteTx { connection: &transaction, known: self.known, fault: None });
        work(&mut tx)?;
        let known = tx.0.fault.map_or(Ok(tx.0.known), Err)?;
        transaction.commit().map_err(fault)?;
        self.known = known;
        self.signals.committed();
        Ok(())
    }
}

struct SqliteTx<'a> {
    connection: &'a Connection,
    known: Known,
    /// The first thing that failed: the transaction can only fail then, whatever the work says.
    fault: Option<StoreError>,
}

impl SqliteTx<'_> {
    fn try_found(&mut self, workspace: Uuid) -> Result<(), StoreError> {
        if self.known.workspace.is_some() {
            return Err(StoreError::Conflict("the workspace is founded already".to_owned()));
        }
        db::run(self.connection, sql!("workspace/insert"), [workspace.as_bytes().as_slice()])?;
        self.known.workspace = Some(workspace);
        Ok(())
    }

    fn try_append(&mut self, new: &NewEntry) -> Result<EntryHead, StoreError> {
        let workspace = self.known.workspace.ok_or(StoreError::NoWorkspace)?;
        let before = self.head_to_append_to(new)?;
        new.check(self.known.last.as_ref(), before.as_ref())?;
        let number = self.known.last.map_or(0, |last| last.number) + 1;
        let entry = Entry::next(&workspace, number, before.as_ref(), new);
        put::entry(self.connection, &entry)?;
        self.known.last = Some(Last { number, time_us: entry.time_us });
        Ok(entry.head())
    }

    fn head_to_append_to(&self, new: &NewEntry) -> Result<Option<EntryHead>, StoreError> {
        if new.stream.kind != StreamKind::Run {
            return Db(self.connection).stream_head(new.stream);
        }
        let head = db::one(self.connection, sql!("run/head"), params![new.stream.id], put::head_of)?;
        let head = head.ok_or_else(|| StoreError::no_run(new.stream.id))?;
        Ok(Some(head).filter(|head| head.number != 0))
    }

    fn keep_fault<T>(&mut self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(fault) = &result {
            self.fault.get_or_insert_with(|| fault.clone());
        }
        result
    }
}

impl Connected for SqliteTx<'_> {
    fn connection(&self) -> Result<&Connection, StoreError> {
        Ok(self.connection)
    }
}

impl Tx for Db<SqliteTx<'_>> {
    fn found_workspace(&mut self, workspace: Uuid) -> Result<(), StoreError> {
        let result = self.0.try_found(workspace);
        self.0.keep_fault(result)
    }

    fn append(&mut self, entry: &NewEntry) -> Result<EntryHead, StoreError> {
        let result = self.0.try_append(entry);
        self.0.keep_fault(result)
    }

    fn put(&mut self, change: &Change) -> Result<(), StoreError> {
        let result = change.check().and_then(|()| put::put(self.0.connection, change));
        self.0.keep_fault(result)
    }

    fn give_back(&mut self) -> Result<(), StoreError> {
        let result = room::give_back(self.0.connection);
        self.0.keep_fault(result)
    }
}
