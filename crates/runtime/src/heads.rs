//! Signed checkpoints as files, beside those in the database: `DIR/heads/<epoch>-<size>`, to be copied elsewhere.

use std::path::PathBuf;

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
        let place = folder.join(format!("{}-{}", head.epoch, head.size));
        let beside = place.with_extension("new");
        std::fs::write(&beside, &head.note).map_err(failed)?;
        std::fs::rename(&beside, &place).map_err(failed)
    }
}
