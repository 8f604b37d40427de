//! The store: a folder with two databases.

use crate::belonging;
use crate::checkpoints::{Checkpointer, Signals};
use crate::connect;
use crate::db::{Connected, Db};
use crate::fault::fault;
use crate::folder::{Folder, KEYS_FILE, MAIN_FILE};
use crate::keys::SqliteKeys;
use crate::migrate;
use crate::pool::Pool;
use crate::writer::SqliteWriter;
use baton_store::store::Look;
use baton_store::{Keys, Reader, Store, StoreError, Writer};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What can be set.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The size of the log from which on the writer waits for it to be written back.
    pub wal_bytes_max: i64,
    /// How long a view, or one statement of a reader, may take, since it keeps the log from being written back.
    pub view_ms_max: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { wal_bytes_max: 64 << 20, view_ms_max: 10_000 }
    }
}

/// The store in a folder. The folder is locked as long as it lives.
pub struct SqliteStore {
    // In this order: the writer's thread ends before the databases are closed, the folder is free last.
    checkpointer: Option<Checkpointer>,
    pool: Arc<Pool>,
    keys: Arc<SqliteKeys>,
    writer_taken: Arc<AtomicBool>,
    options: Options,
    folder: Option<Arc<Folder>>,
}

impl SqliteStore {
    /// Opens the folder, making and migrating what is missing. Another server there: `InUse`.
    pub fn open(folder: &Path, options: Options) -> Result<Self, StoreError> {
        let folder = Arc::new(Folder::lock(folder)?);
        let main = folder.file(MAIN_FILE);
        let mut connection = connect::to_write(&main)?;
        migrate::migrate(&mut connection, &main, migrate::MAIN)?;
        migrate::to_give_back(&connection, migrate::WRITTEN_ANEW_BYTES_MAX)?;
        let path = folder.file(KEYS_FILE);
        belonging::is_there(&connection, &path)?;
        let signals = Arc::<Signals>::default();
        let keys = SqliteKeys::open(&path, Arc::clone(&signals))?;
        belonging::check(&connection, &keys)?;
        let checkpointer = Checkpointer::start(connect::to_write(&main)?, options.wal_bytes_max, signals)?;
        // The logs are there by now, and stay as long as somebody has them open. SQLite syncs their names as well, and would
        // not say that it failed.
        folder.sync()?;
        drop(connection);
        Ok(Self {
            checkpointer: Some(checkpointer),
            pool: Pool::new(main, Duration::from_millis(options.view_ms_max)),
            keys: Arc::new(keys),
            writer_taken: Arc::default(),
            options,
            folder: Some(folder),
        })
    }

    /// Opens the folder to look at it, also while a server has it: nothing can be written.
    pub fn look_at(folder: &Path, options: Options) -> Result<Self, StoreError> {
        let main = folder.join(MAIN_FILE);
        let connection = connect::to_read(&main)?;
        let found = migrate::check(&connection, migrate::MAIN)?;
        let known = migrate::MAIN.len() as i64;
        if found == 0 {
            return Err(StoreError::NoWorkspace);
        }
        if found < known {
            return Err(StoreError::Conflict(format!(
                "the database has the older format {found}; `baton serve` brings it to {known}"
            )));
        }
        let path = folder.join(KEYS_FILE);
        belonging::is_there(&connection, &path)?;
        let keys = SqliteKeys::look_at(&path)?;
        match belonging::check(&connection, &keys) {
            // An entry that cannot be read is for who looks to name; only working on it is refused.
            Err(StoreError::Corrupt(_)) => {}
            checked => checked?,
        }
        Ok(Self {
            checkpointer: None,
            pool: Pool::new(main, Duration::from_millis(options.view_ms_max)),
            keys: Arc::new(keys),
            writer_taken: Arc::new(AtomicBool::new(true)),
            options,
            folder: None,
        })
    }
}

impl Store for SqliteStore {
    fn writer(&self) -> Result<Box<dyn Writer>, StoreError> {
        let (Some(checkpointer), Some(folder)) = (&self.checkpointer, &self.folder) else {
            return Err(StoreError::WriterTaken);
        };
        if self.writer_taken.swap(true, Ordering::AcqRel) {
            return Err(StoreError::WriterTaken);
        }
        let given_back = Arc::clone(&self.writer_taken);
        let writer = SqliteWriter::open(Arc::clone(folder), checkpointer.signals(), given_back);
        Ok(Box::new(Db(writer.inspect_err(|_| self.writer_taken.store(false, Ordering::Release))?)))
    }

    fn reader(&self) -> Result<Box<dyn Reader + Send>, StoreError> {
        Ok(Box::new(Db(self.pool.reader(None)?)))
    }

    fn view(&self, look: Look<'_>) -> Result<(), StoreError> {
        let deadline = Instant::now() + Duration::from_millis(self.options.view_ms_max);
        let reader = Db(self.pool.reader(Some(deadline))?);
        let transaction = reader.connection()?.unchecked_transaction().map_err(fault)?;
        let looked = look(&reader);
        // Nothing was written: ending the transaction only lets the log go.
        transaction.finish().map_err(fault)?;
        looked
    }

    fn keys(&self) -> Arc<dyn Keys> {
        Arc::<SqliteKeys>::clone(&self.keys)
    }

    fn doubt(&self) -> Option<StoreError> {
        self.checkpointer.as_ref().and_then(|checkpointer| checkpointer.signals().fault())
    }

    fn drop_copies(&self) -> Result<(), StoreError> {
        self.folder.as_ref().map_or(Ok(()), |folder| folder.drop_copies())
    }
}
