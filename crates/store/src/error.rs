//! What can go wrong in a store, as codes that a caller can act on.

use std::io::ErrorKind;

use thiserror::Error;

/// Why a store could not do it. Nothing of the transaction has happened.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The disk is full: refuse writes, go on reading, try again.
    #[error("the disk is full: {0}")]
    Full(String),
    /// Reading or writing failed.
    #[error("the storage failed: {0}")]
    Io(String),
    /// A sync failed, so nobody knows what is on the disk: stop, recover at the next start.
    #[error("the disk did not confirm a write: {0}")]
    SyncFailed(String),
    /// What was read before is no longer so, or a value that must be unique is taken.
    #[error("it was changed meanwhile: {0}")]
    Conflict(String),
    /// What is stored cannot be: damaged, or changed by another program.
    #[error("the stored data is damaged: {0}")]
    Corrupt(String),
    /// The database was written by a newer version of Baton.
    #[error("the database has format {found}, this program knows up to {known}")]
    NewerDatabase {
        /// The database's format.
        found: i64,
        /// The newest format this program knows.
        known: i64,
    },
    /// The keys do not belong to the entries: they are missing, older, or of another workspace.
    #[error("the keys do not belong to this workspace: {0}")]
    KeysMissing(String),
    /// Another server has this folder open.
    #[error("another server uses this folder: {0}")]
    InUse(String),
    /// There is one writer, and it was given out already.
    #[error("the writer was given out already")]
    WriterTaken,
    /// No workspace was founded in this store yet.
    #[error("no workspace was founded here yet")]
    NoWorkspace,
    /// A value goes over its limit.
    #[error("too large: {what}, at most {max}")]
    TooLarge {
        /// What is too large.
        what: String,
        /// The limit.
        max: i64,
    },
    /// A read took longer than a read may.
    #[error("reading took too long")]
    TooSlow,
}

impl StoreError {
    /// A run's entry was to be appended before its row was put.
    pub fn no_run(run: i64) -> Self {
        Self::Conflict(format!("the run has no row yet: {run}"))
    }

    /// What a failure to read or write a file means. One to sync it is [`StoreError::SyncFailed`] instead.
    pub fn of_file(what: &str, fault: &std::io::Error) -> Self {
        let text = format!("{what}: {fault}");
        match fault.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full(text),
            _ => Self::Io(text),
        }
    }

    /// The code, as in the table of codes.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Full(_) => "store.full",
            Self::Io(_) => "store.io_failed",
            Self::SyncFailed(_) => "store.sync_failed",
            Self::Conflict(_) => "store.conflict",
            Self::Corrupt(_) => "store.corrupt",
            Self::NewerDatabase { .. } => "store.newer_database",
            Self::KeysMissing(_) => "store.keys_missing",
            Self::InUse(_) => "store.in_use",
            Self::WriterTaken => "store.writer_taken",
            Self::NoWorkspace => "store.no_workspace",
            Self::TooLarge { .. } => "store.too_large",
            Self::TooSlow => "store.too_slow",
        }
    }

    /// Whether the caller must stop and start again rather than go on.
    pub const fn must_stop(&self) -> bool {
        matches!(self, Self::SyncFailed(_) | Self::Corrupt(_))
    }
}
