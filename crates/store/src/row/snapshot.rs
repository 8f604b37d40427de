//! A stream's state at an entry, so that not all of its history must be read. Disposable.

use crate::stream::Stream;
use serde::{Deserialize, Serialize};

/// A kept state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotRow {
    /// The stream.
    pub stream: Stream,
    /// The last entry that is in it.
    pub entry: i64,
    /// The state, sealed; another format than the reader's is as good as none.
    #[serde(with = "crate::bytes")]
    pub bytes: Vec<u8>,
}
