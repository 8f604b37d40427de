//! What a run is found by. Kept by a follower; personal values do not stand here.

use serde::{Deserialize, Serialize};

/// A run's searchable texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchRow {
    /// The run.
    pub run: i64,
    /// Its key and label, in which words are searched.
    pub text: String,
    /// Field and value as text, searched by equality.
    pub values: Vec<(String, String)>,
}
