//! Copies of both databases, taken while a server may be writing.
//!
//! A copy is one committed state, without pages that are free and may hold what was deleted. The keys are copied after the
//! entries: keys that are newer than the entries are fine, the other way round something sealed could not be opened.

use crate::connect;
use crate::folder::{KEYS_FILE, MAIN_FILE};
use crate::room;
use baton_store::StoreError;
use std::path::{Path, PathBuf};

/// Where the copies go; neither file may exist.
#[derive(Debug, Clone)]
pub struct CopyTo {
    /// The entries and tables.
    pub main: PathBuf,
    /// The keys.
    pub keys: PathBuf,
}

/// Copies both databases of a data folder, durably.
pub fn copy(folder: &Path, to: &CopyTo) -> Result<(), StoreError> {
    copy_one(&folder.join(MAIN_FILE), &to.main)?;
    copy_one(&folder.join(KEYS_FILE), &to.keys)
}

fn copy_one(from: &Path, to: &Path) -> Result<(), StoreError> {
    room::copy(&connect::to_read(from)?, to)
}
