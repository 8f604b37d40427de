//! Writes the databases of a folder anew, without the room that is free in them, so that they are no larger than what they hold
//! and can give room back from then on. No server may have the folder.
//!
//! The new file is written beside the old one and takes its place once it is on the disk. Wherever the process ends, one of the
//! two is there, whole; one that was left half written is no database of anybody, and is written over or removed.

use crate::checkpoints::truncate;
use crate::connect;
use crate::folder::{ANEW, Folder, KEYS_FILE, MAIN_FILE};
use crate::migrate;
use crate::room;
use baton_store::StoreError;
use std::fs;
use std::os::unix::fs::{MetadataExt, fchown};
use std::path::{Path, PathBuf};

/// What stands after a database's name in that of its log.
const LOG: &str = "-wal";

/// How large both databases were together with their logs, and are, in bytes.
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
        compacted.before += size(&path)? + log_size(&path)?;
        write_anew(&folder, &path, steps).or_else(|fault| folder.drop_anew(name).and(Err(fault)))?;
        compacted.after += size(&path)?;
    }
    Ok(compacted)
}

fn write_anew(folder: &Folder, path: &Path, steps: &[&str]) -> Result<(), StoreError> {
    let (anew, log) = (beside(path, ANEW), beside(path, LOG));
    let connection = connect::to_write(path)?;
    migrate::check(&connection, steps)?;
    like(path, &anew).map_err(|fault| io(&anew, &fault))?;
    room::copy(&connection, &anew)?;
    // Now, while nobody else can have it: to be written with a log a database must be had alone.
    drop(connect::to_write(&anew)?);
    room::sync(&anew)?;
    if !truncate(&connection)? {
        return Err(StoreError::InUse(format!("{}, which somebody reads", path.display())));
    }
    drop(connection);
    // The log of the old file would be taken for one of the new: it must be gone for good before.
    if log.exists() {
        return Err(StoreError::InUse(format!("{}, which somebody reads", path.display())));
    }
    folder.sync()?;
    fs::rename(&anew, path).map_err(|fault| io(path, &fault))?;
    folder.sync()
}

/// Makes an empty file with the other's owner and mode: whoever could read and write the database can read and write the new one,
/// and nobody else.
fn like(path: &Path, anew: &Path) -> std::io::Result<()> {
    let old = fs::metadata(path)?;
    let file = fs::File::create_new(anew)?;
    file.set_permissions(old.permissions())?;
    fchown(&file, Some(old.uid()), Some(old.gid()))
}

fn beside(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    PathBuf::from(name)
}

fn size(path: &Path) -> Result<u64, StoreError> {
    Ok(fs::metadata(path).map_err(|fault| io(path, &fault))?.len())
}

/// How large its log is, if it has one.
fn log_size(path: &Path) -> Result<u64, StoreError> {
    let log = beside(path, LOG);
    if log.exists() { size(&log) } else { Ok(0) }
}

fn io(path: &Path, fault: &std::io::Error) -> StoreError {
    StoreError::Io(format!("{}: {fault}", path.display()))
}
