//! The data folder: opening and founding the workspace in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use baton_runtime::backup::BackupError;
use baton_runtime::files::Folder;
use baton_runtime::{Heads, Place};
use baton_store::StoreError;
use baton_store_sqlite::{Options, SqliteStore};

use crate::restoring;

/// The database of entries and tables.
pub const MAIN_FILE: &str = "baton.db";
/// The database of keys.
pub const KEYS_FILE: &str = "keys.db";
/// The folder of files, beside the databases.
pub const FILES: &str = "files";
/// The folder of signed checkpoints.
pub const HEADS: &str = "heads";
/// The file of settings, as it is called where nothing else is said.
pub const CONFIG: &str = "baton.toml";

/// How long looking at a workspace may take: all of a long history is read as one state.
const LOOK_MS_MAX: u64 = 3_600_000;

/// Where a workspace is kept, opened to work on it.
pub fn open(folder: &Path) -> anyhow::Result<Place> {
    restoring::must_be_finished(folder)?;
    open_marked(folder)
}

/// The same while the workspace is being restored.
pub fn open_marked(folder: &Path) -> anyhow::Result<Place> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let store = SqliteStore::open(folder, Options::default()).map_err(coded);
    let store = store.with_context(|| format!("the workspace in {} cannot be opened", folder.display()))?;
    let files = folder.join(FILES);
    let shelf = Folder::open(&files).with_context(|| format!("cannot use the folder {}", files.display()))?;
    Ok(Place { store: Arc::new(store), shelf: Arc::new(shelf), heads: Heads::in_folder(heads_path(folder)) })
}

/// The store of a workspace, opened to look at it, also while a server has it.
pub fn look_at(folder: &Path) -> anyhow::Result<SqliteStore> {
    restoring::must_be_finished(folder)?;
    look_at_marked(folder)
}

/// The same while the workspace is being restored.
pub fn look_at_marked(folder: &Path) -> anyhow::Result<SqliteStore> {
    if !folder.exists() {
        bail!("there is no folder {}", folder.display());
    }
    SqliteStore::look_at(folder, Options { view_ms_max: LOOK_MS_MAX, ..Options::default() })
        .map_err(coded)
        .with_context(|| format!("the workspace in {} cannot be read", folder.display()))
}

/// With its code, under which the remedy is found.
pub fn coded(error: StoreError) -> anyhow::Error {
    let code = error.code();
    anyhow::Error::new(error).context(code)
}

/// Where signed checkpoints are kept as files.
pub fn heads_path(folder: &Path) -> PathBuf {
    folder.join(HEADS)
}

/// Where a file's sealed content lies.
pub fn file_path(folder: &Path, id: &str) -> PathBuf {
    folder.join(FILES).join(id)
}

/// Refuses a folder in which there is something: nothing is written over.
pub fn must_be_empty(folder: &Path) -> anyhow::Result<()> {
    let empty = !folder.exists() || folder.read_dir().is_ok_and(|mut entries| entries.next().is_none());
    if empty { Ok(()) } else { Err(BackupError::FolderNotEmpty(folder.display().to_string()).into()) }
}

/// Takes away what was made in a folder that was empty, the folder too if it was made. What cannot be taken away stays; it is
/// no backup and no workspace.
pub fn clear(folder: &Path, with_folder: bool) {
    let entries = folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<_> = if with_folder { vec![folder.to_owned()] } else { entries.collect() };
    // The mark goes last: without it what is left could be taken for a workspace.
    paths.sort_by_key(|path| restoring::is_mark(path));
    for path in paths {
        let gone = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        if let Err(error) = gone {
            eprintln!("baton: {} could not be taken away: {error}", path.display());
        }
    }
}
