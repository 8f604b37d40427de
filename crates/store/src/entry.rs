//! An entry: one command's record, and the hash that chains it to the one before in its stream.
//!
//! `body_hash = SHA-256(body)`. `hash = SHA-256(0x01 ‖ workspace UUID (16) ‖ number ‖ stream kind (1) ‖ stream id ‖ seq ‖
//! prev ‖ time (µs since 1970, UTC) ‖ actor kind (1) ‖ actor id ‖ hash of prev (32; zeros if none) ‖ body_hash (32))`,
//! integers `i64` big-endian. This format never changes. The body is hashed as stored and may be taken out later by a
//! recorded retention; the header may not.

use crate::coded::coded;
use crate::hash::Hash;
use crate::stream::Stream;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The largest body in bytes.
pub const BODY_BYTES_MAX: usize = 1 << 20;

coded! {
    /// Who did it. The number stands in the hash of every entry and never changes.
    pub enum ActorKind {
        /// A person of the directory.
        Person = 1 "person",
        /// A program with a token.
        Token = 2 "token",
        /// A person from outside with a personal link.
        Guest = 3 "guest",
        /// A worker that does jobs.
        Worker = 4 "worker",
        /// A timer that was due.
        Timer = 5 "timer",
        /// Baton itself.
        System = 6 "system",
    }
}

/// What is to be appended; the store gives number, place in the stream and hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// The stream it belongs to. A run's row must exist (put it first).
    pub stream: Stream,
    /// The `seq` of the stream's last entry as the decision saw it (0: none yet); another is a conflict.
    pub expect_seq: i64,
    /// Microseconds since 1970, UTC; never before the last entry's.
    pub time_us: i64,
    /// Who did it.
    pub actor_kind: ActorKind,
    /// Which one of that kind; 0 for the system.
    pub actor_id: i64,
    /// UTF-8 JSON `{"cmd":ID,"for":person|null,"from":sealed,"ev":[…]}`, already sealed.
    pub body: Vec<u8>,
}

/// What the store gave to a new entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryHead {
    /// The place among all entries, from 1.
    pub number: i64,
    /// The place in the stream, from 1.
    pub seq: i64,
    /// The entry's hash.
    pub hash: Hash,
}

/// An entry as it stands in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The place among all entries, from 1.
    pub number: i64,
    /// The stream it belongs to.
    pub stream: Stream,
    /// The place in the stream, from 1.
    pub seq: i64,
    /// The number of the entry before in the stream, else 0.
    pub prev: i64,
    /// Microseconds since 1970, UTC.
    pub time_us: i64,
    /// Who did it.
    pub actor_kind: ActorKind,
    /// Which one of that kind.
    pub actor_id: i64,
    /// The body as hashed; `None` when a recorded retention took it out.
    #[serde(with = "body_text")]
    pub body: Option<Vec<u8>>,
    /// SHA-256 of the body.
    pub body_hash: Hash,
    /// The hash of the header, as above.
    pub hash: Hash,
}

impl Entry {
    /// Makes the entry that stands after `before` in its stream.
    pub fn next(workspace: &Uuid, number: i64, before: Option<&EntryHead>, new: &NewEntry) -> Self {
        let mut entry = Self {
            number,
            stream: new.stream,
            seq: before.map_or(0, |head| head.seq) + 1,
            prev: before.map_or(0, |head| head.number),
            time_us: new.time_us,
            actor_kind: new.actor_kind,
            actor_id: new.actor_id,
            body: Some(new.body.clone()),
            body_hash: Hash::of(&[&new.body]),
            hash: Hash::ZERO,
        };
        entry.hash = entry.header_hash(workspace, &before.map_or(Hash::ZERO, |head| head.hash));
        entry
    }

    /// The hash this header must have, given the hash of the entry before (zeros if none).
    pub fn header_hash(&self, workspace: &Uuid, prev_hash: &Hash) -> Hash {
        Hash::of(&[
            &[1],
            workspace.as_bytes(),
            &self.number.to_be_bytes(),
            &[self.stream.kind as u8],
            &self.stream.id.to_be_bytes(),
            &self.seq.to_be_bytes(),
            &self.prev.to_be_bytes(),
            &self.time_us.to_be_bytes(),
            &[self.actor_kind as u8],
            &self.actor_id.to_be_bytes(),
            &prev_hash.0,
            &self.body_hash.0,
        ])
    }

    /// Number, place and hash.
    pub fn head(&self) -> EntryHead {
        EntryHead { number: self.number, seq: self.seq, hash: self.hash }
    }
}

/// A body in JSON: its text as it is where it is UTF-8, since that is what a reader wants to see and what is hashed.
mod body_text {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::Error as _};

    #[allow(clippy::ref_option, reason = "serde calls it with a reference to the field")]
    pub(super) fn serialize<S: Serializer>(body: &Option<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
        let text = body.as_deref().map(std::str::from_utf8).transpose();
        text.map_err(|_| S::Error::custom("the body is not UTF-8"))?.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<u8>>, D::Error> {
        Ok(Option::<String>::deserialize(deserializer)?.map(String::into_bytes))
    }
}
