//! Where sealed bytes stand: in a folder, or in memory for a workspace that has no folder.
//!
//! A [`Sink`] that is dropped before `keep` leaves nothing that could be taken for a file.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use baton_store::StoreError;
use parking_lot::Mutex;

use super::durable;

/// A place for sealed bytes under names that [`is_id`](super::is_id) accepts.
pub trait Shelf: Send + Sync {
    /// Begins a new file.
    fn create(&self, id: &str) -> io::Result<Box<dyn Sink>>;

    /// Reads a file from its beginning.
    fn open(&self, id: &str) -> io::Result<Box<dyn Read + Send>>;

    /// Takes a file away; one that is not there is no error.
    fn remove(&self, id: &str) -> io::Result<()>;

    /// The names of all files.
    fn list(&self) -> io::Result<Vec<String>>;
}

/// A file that is being written.
pub trait Sink: Write + Send {
    /// Makes it durable under its name.
    fn keep(self: Box<Self>) -> Result<(), StoreError>;
}

/// A folder of files.
#[derive(Debug, Clone)]
pub struct Folder {
    dir: PathBuf,
}

impl Folder {
    /// Opens the folder, makes it where it is missing, and clears away what an interrupted upload left.
    pub fn open(dir: &Path) -> io::Result<Self> {
        durable::folder(dir).map_err(io::Error::other)?;
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().ends_with(UNFINISHED) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(Self { dir: dir.to_owned() })
    }
}

const UNFINISHED: &str = ".part";

impl Shelf for Folder {
    fn create(&self, id: &str) -> io::Result<Box<dyn Sink>> {
        let unfinished = self.dir.join(format!("{id}{UNFINISHED}"));
        let file = File::options().write(true).create_new(true).open(&unfinished)?;
        Ok(Box::new(FolderSink { file, unfinished, finished: self.dir.join(id), dir: self.dir.clone(), kept: false }))
    }

    fn open(&self, id: &str) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(File::open(self.dir.join(id))?))
    }

    fn remove(&self, id: &str) -> io::Result<()> {
        match fs::remove_file(self.dir.join(id)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn list(&self) -> io::Result<Vec<String>> {
        let names = fs::read_dir(&self.dir)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        names.filter(|name| name.as_ref().map_or(true, |name| super::is_id(name))).collect()
    }
}

struct FolderSink {
    file: File,
    unfinished: PathBuf,
    finished: PathBuf,
    dir: PathBuf,
    kept: bool,
}

impl Write for FolderSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Sink for FolderSink {
    fn keep(mut self: Box<Self>) -> Result<(), StoreError> {
        durable::sync(&self.file, &self.unfinished)?;
        let renamed = fs::rename(&self.unfinished, &self.finished);
        renamed.map_err(|error| StoreError::of_file("a file could not be kept", &error))?;
        self.kept = true;
        durable::sync_folder(&self.dir)
    }
}

impl Drop for FolderSink {
    fn drop(&mut self) {
        if !self.kept {
            // What cannot be removed now is cleared away when the folder is opened the next time.
            let _ = fs::remove_file(&self.unfinished);
        }
    }
}

type Kept = Arc<Mutex<HashMap<String, Arc<[u8]>>>>;

/// Files in memory.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: Kept,
}

impl Shelf for Memory {
    fn create(&self, id: &str) -> io::Result<Box<dyn Sink>> {
        Ok(Box::new(MemorySink { bytes: Vec::new(), id: id.to_owned(), files: Arc::clone(&self.files) }))
    }

    fn open(&self, id: &str) -> io::Result<Box<dyn Read + Send>> {
        let found = self.files.lock().get(id).map(Arc::clone);
        found.map_or_else(|| Err(io::ErrorKind::NotFound.into()), |bytes| Ok(Box::new(Cursor::new(bytes)) as _))
    }

    fn remove(&self, id: &str) -> io::Result<()> {
        self.files.lock().remove(id);
        Ok(())
    }

    fn list(&self) -> io::Result<Vec<String>> {
        Ok(self.files.lock().keys().cloned().collect())
    }
}

struct MemorySink {
    bytes: Vec<u8>,
    id: String,
    files: Kept,
}

impl Write for MemorySink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for MemorySink {
    fn keep(self: Box<Self>) -> Result<(), StoreError> {
        self.files.lock().insert(self.id, self.bytes.into());
        Ok(())
    }
}
