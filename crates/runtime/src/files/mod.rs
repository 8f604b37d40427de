//! Keeps the content of files: sealed, whole or not at all, apart from the tables.
//!
//! A file is written under a temporary name, synced, renamed, and its folder synced, before any command refers to it. So
//! a file that a run refers to is always there and whole. Contents are sealed in chunks with a key of the file's own
//! ([`sealed`]); erasing that key makes the content unreadable while `verify` still finds the sealed bytes unchanged.
//!
//! This module knows bytes, keys and places. Who may upload or read, and what a file belongs to, is decided elsewhere.

mod durable;
pub mod media_type;
pub mod sealed;
pub mod shelf;
pub mod upload;

pub use durable::{folder, sync, sync_folder};
pub use media_type::media_type;
pub use sealed::{CHUNK_BYTES, Opener, Unreadable, sealed_bytes};
pub use shelf::{Folder, Memory, Shelf, Sink};
pub use upload::{Download, Stored, TooLarge, Upload, UploadError};

/// A new name for a file: 128 random bits in hexadecimal.
pub fn new_id() -> Result<String, std::io::Error> {
    let mut bits = [0_u8; 16];
    getrandom::fill(&mut bits).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(hexadecimal(&bits))
}

/// Whether a text can be the name of a file; anything else never reaches the file system.
pub fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Bytes in hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    digits.map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_names_that_cannot_leave_the_folder() {
        let id = new_id().expect("random bits");
        assert!(is_id(&id));
        assert_ne!(id, new_id().expect("random bits"));
        for wrong in ["", "../../etc/passwd", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef"] {
            assert!(!is_id(wrong), "{wrong}");
        }
    }
}
