//! Revisions of what has no row of its own: a number made of what it is, so that equal things have equal revisions.

use baton_people::{Directory, GroupId, PersonId};
use baton_store::Hash;
use serde::Serialize;

/// Somebody's revision.
pub fn person(directory: &Directory, person: PersonId) -> i64 {
    directory.person(person).map_or(0, of)
}

/// A group's revision.
pub fn group(directory: &Directory, group: GroupId) -> i64 {
    directory.group(group).map_or(0, of)
}

/// 53 bits, so that every JSON reader keeps it exactly.
fn of<T: Serialize>(thing: &T) -> i64 {
    let hash = Hash::of(&[serde_json::to_vec(thing).unwrap_or_default().as_slice()]);
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash.0[..8]);
    (i64::from_be_bytes(bytes) & ((1 << 53) - 1)).max(1)
}
