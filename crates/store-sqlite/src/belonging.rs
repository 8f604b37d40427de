//! Whether the keys belong to the entries. Two files are restored by hand sooner or later, and one without the other, or
//! of another day, would go unnoticed: what is sealed could not be opened, no checkpoint would be signed, and new keys
//! would get numbers that stand in old entries already.
//!
//! So a founded workspace is refused where the key database is missing, does not hold the key that signs, or has given
//! out fewer numbers than stand in files' rows and in the latest entries. Keys that are newer than the entries are fine.

use crate::cols;
use crate::db::{self, Db};
use crate::keys::SqliteKeys;
use crate::sql;
use baton_store::checkpoint::Signer;
use baton_store::query::LIMIT_MAX;
use baton_store::read::{ReadEntries, history};
use baton_store::seal::highest_key;
use baton_store::workspace::keys_named;
use baton_store::{Keys, StoreError, Stream};
use rusqlite::Connection;
use std::path::Path;

/// How many of the latest entries are looked at: each says where it came from, sealed with its person's key.
const LATEST: i64 = LIMIT_MAX as i64;

/// Refuses a workspace whose key database is not there; it must not be made anew.
pub(crate) fn is_there(main: &Connection, keys: &Path) -> Result<(), StoreError> {
    if keys.exists() || Db(main).workspace()?.is_none() {
        return Ok(());
    }
    Err(StoreError::KeysMissing(format!("there is no {}", keys.display())))
}

/// Refuses keys of another day or another workspace.
pub(crate) fn check(main: &Connection, keys: &SqliteKeys) -> Result<(), StoreError> {
    let reader = Db(main);
    // Before the first entry the workspace has nothing that keys could fail to open.
    let (Some(workspace), Some(last)) = (reader.workspace()?, reader.last()?) else { return Ok(()) };
    let missing = |why: &str| StoreError::KeysMissing(why.to_owned());
    let seed = keys.signing_key()?.ok_or_else(|| missing("keys.db does not hold the key that signs checkpoints"))?;
    let public_key = Signer::new(workspace, &seed).public_key();
    let named = |entries: &[baton_store::Entry]| entries.iter().flat_map(keys_named).any(|key| key == public_key);
    let first: Vec<_> = reader.entry(1)?.into_iter().collect();
    // A damaged first entry is for `baton verify` to name.
    let says = first.iter().any(|entry| !keys_named(entry).is_empty());
    if says && !named(&first) && !named(&history(&reader, Stream::ACCESS, 0)?) {
        return Err(missing("keys.db holds the signing key of another workspace"));
    }
    let latest = reader.entries((last.number - LATEST).max(0), LIMIT_MAX)?;
    let bodies = latest.iter().filter_map(|entry| serde_json::from_slice(entry.body.as_deref()?).ok());
    let of_files = db::one(main, sql!("file/highest_key"), [], cols::first)?.unwrap_or(0);
    let used = bodies.map(|body| highest_key(&body)).max().unwrap_or(0).max(of_files);
    let given = keys.highest()?;
    if used > given {
        return Err(StoreError::KeysMissing(format!("keys.db is older: it knows keys up to {given}, not {used}")));
    }
    Ok(())
}
