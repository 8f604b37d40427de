//! Why a backup cannot be made or restored.

use baton_store::StoreError;
use thiserror::Error;

/// Why a backup cannot be made or restored.
#[derive(Debug, Error)]
pub enum BackupError {
    /// There is something already where it is to go.
    #[error("backup.folder_not_empty: there is something in this folder already: {0}")]
    FolderNotEmpty(String),
    /// This is no backup, or one that was never finished.
    #[error("backup.not_one: this is no backup, or one that was not finished: {0}")]
    NotOne(String),
    /// Something in it is not what was written.
    #[error("backup.damaged: the backup is damaged: {0}")]
    Damaged(String),
    /// The keys are not there, or of another workspace, or of a day before.
    #[error("backup.keys_missing: the keys do not belong to this backup: {0}")]
    KeysMissing(String),
    /// All bytes are there, but what they say does not verify.
    #[error("backup.not_verified: the history in the backup does not verify: {0}")]
    NotVerified(String),
    /// What was being restored here was not finished.
    #[error("backup.restore_unfinished: a restore into this folder was not finished: {0}")]
    RestoreUnfinished(String),
    /// A file could not be read or written.
    #[error("{0}: {1}")]
    Io(String, std::io::Error),
    /// A database could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl BackupError {
    /// Its code; where it comes from below, that of the store.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FolderNotEmpty(_) => "backup.folder_not_empty",
            Self::NotOne(_) => "backup.not_one",
            Self::Damaged(_) => "backup.damaged",
            Self::KeysMissing(_) => "backup.keys_missing",
            Self::NotVerified(_) => "backup.not_verified",
            Self::RestoreUnfinished(_) => "backup.restore_unfinished",
            Self::Io(..) => "store.io_failed",
            Self::Store(error) => error.code(),
        }
    }
}
