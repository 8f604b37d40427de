//! The answer that a command got, kept for repeats.

use crate::entry::ActorKind;
use crate::hash::Hash;
use serde::{Deserialize, Serialize};

/// Who sent a command under which key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CommandKey {
    /// The kind of sender.
    pub actor_kind: ActorKind,
    /// Which one.
    pub actor_id: i64,
    /// The `Idempotency-Key`.
    pub key: String,
}

/// A command that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommandRow {
    /// Who sent it under which key.
    pub id: CommandKey,
    /// SHA-256 of the request; another under the same key is refused.
    pub fingerprint: Hash,
    /// The first answer.
    #[serde(with = "crate::bytes")]
    pub answer: Vec<u8>,
    /// When.
    pub at_us: i64,
}
