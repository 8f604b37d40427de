//! Keys of uploads that the end of a process left behind: the key of a file that a run refers to goes to the run, as it should
//! have after the commit, so that erasing the uploader does not take the run's file away; a key that belongs to no file is
//! erased a day after it was seen, for what it sealed was never kept.

use std::collections::BTreeSet;

use baton_store::keys::{Subject, SubjectKind};
use baton_store::query::LIMIT_MAX;
use baton_store::{Reader, StoreError};

use crate::core::Core;

/// Looks after them; gives those that belong to no file now. `before` are those that belonged to none a day ago.
pub fn look(core: &Core, reader: &dyn Reader, before: &BTreeSet<i64>) -> Result<BTreeSet<i64>, StoreError> {
    let mut left = all(core)?;
    each_upload(reader, |key| left.remove(&key))?;
    if left.is_empty() {
        return Ok(left);
    }
    let mut after = String::new();
    loop {
        let page = reader.files(&after, LIMIT_MAX)?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.id);
        for file in &page {
            let Some(run) = file.run.filter(|_| left.remove(&file.key)) else { continue };
            core.store.keys().give_key(file.key, Subject::run(run))?;
            tracing::info!(file = file.id, run, "the key of a file was given to its run");
        }
    }
    for key in left.intersection(before) {
        core.store.keys().erase_key(*key)?;
    }
    Ok(left.difference(before).copied().collect())
}

/// All live keys of uploads.
fn all(core: &Core) -> Result<BTreeSet<i64>, StoreError> {
    let (mut keys, mut after) = (BTreeSet::new(), 0);
    loop {
        let page = core.store.keys().keys_of(SubjectKind::Upload, after, LIMIT_MAX)?;
        let Some(last) = page.last() else { return Ok(keys) };
        after = *last;
        keys.extend(page);
    }
}

/// The keys of uploads to which nothing refers yet.
fn each_upload(reader: &dyn Reader, mut take: impl FnMut(i64) -> bool) -> Result<(), StoreError> {
    let mut after: Option<(i64, String)> = None;
    loop {
        let from = after.as_ref().map(|(at_us, id)| (*at_us, id.as_str()));
        let page = reader.files_expired(i64::MAX, from, LIMIT_MAX)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some((last.at_us, last.id.clone()));
        for file in &page {
            take(file.key);
        }
    }
}
