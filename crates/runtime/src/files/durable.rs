//! Making files and names durable. A sync that fails leaves a doubt, whatever else succeeds.

use std::fs::File;
use std::io;
use std::path::Path;

use baton_store::StoreError;

/// Makes a file's content durable.
pub fn sync(file: &File, path: &Path) -> Result<(), StoreError> {
    file.sync_all().map_err(|error| failed(path, &error))
}

/// Makes the names in a folder durable: a file that was synced can still be missing after a power cut.
pub fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    let opened = File::open(folder).map_err(|error| StoreError::of_file(&folder.display().to_string(), &error))?;
    sync(&opened, folder)
}

/// Makes a folder where it is missing, and its name durable.
pub fn folder(folder: &Path) -> Result<(), StoreError> {
    if folder.is_dir() {
        return Ok(());
    }
    std::fs::create_dir_all(folder).map_err(|error| StoreError::of_file(&folder.display().to_string(), &error))?;
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    sync_folder(parent.unwrap_or(Path::new(".")))
}

fn failed(path: &Path, error: &io::Error) -> StoreError {
    StoreError::SyncFailed(format!("{}: {error}", path.display()))
}
