//! The sealed form of a file's content: chunks of 64 KiB, each AES-256-GCM under the file's own key.
//!
//! A chunk's nonce is its number (11 bytes, big-endian, from 0) and a last byte that is 1 for the last chunk and 0 for the
//! others. So chunks cannot be swapped, repeated or left out, and a file that was cut off does not open. An empty file
//! is one empty last chunk. This is the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, 2015) with a key
//! that seals one file alone, which is why no random part is needed in the nonce.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};

/// How much content a chunk holds.
pub const CHUNK_BYTES: usize = 64 * 1024;

/// How much a chunk grows by being sealed.
const TAG_BYTES: usize = 16;

/// How large a sealed chunk is.
pub const SEALED_CHUNK_BYTES: usize = CHUNK_BYTES + TAG_BYTES;

const ADDITIONAL: &[u8] = b"baton.file.1";

/// The sealed bytes are not what was sealed with this key: damaged, cut off, or the key is another file's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the file's content is damaged or not complete")]
pub struct Unreadable;

/// How many bytes a content of this size has when sealed.
pub fn sealed_bytes(size: u64) -> u64 {
    let chunks = size.div_ceil(CHUNK_BYTES as u64).max(1);
    size + chunks * TAG_BYTES as u64
}

/// Seals a content chunk by chunk.
pub struct Sealer {
    cipher: Aes256Gcm,
    number: u64,
}

impl Sealer {
    /// Seals with this key, which must never seal another file.
    pub fn new(key: &[u8; 32]) -> Self {
        Self { cipher: Aes256Gcm::new(key.into()), number: 0 }
    }

    /// The sealed form of the next chunk, of at most [`CHUNK_BYTES`]; all but the last are that long.
    pub fn seal(&mut self, chunk: &[u8], place: Place) -> Result<Vec<u8>, Unreadable> {
        let nonce = nonce(self.number, place);
        self.number += 1;
        self.cipher.encrypt(&nonce, Payload { msg: chunk, aad: ADDITIONAL }).map_err(|_| Unreadable)
    }
}

/// Opens a sealed content chunk by chunk.
pub struct Opener {
    cipher: Aes256Gcm,
    number: u64,
}

impl Opener {
    /// Opens with this key.
    pub fn new(key: &[u8; 32]) -> Self {
        Self { cipher: Aes256Gcm::new(key.into()), number: 0 }
    }

    /// The content of the next sealed chunk.
    pub fn open(&mut self, sealed: &[u8], place: Place) -> Result<Vec<u8>, Unreadable> {
        let nonce = nonce(self.number, place);
        self.number += 1;
        self.cipher.decrypt(&nonce, Payload { msg: sealed, aad: ADDITIONAL }).map_err(|_| Unreadable)
    }
}

/// Where a chunk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Others follow.
    Inner,
    /// It is the last one.
    Last,
}

fn nonce(number: u64, place: Place) -> Nonce<aes_gcm::aead::consts::U12> {
    let mut bytes = [0_u8; 12];
    bytes[3..11].copy_from_slice(&number.to_be_bytes());
    bytes[11] = u8::from(place == Place::Last);
    bytes.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [7; 32];

    #[test]
    fn opens_what_it_sealed() {
        let mut sealer = Sealer::new(&KEY);
        let first = sealer.seal(b"one", Place::Inner).expect("seals");
        let last = sealer.seal(b"two", Place::Last).expect("seals");
        let mut opener = Opener::new(&KEY);
        assert_eq!(opener.open(&first, Place::Inner).as_deref(), Ok(b"one".as_slice()));
        assert_eq!(opener.open(&last, Place::Last).as_deref(), Ok(b"two".as_slice()));
    }

    #[test]
    fn chunks_cannot_be_swapped_cut_off_or_changed() {
        let mut sealer = Sealer::new(&KEY);
        let first = sealer.seal(b"one", Place::Inner).expect("seals");
        let last = sealer.seal(b"two", Place::Last).expect("seals");
        assert_eq!(Opener::new(&KEY).open(&last, Place::Last), Err(Unreadable), "the last as the first");
        assert_eq!(Opener::new(&KEY).open(&first, Place::Last), Err(Unreadable), "cut off after the first");
        assert_eq!(Opener::new(&[8; 32]).open(&first, Place::Inner), Err(Unreadable), "another key");
        let mut changed = first;
        changed[0] ^= 1;
        assert_eq!(Opener::new(&KEY).open(&changed, Place::Inner), Err(Unreadable), "a changed bit");
    }

    #[test]
    fn sizes_are_known_beforehand() {
        for (size, sealed) in [(0, 16), (1, 17), (65_536, 65_552), (65_537, 65_569)] {
            assert_eq!(sealed_bytes(size), sealed);
        }
    }
}
