//! A file that was uploaded.

use crate::coded::coded;
use crate::hash::Hash;
use serde::{Deserialize, Serialize};

coded! {
    /// Where a file stands.
    pub enum FileState {
        /// Uploaded; nothing refers to it yet, and it expires.
        Uploaded = 1 "uploaded",
        /// A run refers to it.
        Kept = 2 "kept",
    }
}

/// A file's row. Its content stands in the data folder, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRow {
    /// 128 random bits in hexadecimal; the file's name in the folder.
    pub id: String,
    /// The size of the content in bytes.
    pub size: i64,
    /// What it is, found from its content.
    pub media_type: String,
    /// SHA-256 of the sealed bytes.
    pub sha256: Hash,
    /// The key that seals it.
    pub key: i64,
    /// The name it was uploaded with, sealed.
    #[serde(with = "crate::bytes")]
    pub name: Vec<u8>,
    /// Who uploaded it.
    pub owner: i64,
    /// The run it belongs to.
    pub run: Option<i64>,
    /// When it was uploaded.
    pub at_us: i64,
    /// Where it stands.
    pub state: FileState,
}
