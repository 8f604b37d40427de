//! The data folder: one server at a time.

use baton_store::StoreError;
use std::fs::{File, TryLockError, create_dir_all};
use std::path::{Path, PathBuf};

/// The entries and tables.
pub(crate) const MAIN_FILE: &str = "baton.db";
/// The keys.
pub(crate) const KEYS_FILE: &str = "keys.db";

/// The folder, locked as long as this lives.
pub(crate) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Makes the folder where it is missing, and locks it.
    pub(crate) fn lock(path: &Path) -> Result<Self, StoreError> {
        let io = |fault: std::io::Error| StoreError::Io(format!("{}: {fault}", path.display()));
        create_dir_all(path).map_err(io)?;
        let lock = File::options().create(true).truncate(false).write(true).open(path.join("lock")).map_err(io)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path.display().to_string())),
            Err(TryLockError::Error(fault)) => Err(io(fault)),
        }
    }

    /// Makes the names of new files durable: a file that was synced can still be missing after a power cut.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        let synced = File::open(&self.path).and_then(|folder| folder.sync_all());
        synced.map_err(|fault| StoreError::SyncFailed(format!("{}: {fault}", self.path.display())))
    }

    /// A file in it.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}
