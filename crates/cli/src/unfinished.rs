//! An example is made whole or not at all: while it is made a mark lies in its folder, and where a start finds the mark, what
//! is there was never finished and is made anew. Only files of a workspace are taken away, and only beside the mark.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context;

/// The mark. Nobody has worked in a workspace that has it.
const MARK: &str = "example-is-being-made";
/// What a workspace consists of, but for the lock.
const PARTS: [&str; 8] =
    ["baton.db", "baton.db-wal", "baton.db-shm", "keys.db", "keys.db-wal", "keys.db-shm", "files", "heads"];

/// Says that an example is being made here.
pub fn begin(folder: &Path) -> anyhow::Result<()> {
    let mark = File::create(folder.join(MARK)).and_then(|mark| mark.sync_all());
    mark.and_then(|()| sync(folder)).with_context(|| format!("cannot write into {}", folder.display()))
}

/// Says that it was made.
pub fn end(folder: &Path) -> anyhow::Result<()> {
    let gone = fs::remove_file(folder.join(MARK));
    gone.and_then(|()| sync(folder)).with_context(|| format!("cannot write into {}", folder.display()))
}

/// Whether an example was begun here and never finished.
pub fn is_unfinished(folder: &Path) -> bool {
    folder.join(MARK).exists()
}

/// Takes what was begun away. The mark stays until an example is whole.
pub fn clear(folder: &Path) -> anyhow::Result<()> {
    for part in PARTS.map(|part| folder.join(part)) {
        let gone = if part.is_dir() { fs::remove_dir_all(&part) } else { fs::remove_file(&part) };
        match gone {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot take {} away", part.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

fn sync(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}
