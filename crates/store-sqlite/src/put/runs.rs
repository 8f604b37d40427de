//! Writing runs, who may see them, and what they are found by.

use super::Done;
use crate::db;
use crate::sql;
use baton_store::row::{PartyRow, RunRow, SearchRow};
use rusqlite::{Connection, params};

pub(super) fn put(db: &Connection, row: &RunRow) -> Done {
    let columns = params![
        row.id,
        row.workflow,
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
    ];
    db::run(db, sql!("run/put"), columns).map(drop)
}

pub(super) fn put_party(db: &Connection, row: PartyRow) -> Done {
    db::run(db, sql!("run_party/put"), [row.run, row.person, row.why.code()]).map(drop)
}

pub(super) fn drop_party(db: &Connection, row: PartyRow) -> Done {
    db::run(db, sql!("run_party/delete"), [row.run, row.person, row.why.code()]).map(drop)
}

pub(super) fn put_search(db: &Connection, row: &SearchRow) -> Done {
    db::run(db, sql!("search/delete"), [row.run])?;
    db::run(db, sql!("search/insert"), params![row.run, row.text])?;
    db::run(db, sql!("run_value/delete"), [row.run])?;
    for (n, (field, text)) in row.values.iter().enumerate() {
        db::run(db, sql!("run_value/insert"), params![row.run, n as i64, field, text])?;
    }
    Ok(())
}
