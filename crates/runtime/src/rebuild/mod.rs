//! Makes all tables again from the entries alone, by another way than the one that keeps them.
//!
//! The tables are kept by what each command changes; here every entry is folded in the order of numbers, and the rows are
//! taken from the final states. What both say must be equal: that is how a mistake of either shows. The new tables stand in
//! memory, so this is for proving, not for every start. Of notifications and mails only the numbers are compared: what was read
//! and what has left is no evidence. Runs that entries say were taken out have no rows; what they had counted of notifications, mails
//! and tasks given can then only be shown to be no less than what is left.

mod fold;
mod rows;

use std::collections::{BTreeMap, HashMap};

use baton_store::check::REMOVED_MAX;
use baton_store::memory::MemoryStore;
use baton_store::query::LIMIT_MAX;
use baton_store::read::{Table, tables_dump};
use baton_store::seal::Sealer;
use baton_store::{Change, NewEntry, Reader, Store as _, StoreError, StreamKind, Tx};
use serde_json::Value;

use crate::facts::LAST_ASSIGNED;
use crate::history;
use crate::starts::SCHEDULED;
use fold::Folded;

/// One row that differs.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Difference {
    /// The table.
    pub table: &'static str,
    /// The row as it is stored; none: it is not there.
    pub stored: Option<Value>,
    /// The row as the entries say; none: they say nothing of it.
    pub rebuilt: Option<Value>,
}

/// The tables as the entries say, in a store of their own.
pub fn rebuild(reader: &dyn Reader, sealer: &Sealer) -> Result<MemoryStore, StoreError> {
    made_again(reader, sealer).map(|(store, _)| store)
}

/// The tables, and whether their counters count all that ever was.
fn made_again(reader: &dyn Reader, sealer: &Sealer) -> Result<(MemoryStore, bool), StoreError> {
    let store = MemoryStore::new();
    let Some(workspace) = reader.workspace()? else { return Ok((store, true)) };
    let mut folded = Folded::of(history::access(reader, sealer)?.is_rehearsal());
    each_entry(reader, |entry| folded.take(entry, sealer))?;
    let removed = folded.removed()?.clone();
    let runs = folded.run_rows();
    let rest = folded.rest()?;
    let (counts_all, over) = (folded.counts_all(), rows::removed(&removed));
    let mut writer = store.writer()?;
    writer.transaction(&mut |tx| {
        tx.found_workspace(workspace)?;
        put(tx, &runs)?;
        put(tx, &over)?;
        each_entry(reader, |entry| {
            let of_removed = entry.stream.kind == StreamKind::Run && removed.contains(&entry.stream.id);
            // Its place is taken, so that those after it have their numbers.
            let body = entry.body.clone().or_else(|| of_removed.then(Vec::new)).ok_or_else(|| gone(entry.number))?;
            let (stream, time_us) = (entry.stream, entry.time_us);
            let (actor_kind, actor_id) = (entry.actor_kind, entry.actor_id);
            let expect_seq = entry.seq - 1;
            tx.append(&NewEntry { stream, expect_seq, time_us, actor_kind, actor_id, body }).map(|_| ())
        })?;
        let removed: Vec<i64> = removed.iter().copied().collect();
        for runs in removed.chunks(REMOVED_MAX) {
            tx.put(&Change::RemoveRuns { runs: runs.to_vec() })?;
        }
        put(tx, &rest)
    })?;
    drop(writer);
    Ok((store, counts_all))
}

/// What the stored tables and the rebuilt ones say differently.
pub fn differences(reader: &dyn Reader, sealer: &Sealer) -> Result<Vec<Difference>, StoreError> {
    let (rebuilt, counts_all) = made_again(reader, sealer)?;
    let (stored, mut rebuilt) = (tables_dump(reader)?, tables_dump(rebuilt.reader()?.as_ref())?);
    if !counts_all {
        let counter = Table::Counter.word();
        let known = stored.get(counter).map_or(&[][..], Vec::as_slice);
        let left = rebuilt.remove(counter).unwrap_or_default();
        rebuilt.insert(counter, no_less(known, left));
    }
    let mut found = Vec::new();
    for (table, rows) in &stored {
        found.extend(differing(table, rows, rebuilt.get(table).map_or(&[][..], Vec::as_slice)));
    }
    Ok(found)
}

/// The counters as stored, where they count what is gone and are no less than what is left of it; else what is left.
fn no_less(stored: &[Value], left: Vec<Value>) -> Vec<Value> {
    let name = |row: &Value| row["name"].as_str().unwrap_or_default().to_owned();
    let mut left: BTreeMap<String, Value> = left.into_iter().map(|row| (name(&row), row)).collect();
    for row in stored.iter().filter(|row| counts_what_went(&name(row))) {
        let less = left.get(&name(row)).is_none_or(|left| left["n"].as_i64() <= row["n"].as_i64());
        if less {
            left.insert(name(row), row.clone());
        }
    }
    left.into_values().collect()
}

/// Whether a counter counts what runs had that were taken out.
fn counts_what_went(name: &str) -> bool {
    matches!(name, "notification" | "outbox") || name.starts_with(LAST_ASSIGNED) || name.starts_with(SCHEDULED)
}

/// What two of a table say differently; a row counts as often as it stands there.
fn differing(table: &'static str, stored: &[Value], rebuilt: &[Value]) -> Vec<Difference> {
    let missing = |rows: &[Value], others: &[Value]| {
        let mut left: HashMap<String, usize> = HashMap::new();
        for row in others {
            *left.entry(row.to_string()).or_default() += 1;
        }
        let is_missing = |row: &&Value| match left.get_mut(&row.to_string()).filter(|left| **left > 0) {
            Some(left) => {
                *left -= 1;
                false
            }
            None => true,
        };
        rows.iter().filter(is_missing).cloned().collect::<Vec<_>>()
    };
    let more = missing(stored, rebuilt).into_iter();
    let less = missing(rebuilt, stored).into_iter();
    more.map(|row| Difference { table, stored: Some(row), rebuilt: None })
        .chain(less.map(|row| Difference { table, stored: None, rebuilt: Some(row) }))
        .collect()
}

fn put(tx: &mut dyn Tx, changes: &[Change]) -> Result<(), StoreError> {
    changes.iter().try_for_each(|change| tx.put(change))
}

fn each_entry(
    reader: &dyn Reader,
    mut take: impl FnMut(&baton_store::Entry) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let page = reader.entries(after, LIMIT_MAX)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.number;
        page.iter().try_for_each(&mut take)?;
    }
}

fn gone(number: i64) -> StoreError {
    StoreError::Corrupt(format!("the content of entry {number} is gone, so the tables cannot be made again"))
}

/// Whether a stream is one that the runtime folds.
const fn is_folded(kind: StreamKind) -> bool {
    matches!(kind, StreamKind::Run | StreamKind::Definition | StreamKind::Directory)
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.stored, &self.rebuilt) {
            (Some(row), _) => write!(f, "table {}: the entries do not say this row: {row}", self.table),
            (None, Some(row)) => write!(f, "table {}: a row that the entries say is missing: {row}", self.table),
            (None, None) => write!(f, "table {}: nothing", self.table),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::differing;

    #[test]
    fn a_row_that_stands_twice_on_one_side_is_a_difference() {
        let (one, two) = (json!({ "id": 1 }), json!({ "id": 2 }));
        let twice = [one.clone(), one.clone(), two.clone()];
        assert_eq!(differing("run", &twice, &twice), []);
        let stored = differing("run", &twice, &[two.clone(), one.clone()]);
        assert_eq!(stored.iter().map(|found| found.stored.clone()).collect::<Vec<_>>(), [Some(one.clone())]);
        let rebuilt = differing("run", &[two], &twice);
        assert_eq!(
            rebuilt.iter().map(|found| found.rebuilt.clone()).collect::<Vec<_>>(),
            [Some(one.clone()), Some(one)]
        );
    }
}
