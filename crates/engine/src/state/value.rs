//! What a run's state keeps of values and files: what they are now, since when, from whom and by which entry.

use std::sync::Arc;

use baton_people::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::name::Name;

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// The value; null if it is empty or was erased.
    pub value: Arc<Json>,
    /// Whether it is sealed in the entry.
    pub private: bool,
    /// Whether its key was destroyed.
    #[serde(default)]
    pub erased: bool,
    /// The entry that holds it; 0 while that is not yet stored.
    pub entry: i64,
    /// Who gave it; none: no person.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// The step that gave it.
    pub step: Option<Name>,
    /// The run's `rev` with which it came.
    pub rev: i64,
    /// The run's `changes` with which it became what it is; the same value given again changes nothing.
    #[serde(default)]
    pub change: u64,
}

/// A file of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its name; none: it was erased.
    pub name: Option<String>,
    /// How long it is.
    pub size_bytes: u64,
    /// Its type.
    pub media_type: String,
    /// SHA-256 of the stored bytes, hexadecimal.
    pub sha256: String,
}
