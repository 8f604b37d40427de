//! How far one that reads behind has come.

use serde::{Deserialize, Serialize};

/// A follower's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowerRow {
    /// Its name.
    pub name: String,
    /// The last entry it has taken in.
    pub cursor: i64,
}
