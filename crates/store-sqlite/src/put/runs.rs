//! Writing runs, who may see them, and what they are found by.

use super::Done;
use crate::cols::{self, Cols};
use crate::db;
use crate::sql;
use baton_store::StoreError;
use baton_store::row::{PartyRow, RunRow, SearchRow};
use rusqlite::{Connection, params};

pub(super) fn put(db: &Connection, row: &RunRow) -> Done {
    let columns = params![
        row.id,
        row.workflow,
        row.parent,
        row.number,
        row.key,
        row.version,
        row.state.code(),
        row.label,
        row.starter,
        row.started_us,
        row.ended_us,
        row.outcome,
        row.target_us,
        row.due_us,
        row.exceptions,
        row.priority.code(),
    ];
    db::run(db, sql!("run/put"), columns).map(drop)
}

pub(super) fn put_party(db: &Connection, row: PartyRow) -> Done {
    db::run(db, sql!("run_party/put"), [row.run, row.person, row.why.code()]).map(drop)
}

pub(super) fn drop_party(db: &Connection, row: PartyRow) -> Done {
    db::run(db, sql!("run_party/delete"), [row.run, row.person, row.why.code()]).map(drop)
}

/// Writes only what became different: a run is found by the same words through most of its life.
pub(super) fn put_search(db: &Connection, row: &SearchRow) -> Done {
    let text: Option<String> = db::one(db, sql!("search/get"), [row.run], cols::first)?;
    if text.as_deref() != Some(row.text.as_str()) {
        if text.is_some() {
            db::run(db, sql!("search/delete"), [row.run])?;
        }
        db::run(db, sql!("search/insert"), params![row.run, row.text])?;
    }
    let kept = db::list(db, sql!("run_value/of_run"), [row.run], value)?;
    for n in row.values.len()..kept.len() {
        db::run(db, sql!("run_value/delete_one"), params![row.run, n as i64])?;
    }
    for (n, value) in row.values.iter().enumerate() {
        if kept.get(n) != Some(value) {
            db::run(db, sql!("run_value/put"), params![row.run, n as i64, value.0, value.1])?;
        }
    }
    Ok(())
}

fn value(cols: &Cols<'_>) -> Result<(String, String), StoreError> {
    Ok((cols.get()?, cols.get()?))
}
