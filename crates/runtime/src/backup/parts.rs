//! A part of a backup: a folder with `manifest.json`, which lists its files with their sizes and SHA-256, and
//! `manifest.sha256`, which has the list's own hash (as `sha256sum` writes it). Both are written last: a part without them was
//! never finished. Files that the list does not name are not looked at.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use baton_store::Hash;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::BackupError;

/// The list of a part's files.
pub const MANIFEST: &str = "manifest.json";
/// The folder, in a backup, of the part with the keys.
pub const KEYS: &str = "keys";
const SUM: &str = "manifest.sha256";
const FORMAT: u32 = 1;
/// The largest list that is read: about a million files.
const MANIFEST_BYTES_MAX: u64 = 256 << 20;
const CHUNK_BYTES: usize = 256 << 10;

/// What a backup is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The workspace.
    pub workspace: Uuid,
    /// When the backup was begun.
    pub made: Timestamp,
    /// How many entries it holds.
    pub entries: i64,
    /// The epoch it is of.
    pub epoch: i64,
}

/// A part that is whole as far as its list goes; its files are compared as they are copied.
#[derive(Debug)]
pub struct Part {
    folder: PathBuf,
    /// What it is of.
    pub about: About,
    files: Vec<Listed>,
}

#[derive(Serialize, Deserialize)]
struct Manifest {
    format: u32,
    about: About,
    files: Vec<Listed>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Listed {
    path: String,
    size: u64,
    sha256: String,
}

/// Lists all files below a folder and makes it a finished part, durably.
pub fn write(folder: &Path, about: &About, leave_out: &[&str]) -> Result<u64, BackupError> {
    let mut files = Vec::new();
    list(folder, "", leave_out, &mut files)?;
    sync_below(folder)?;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let bytes = files.iter().map(|file| file.size).sum();
    let manifest = Manifest { format: FORMAT, about: about.clone(), files };
    let mut text = serde_json::to_string_pretty(&manifest).map_err(|error| BackupError::Damaged(error.to_string()))?;
    text.push('\n');
    keep(&folder.join(MANIFEST), text.as_bytes())?;
    keep(&folder.join(SUM), sum_of(text.as_bytes()).as_bytes())?;
    sync(folder)?;
    Ok(bytes)
}

impl Part {
    /// Reads a part's list.
    pub fn open(folder: &Path) -> Result<Self, BackupError> {
        let (manifest, sum) = (folder.join(MANIFEST), folder.join(SUM));
        let text =
            read(&manifest)?.ok_or_else(|| BackupError::NotOne(format!("there is no {}", manifest.display())))?;
        let sum = read(&sum)?.ok_or_else(|| BackupError::NotOne(format!("there is no {}", sum.display())))?;
        if sum != sum_of(&text).as_bytes() {
            return Err(BackupError::Damaged(format!("{} is not what was written", manifest.display())));
        }
        let read: Manifest = serde_json::from_slice(&text)
            .map_err(|error| BackupError::Damaged(format!("{}: {error}", manifest.display())))?;
        if read.format != FORMAT {
            let found = read.format;
            return Err(BackupError::NotOne(format!("its format is {found}, and this program knows {FORMAT}")));
        }
        if let Some(file) = read.files.iter().find(|file| !is_below(&file.path)) {
            return Err(BackupError::Damaged(format!("{} lists {}", manifest.display(), file.path)));
        }
        Ok(Self { folder: folder.to_owned(), about: read.about, files: read.files })
    }

    /// How many bytes its files have.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.size).sum()
    }

    /// Copies all its files into a folder, durably, each compared with the list on the way.
    pub fn copy_to(&self, to: &Path) -> Result<(), BackupError> {
        for file in &self.files {
            let (source, target) = (self.folder.join(&file.path), to.join(&file.path));
            let parent = target.parent().unwrap_or(to);
            fs::create_dir_all(parent).map_err(|error| io(parent, error))?;
            match copy(&source, &target) {
                Ok((size, hash)) if size == file.size && hash.to_string() == file.sha256 => {}
                Ok((size, _)) if size != file.size => {
                    let (path, had) = (source.display(), file.size);
                    return Err(BackupError::Damaged(format!("{path} has {size} bytes instead of {had}")));
                }
                Ok(_) => return Err(BackupError::Damaged(format!("{} was changed", source.display()))),
                Err(BackupError::Io(_, error)) if error.kind() == ErrorKind::NotFound => {
                    return Err(BackupError::Damaged(format!("{} is missing", source.display())));
                }
                Err(error) => return Err(error),
            }
        }
        sync_below(to)
    }
}

/// Copies a file, durably; how large it is, and its hash.
fn copy(from: &Path, to: &Path) -> Result<(u64, Hash), BackupError> {
    let mut source = File::open(from).map_err(|error| io(from, error))?;
    let mut target = File::create_new(to).map_err(|error| io(to, error))?;
    let (mut chunk, mut size) = (vec![0; CHUNK_BYTES], 0);
    loop {
        let read = source.read(&mut chunk).map_err(|error| io(from, error))?;
        if read == 0 {
            break;
        }
        size += read as u64;
        target.write_all(&chunk[..read]).map_err(|error| io(to, error))?;
    }
    target.sync_all().map_err(|error| io(to, error))?;
    // What arrived is what counts, so it is read from there.
    let mut written = File::open(to).map_err(|error| io(to, error))?;
    Ok((size, Hash::of_reader(&mut written).map_err(|error| io(to, error))?))
}

fn list(folder: &Path, below: &str, leave_out: &[&str], files: &mut Vec<Listed>) -> Result<(), BackupError> {
    for entry in fs::read_dir(folder).map_err(|error| io(folder, error))? {
        let entry = entry.map_err(|error| io(folder, error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let (at, path) = (entry.path(), if below.is_empty() { name } else { format!("{below}/{name}") });
        if leave_out.contains(&path.as_str()) {
            continue;
        }
        let about = entry.metadata().map_err(|error| io(&at, error))?;
        if about.is_dir() {
            list(&at, &path, leave_out, files)?;
        } else {
            let hash = File::open(&at).and_then(|mut file| Hash::of_reader(&mut file));
            let sha256 = hash.map_err(|error| io(&at, error))?.to_string();
            files.push(Listed { path, size: about.len(), sha256 });
        }
    }
    Ok(())
}

/// Syncs a folder and all below it, so that the names of files are durable too.
fn sync_below(folder: &Path) -> Result<(), BackupError> {
    for entry in fs::read_dir(folder).map_err(|error| io(folder, error))? {
        let path = entry.map_err(|error| io(folder, error))?.path();
        if path.is_dir() {
            sync_below(&path)?;
        }
    }
    sync(folder)
}

fn sync(folder: &Path) -> Result<(), BackupError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| io(folder, error))
}

fn keep(path: &Path, bytes: &[u8]) -> Result<(), BackupError> {
    let written = File::create(path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|error| io(path, error))
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, BackupError> {
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(MANIFEST_BYTES_MAX).read_to_end(&mut bytes)) {
        Ok(_) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io(path, error)),
    }
}

fn sum_of(manifest: &[u8]) -> String {
    format!("{}  {MANIFEST}\n", Hash::of(&[manifest]))
}

/// Whether a listed path stays inside its folder.
fn is_below(path: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', '\0']);
    path.split('/').all(plain)
}

fn io(path: &Path, error: std::io::Error) -> BackupError {
    BackupError::Io(path.display().to_string(), error)
}
