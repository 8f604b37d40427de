//! Signed checkpoints as files, beside those in the database: `DIR/heads/<epoch>-<size>`, to be copied elsewhere.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use baton_store::StoreError;
use baton_store::row::HeadRow;
use baton_store::verify::KeptHead;

use crate::files;

/// Where checkpoints are kept as files; none: only in the database.
#[derive(Clone, Debug, Default)]
pub struct Heads {
    folder: Option<PathBuf>,
}

impl Heads {
    /// In this folder.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder: Some(folder) }
    }

    /// Keeps one, whole or not at all.
    pub fn keep(&self, head: &HeadRow) -> Result<(), StoreError> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let failed = |error: std::io::Error| StoreError::of_file("a checkpoint could not be kept", &error);
        files::folder(folder)?;
        let place = file(folder, head.epoch, head.size);
        let beside = place.with_extension("new");
        let mut written = File::create(&beside).map_err(failed)?;
        written.write_all(head.note.as_bytes()).map_err(failed)?;
        files::sync(&written, &beside)?;
        std::fs::rename(&beside, &place).map_err(failed)?;
        files::sync_folder(folder)
    }

    /// Those that are kept as files, in the order of their names. Other files in the folder are none.
    pub fn list(&self) -> Result<Vec<KeptHead>, StoreError> {
        let Some(folder) = &self.folder else { return Ok(Vec::new()) };
        let failed = |error: std::io::Error| StoreError::Io(format!("the checkpoints cannot be read: {error}"));
        let entries = match std::fs::read_dir(folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(failed)?,
        };
        let mut kept = Vec::new();
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if place_of(&name).is_none() {
                continue;
            }
            match std::fs::read(entry.path()) {
                Ok(note) => kept.push(KeptHead { name, note: String::from_utf8_lossy(&note).into_owned() }),
                // A later one of its hour has just replaced it.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(failed(error)),
            }
        }
        kept.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(kept)
    }

    /// Forgets one that a later one makes needless. Where that fails, one file more is kept.
    pub fn forget(&self, epoch: i64, size: i64) {
        let Some(folder) = &self.folder else { return };
        if let Err(error) = std::fs::remove_file(file(folder, epoch, size)) {
            tracing::debug!(%error, epoch, size, "a checkpoint's file could not be removed");
        }
    }
}

/// Epoch and size that a file's name says.
pub(crate) fn place_of(name: &str) -> Option<(i64, i64)> {
    let (epoch, size) = name.split_once('-')?;
    Some((epoch.parse().ok()?, size.parse().ok()?))
}

fn file(folder: &Path, epoch: i64, size: i64) -> PathBuf {
    folder.join(format!("{epoch}-{size}"))
}
