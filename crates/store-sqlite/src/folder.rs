//! The data folder: one server at a time.

use baton_store::StoreError;
use std::fs::{File, TryLockError, create_dir_all};
use std::path::{Path, PathBuf};

/// The entries and tables.
pub(crate) const MAIN_FILE: &str = "baton.db";
/// The keys.
pub(crate) const KEYS_FILE: &str = "keys.db";
/// What stands after a database's name in that of its copy from before an upgrade; the number of the step follows.
pub(crate) const COPY: &str = ".before-";
/// What stands after a database's name in that of one that is written anew and not in its place yet.
pub(crate) const ANEW: &str = ".anew";

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
            Ok(()) => {
                let folder = Self { path: path.to_owned(), _lock: lock };
                // Who had the lock before may have ended while it wrote one anew: it takes room, and holds keys.
                for name in [MAIN_FILE, KEYS_FILE] {
                    folder.drop_anew(name)?;
                }
                Ok(folder)
            }
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path.display().to_string())),
            Err(TryLockError::Error(fault)) => Err(io(fault)),
        }
    }

    /// Makes the names of new files durable: a file that was synced can still be missing after a power cut.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        let synced = File::open(&self.path).and_then(|folder| folder.sync_all());
        synced.map_err(|fault| StoreError::SyncFailed(format!("{}: {fault}", self.path.display())))
    }

    /// Removes what stands beside a database while it is written anew, with its own log.
    pub(crate) fn drop_anew(&self, name: &str) -> Result<(), StoreError> {
        for of in ["", "-wal", "-shm"] {
            let path = self.path.join(format!("{name}{ANEW}{of}"));
            match std::fs::remove_file(&path) {
                Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreError::Io(format!("{}: {fault}", path.display())));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Removes the copies that an upgrade left.
    pub(crate) fn drop_copies(&self) -> Result<(), StoreError> {
        let io = |fault: std::io::Error| StoreError::Io(format!("{}: {fault}", self.path.display()));
        let mut dropped = false;
        for file in std::fs::read_dir(&self.path).map_err(io)? {
            let file = file.map_err(io)?;
            let name = file.file_name();
            let number = |of: &str| name.to_str().and_then(|name| name.strip_prefix(of)?.strip_prefix(COPY));
            let is_copy = |of: &str| number(of).is_some_and(|number| number.parse::<u32>().is_ok());
            if (is_copy(MAIN_FILE) || is_copy(KEYS_FILE)) && file.file_type().map_err(io)?.is_file() {
                tracing::info!(file = %file.path().display(), "a copy of a database is removed: it holds what is forgotten");
                std::fs::remove_file(file.path()).map_err(io)?;
                dropped = true;
            }
        }
        if dropped { self.sync() } else { Ok(()) }
    }

    /// A file in it.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}
