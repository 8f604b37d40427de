//! Takes a content in as it comes, and gives it out again, without ever holding more of it than a chunk.

use std::io::{self, Read};

use baton_store::StoreError;
use baton_store::keys::KeyBytes;
use sha2::{Digest, Sha256};

use super::sealed::{CHUNK_BYTES, Opener, Place, SEALED_CHUNK_BYTES, Sealer, Unreadable};
use super::shelf::{Shelf, Sink};
use super::{hexadecimal, media_type};

/// How much of the beginning is kept to find the type from.
const HEAD_BYTES: usize = 8 * 1024;

/// What became of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The file's name on the shelf.
    pub id: String,
    /// The size of the content in bytes.
    pub size: u64,
    /// What it is, found from the content.
    pub media_type: &'static str,
    /// SHA-256 of the sealed bytes.
    pub sealed_sha256: [u8; 32],
    /// SHA-256 of the content, in hexadecimal.
    pub content_sha256: String,
}

/// A content over its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the file is larger than {bytes_max} bytes")]
pub struct TooLarge {
    /// The limit in bytes.
    pub bytes_max: u64,
}

/// Why an upload failed; nothing of it is left.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// It is too large.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// The disk failed or is full.
    #[error("the file could not be written: {0}")]
    Io(#[from] io::Error),
    /// It could not be made durable.
    #[error(transparent)]
    NotKept(#[from] StoreError),
    /// A chunk could not be sealed.
    #[error(transparent)]
    Unsealed(#[from] Unreadable),
}

/// A content that is coming in. Dropped before `finish`, nothing of it is left.
pub struct Upload {
    id: String,
    sink: Box<dyn Sink>,
    sealer: Sealer,
    bytes_max: u64,
    size: u64,
    waiting: Vec<u8>,
    head: Vec<u8>,
    content_hash: Sha256,
    sealed_hash: Sha256,
}

impl Upload {
    /// Begins a file of at most `bytes_max` bytes, sealed with a key of its own.
    pub fn begin(shelf: &dyn Shelf, id: String, key: &KeyBytes, bytes_max: u64) -> io::Result<Self> {
        Ok(Self {
            sink: shelf.create(&id)?,
            id,
            sealer: Sealer::new(key),
            bytes_max,
            size: 0,
            waiting: Vec::with_capacity(CHUNK_BYTES),
            head: Vec::new(),
            content_hash: Sha256::new(),
            sealed_hash: Sha256::new(),
        })
    }

    /// Takes the next bytes.
    pub fn write(&mut self, mut bytes: &[u8]) -> Result<(), UploadError> {
        self.size += bytes.len() as u64;
        if self.size > self.bytes_max {
            return Err(TooLarge { bytes_max: self.bytes_max }.into());
        }
        self.content_hash.update(bytes);
        let head_room = HEAD_BYTES.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..head_room]);
        while !bytes.is_empty() {
            // A full chunk is only sealed once more comes: the last one is marked, and may be full.
            if self.waiting.len() == CHUNK_BYTES {
                self.seal(Place::Inner)?;
            }
            let room = (CHUNK_BYTES - self.waiting.len()).min(bytes.len());
            self.waiting.extend_from_slice(&bytes[..room]);
            bytes = &bytes[room..];
        }
        Ok(())
    }

    /// Makes the file durable under its name.
    pub fn finish(mut self) -> Result<Stored, UploadError> {
        self.seal(Place::Last)?;
        self.sink.keep()?;
        Ok(Stored {
            id: self.id,
            size: self.size,
            media_type: media_type(&self.head),
            sealed_sha256: self.sealed_hash.finalize().into(),
            content_sha256: hexadecimal(&self.content_hash.finalize()),
        })
    }

    fn seal(&mut self, place: Place) -> Result<(), UploadError> {
        let sealed = self.sealer.seal(&self.waiting, place)?;
        self.waiting.clear();
        self.sealed_hash.update(&sealed);
        self.sink.write_all(&sealed)?;
        Ok(())
    }
}

/// A content that is being read.
pub struct Download {
    source: Box<dyn Read + Send>,
    opener: Opener,
    left: u64,
    done: bool,
}

impl std::fmt::Debug for Download {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Download").field("left", &self.left).finish_non_exhaustive()
    }
}

impl Download {
    /// Reads a file whose content has this size.
    pub fn begin(shelf: &dyn Shelf, id: &str, key: &KeyBytes, size: u64) -> io::Result<Self> {
        Ok(Self { source: shelf.open(id)?, opener: Opener::new(key), left: size, done: false })
    }

    /// The next part of the content; `None` after the last.
    pub fn next_chunk(&mut self) -> io::Result<Option<Vec<u8>>> {
        if self.done {
            return Ok(None);
        }
        let last = self.left <= CHUNK_BYTES as u64;
        let length = if last { self.left as usize + SEALED_CHUNK_BYTES - CHUNK_BYTES } else { SEALED_CHUNK_BYTES };
        let mut sealed = vec![0; length];
        self.source.read_exact(&mut sealed)?;
        let place = if last { Place::Last } else { Place::Inner };
        let chunk =
            self.opener.open(&sealed, place).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        self.left -= chunk.len() as u64;
        self.done = last;
        Ok(Some(chunk))
    }
}

/// SHA-256 of a file's sealed bytes as they are now; `None` where the file is not there.
pub fn sealed_sha256(shelf: &dyn Shelf, id: &str) -> io::Result<Option<[u8; 32]>> {
    let mut source = match shelf.open(id) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    let mut hash = Sha256::new();
    let mut buffer = vec![0; SEALED_CHUNK_BYTES];
    loop {
        let read = source.read(&mut buffer)?;
        if read == 0 {
            return Ok(Some(hash.finalize().into()));
        }
        hash.update(&buffer[..read]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Folder, Memory, new_id, sealed_bytes};

    fn key() -> KeyBytes {
        KeyBytes::new([3; 32])
    }

    fn content(size: usize) -> Vec<u8> {
        (0..size).map(|index| (index % 251) as u8).collect()
    }

    fn put(shelf: &dyn Shelf, content: &[u8], piece: usize) -> Stored {
        let mut upload = Upload::begin(shelf, new_id().expect("id"), &key(), 1 << 20).expect("begins");
        content.chunks(piece).for_each(|bytes| upload.write(bytes).expect("fits"));
        upload.finish().expect("is kept")
    }

    fn get(shelf: &dyn Shelf, id: &str, size: u64) -> io::Result<Vec<u8>> {
        let mut download = Download::begin(shelf, id, &key(), size)?;
        let mut content = Vec::new();
        while let Some(chunk) = download.next_chunk()? {
            content.extend(chunk);
        }
        Ok(content)
    }

    fn comes_back_whole(shelf: &dyn Shelf) {
        for size in [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES] {
            for piece in [1000, CHUNK_BYTES, 200_000] {
                let content = content(size);
                let stored = put(shelf, &content, piece);
                assert_eq!(stored.size, size as u64);
                assert_eq!(get(shelf, &stored.id, stored.size).expect("is there"), content, "{size} in {piece}");
                assert_eq!(sealed_sha256(shelf, &stored.id).expect("is read"), Some(stored.sealed_sha256));
            }
        }
    }

    #[test]
    fn a_content_comes_back_whole_from_memory() {
        comes_back_whole(&Memory::default());
    }

    #[test]
    fn a_content_comes_back_whole_from_a_folder_and_is_not_in_the_clear_there() {
        let dir = tempfile::tempdir().expect("a folder");
        let shelf = Folder::open(dir.path()).expect("opens");
        comes_back_whole(&shelf);
        let stored = put(&shelf, b"a very private sentence", 7);
        let bytes = std::fs::read(dir.path().join(&stored.id)).expect("is there");
        assert_eq!(bytes.len() as u64, sealed_bytes(stored.size));
        assert!(!bytes.windows(7).any(|window| window == b"private"));
    }

    #[test]
    fn what_is_too_large_or_not_finished_leaves_nothing() {
        let dir = tempfile::tempdir().expect("a folder");
        let shelf = Folder::open(dir.path()).expect("opens");
        let mut upload = Upload::begin(&shelf, new_id().expect("id"), &key(), 10).expect("begins");
        upload.write(&[0; 8]).expect("fits");
        assert!(matches!(upload.write(&[0; 3]), Err(UploadError::TooLarge(TooLarge { bytes_max: 10 }))));
        drop(upload);
        assert_eq!(std::fs::read_dir(dir.path()).expect("reads").count(), 0);
        std::fs::write(dir.path().join("0123.part"), b"left by a crash").expect("writes");
        Folder::open(dir.path()).expect("opens");
        assert_eq!(std::fs::read_dir(dir.path()).expect("reads").count(), 0);
    }

    #[test]
    fn a_damaged_or_cut_off_file_is_an_error_and_never_a_wrong_content() {
        let dir = tempfile::tempdir().expect("a folder");
        let shelf = Folder::open(dir.path()).expect("opens");
        let stored = put(&shelf, &content(CHUNK_BYTES + 50), 999);
        let path = dir.path().join(&stored.id);
        let whole = std::fs::read(&path).expect("is there");
        let mut changed = whole.clone();
        changed[70_000 - 4_450] ^= 1;
        for damaged in [&changed[..], &whole[..whole.len() - 1], &whole[..100], &[]] {
            std::fs::write(&path, damaged).expect("writes");
            assert!(get(&shelf, &stored.id, stored.size).is_err(), "{} bytes", damaged.len());
        }
    }
}
