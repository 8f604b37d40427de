//! Signed checkpoints as files, beside those in the database: `DIR/heads/<epoch>-<size>`, to be copied elsewhere.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use baton_store::StoreError;
use baton_store::row::HeadRow;

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
        let failed = |error: std::io::Error| StoreError::Io(format!("a checkpoint could not be kept: {error}"));
        std::fs::create_dir_all(folder).map_err(failed)?;
        let place = file(folder, head.epoch, head.size);
        let beside = place.with_extension("new");
        let mut written = File::create(&beside).map_err(failed)?;
        written.write_all(head.note.as_bytes()).map_err(failed)?;
        written.sync_all().map_err(failed)?;
        std::fs::rename(&beside, &place).map_err(failed)?;
        // The name is durable once its folder is.
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
    }

    /// Forgets one that a later one makes needless. Where that fails, one file more is kept.
    pub fn forget(&self, epoch: i64, size: i64) {
        let Some(folder) = &self.folder else { return };
        if let Err(error) = std::fs::remove_file(file(folder, epoch, size)) {
            tracing::debug!(%error, epoch, size, "a checkpoint's file could not be removed");
        }
    }
}

fn file(folder: &Path, epoch: i64, size: i64) -> PathBuf {
    folder.join(format!("{epoch}-{size}"))
}
