//! Writes the databases of a folder anew, without the room that is free in them, so that they are no larger than what they hold
//! and can give room back from then on. No server may have the folder.
//!
//! The new file is written beside the old one and takes its place once it is on the disk. Wherever the process ends, one of the
//! two is there, whole; one that was left half written is no database of anybody, and is written over or removed.

use crate::checkpoints::truncate;
use crate::connect;
use crate::db;
use crate::fault::damaged;
use crate::folder::{ANEW, Folder, KEYS_FILE, MAIN_FILE};
use crate::migrate;
use crate::sql;
use baton_store::StoreError;
use std::fs;
use std::path::{Path, PathBuf};

/// How large both databases were together, and are, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compacted {
    /// Before.
    pub before: u64,
    /// Now.
    pub after: u64,
}

/// Does it. A server on the folder: `InUse`.
pub fn compact(folder: &Path) -> Result<Compacted, StoreError> {
    let folder = Folder::lock(folder)?;
    let mut compacted = Compacted { before: 0, after: 0 };
    for (name, steps) in [(MAIN_FILE, migrate::MAIN), (KEYS_FILE, migrate::KEYS)] {
        let path = folder.file(name);
        compacted.before += size(&path)?;
        write_anew(&folder, &path, steps)?;
        compacted.after += size(&path)?;
    }
    Ok(compacted)
}

fn write_anew(folder: &Folder, path: &Path, steps: &[&str]) -> Result<(), StoreError> {
    let (anew, log) = (beside(path, ANEW), beside(path, "-wal"));
    if anew.exists() {
        fs::remove_file(&anew).map_err(|fault| io(&anew, &fault))?;
    }
    let connection = connect::to_write(path)?;
    migrate::check(&connection, steps)?;
    let text = anew.to_str().ok_or_else(|| StoreError::Io("the folder's name is not UTF-8".to_owned()))?;
    db::run(&connection, sql!("database/copy"), [text])?;
    fs::File::open(&anew).and_then(|file| file.sync_all()).map_err(|fault| io(&anew, &fault))?;
    truncate(&connection)?;
    drop(connection);
    // The log of the old file would be taken for one of the new: it must be gone for good before.
    if log.exists() {
        return Err(damaged("the log of a database is still there after it was closed"));
    }
    folder.sync()?;
    fs::rename(&anew, path).map_err(|fault| io(path, &fault))?;
    folder.sync()
}

fn beside(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    PathBuf::from(name)
}

fn size(path: &Path) -> Result<u64, StoreError> {
    Ok(fs::metadata(path).map_err(|fault| io(path, &fault))?.len())
}

fn io(path: &Path, fault: &std::io::Error) -> StoreError {
    StoreError::Io(format!("{}: {fault}", path.display()))
}
