//! A workspace is restored whole or not at all: while it is copied a mark lies in its folder, and nothing opens a folder that
//! has it. Also what copying to and from a backup needs of the file system; everything it writes is durable.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::Context;
use baton_runtime::backup::BackupError;

/// The mark.
const MARK: &str = "restore-is-being-made";

/// Says that a workspace is being restored here.
pub fn begin(folder: &Path) -> anyhow::Result<()> {
    write_file(&folder.join(MARK), b"")?;
    sync(folder)
}

/// Says that it was restored.
pub fn end(folder: &Path) -> anyhow::Result<()> {
    let mark = folder.join(MARK);
    fs::remove_file(&mark).with_context(|| format!("cannot take {} away", mark.display()))?;
    sync(folder)
}

/// Whether a file is the mark.
pub fn is_mark(path: &Path) -> bool {
    path.ends_with(MARK)
}

/// Refuses a folder in which a restore was begun and never finished.
pub fn must_be_finished(folder: &Path) -> Result<(), BackupError> {
    if folder.join(MARK).exists() {
        return Err(BackupError::RestoreUnfinished(folder.display().to_string()));
    }
    Ok(())
}

/// Copies a file; whether it was there.
pub fn copy_if_there(from: &Path, to: &Path) -> anyhow::Result<bool> {
    let mut source = match File::open(from) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        opened => opened.with_context(|| format!("cannot read {}", from.display()))?,
    };
    let copied = File::create_new(to).and_then(|mut target| {
        std::io::copy(&mut source, &mut target)?;
        target.sync_all()
    });
    copied.with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(true)
}

/// Copies a file that must be there.
pub fn copy_file(from: &Path, to: &Path) -> anyhow::Result<()> {
    anyhow::ensure!(copy_if_there(from, to)?, "there is no {}", from.display());
    Ok(())
}

/// Writes a new file.
pub fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let written = File::create_new(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.with_context(|| format!("cannot write {}", path.display()))
}

/// Makes the name of a folder that was made here durable.
pub fn sync_name(made: &Path) -> anyhow::Result<()> {
    match made.parent() {
        Some(parent) if parent.as_os_str().is_empty() => sync(Path::new(".")),
        Some(parent) => sync(parent),
        None => Ok(()),
    }
}

/// Makes the names in a folder durable.
pub fn sync(folder: &Path) -> anyhow::Result<()> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .with_context(|| format!("cannot write into {}", folder.display()))
}
