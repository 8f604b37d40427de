//! Taking runs out whose time is over: their rows and the bodies of their entries. The headers stay.
//!
//! An entry is deleted and inserted again without its body, in the order of numbers: only so the database puts what is left
//! of neighbouring pages together. Notifications and what was sent have no index over runs; their ids grow with the entries,
//! so the range that can be meant is found by halving.

use super::{Done, conflict};
use crate::db;
use crate::fault::damaged;
use crate::read::rows;
use crate::sql;
use baton_store::{Entry, StoreError, Stream};
use rusqlite::{Connection, params};

/// What belongs to one run.
const OF_RUN: [&str; 11] = [
    sql!("removal/task"),
    sql!("removal/task_state"),
    sql!("removal/task_offer"),
    sql!("removal/exception"),
    sql!("removal/party"),
    sql!("removal/file"),
    sql!("timer/delete_of_run"),
    sql!("search/delete"),
    sql!("run_value/delete"),
    sql!("removal/run"),
    sql!("snapshot/delete"),
];

/// Takes them out.
pub(super) fn remove(db: &Connection, runs: &[i64]) -> Done {
    let mut numbers = Vec::new();
    for run in runs {
        let last = db::one(db, sql!("removal/run_over"), [run], crate::cols::first)?;
        let last: i64 = last.ok_or_else(|| conflict("only a run that is there and over can be taken out"))?;
        chain(db, last, &mut numbers)?;
    }
    numbers.sort_unstable();
    for number in &numbers {
        let entry = db::one(db, sql!("entry/get"), [number], rows::entry)?;
        without_body(db, &entry.ok_or_else(|| damaged("a stream names an entry that is not there"))?)?;
    }
    if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
        notes(db, (*first, *last), runs)?;
    }
    for run in runs {
        for sql in OF_RUN {
            let key = if sql == sql!("snapshot/delete") { Stream::run(*run).key() } else { *run };
            db::run(db, sql, [key])?;
        }
    }
    Ok(())
}

/// The numbers of a stream's entries, from its last.
fn chain(db: &Connection, last: i64, numbers: &mut Vec<i64>) -> Done {
    let mut next = last;
    while next != 0 {
        numbers.push(next);
        let before = db::one(db, sql!("removal/entry_prev"), [next], crate::cols::first)?;
        let before: i64 = before.ok_or_else(|| damaged("a stream names an entry that is not there"))?;
        if before >= next {
            return Err(damaged("a stream's entries go in a circle"));
        }
        next = before;
    }
    Ok(())
}

fn without_body(db: &Connection, entry: &Entry) -> Done {
    let (kind, actor) = (entry.actor_kind.code(), entry.actor_id);
    let (body_hash, hash) = (entry.body_hash.0.as_slice(), entry.hash.0.as_slice());
    let (key, body) = (entry.stream.key(), None::<Vec<u8>>);
    db::run(db, sql!("removal/entry_delete"), [entry.number])?;
    let columns = params![entry.number, key, entry.seq, entry.prev, entry.time_us, kind, actor, body, body_hash, hash];
    db::run(db, sql!("entry/insert"), columns).map(drop)
}

/// Notifications and what was sent, of entries in this range.
fn notes(db: &Connection, (first, last): (i64, i64), runs: &[i64]) -> Done {
    let runs = serde_json::to_string(runs).map_err(|fault| StoreError::Io(fault.to_string()))?;
    let tables = [
        (sql!("removal/notification"), sql!("removal/notification_entry"), sql!("removal/notification_last")),
        (sql!("removal/outbox"), sql!("removal/outbox_entry"), sql!("removal/outbox_last")),
    ];
    for (delete, entry_at, highest) in tables {
        let end = db::number(db, highest, [])? + 1;
        let from = first_of(db, entry_at, first, end)?;
        let to = first_of(db, entry_at, last + 1, end)?;
        db::run(db, delete, params![from, to - 1, runs])?;
    }
    Ok(())
}

/// The lowest id whose row, or the next after it, is of this entry or a later one.
fn first_of(db: &Connection, entry_at: &str, entry: i64, end: i64) -> Result<i64, StoreError> {
    let (mut low, mut high) = (0, end);
    while low < high {
        let middle = low + (high - low) / 2;
        let found: Option<i64> = db::one(db, entry_at, [middle], crate::cols::first)?;
        if found.is_some_and(|found| found < entry) { low = middle + 1 } else { high = middle }
    }
    Ok(low)
}
