//! The data folder: opening and founding the workspace in it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use baton_runtime::files::Folder;
use baton_runtime::{Heads, Place};
use baton_store_sqlite::{Options, SqliteStore};

/// The folder of files, beside the databases.
const FILES: &str = "files";
/// The folder of signed checkpoints.
const HEADS: &str = "heads";

/// How long looking at a workspace may take: all of a long history is read as one state.
const LOOK_MS_MAX: u64 = 3_600_000;

/// Where a workspace is kept, opened to work on it.
pub fn open(folder: &Path) -> anyhow::Result<Place> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let store = SqliteStore::open(folder, Options::default());
    let store = store.with_context(|| format!("the workspace in {} cannot be opened", folder.display()))?;
    let files = folder.join(FILES);
    let shelf = Folder::open(&files).with_context(|| format!("cannot use the folder {}", files.display()))?;
    Ok(Place { store: Arc::new(store), shelf: Arc::new(shelf), heads: Heads::in_folder(heads_path(folder)) })
}

/// The store of a workspace, opened to look at it, also while a server has it.
pub fn look_at(folder: &Path) -> anyhow::Result<SqliteStore> {
    if !folder.exists() {
        bail!("there is no folder {}", folder.display());
    }
    SqliteStore::look_at(folder, Options { view_ms_max: LOOK_MS_MAX, ..Options::default() })
        .with_context(|| format!("the workspace in {} cannot be read", folder.display()))
}

/// Where signed checkpoints are kept as files.
pub fn heads_path(folder: &Path) -> PathBuf {
    folder.join(HEADS)
}

/// Where a file's sealed content lies.
pub fn file_path(folder: &Path, id: &str) -> PathBuf {
    folder.join(FILES).join(id)
}
