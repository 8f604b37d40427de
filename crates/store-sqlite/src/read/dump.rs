//! Whole tables as JSON.

use super::rows;
use crate::cols::Cols;
use crate::db::{self, Connected, Db};
use crate::fault::damaged;
use crate::sql;
use baton_store::StoreError;
use baton_store::read::{ReadDump, Table};
use serde::Serialize;
use serde_json::{Value, json};

impl<C: Connected> ReadDump for Db<C> {
    fn dump(&self, table: Table, row: &mut dyn FnMut(Value) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let (sql, from_row) = how(table);
        db::each(self, sql, [], &mut |cols| {
            row(match from_row(cols) {
                Err(StoreError::Corrupt(why)) => damaged_row(cols, &why),
                read => read?,
            })
        })
    }
}

/// A row that cannot be read, as it stands: so that who compares can name it.
fn damaged_row(cols: &Cols<'_>, why: &str) -> Value {
    json!({ "damaged": why, "columns": cols.as_they_stand() })
}

type ToJson = fn(&Cols<'_>) -> Result<Value, StoreError>;

fn how(table: Table) -> (&'static str, ToJson) {
    match table {
        Table::Run => (sql!("run/dump"), |cols| json_of(rows::run(cols)?)),
        Table::Task => (sql!("task/dump"), |cols| json_of(rows::task(cols)?)),
        Table::TaskState => (sql!("task_state/dump"), |cols| json_of(rows::task_state(cols)?)),
        Table::TaskOffer => (sql!("task_offer/dump"), offer),
        Table::Job => (sql!("job/dump"), |cols| json_of(rows::job(cols)?)),
        Table::Lock => (sql!("run_lock/dump"), |cols| json_of(rows::lock(cols)?)),
        Table::Timer => (sql!("timer/dump"), |cols| json_of(rows::timer(cols)?)),
        Table::RunParty => (sql!("run_party/dump"), |cols| json_of(rows::party(cols)?)),
        Table::Exception => (sql!("exception/dump"), |cols| json_of(rows::exception(cols)?)),
        Table::Subscription => (sql!("subscription/dump"), |cols| json_of(rows::subscription(cols)?)),
        Table::Workflow => (sql!("workflow/dump"), |cols| json_of(rows::workflow(cols)?)),
        Table::Version => (sql!("version/dump"), |cols| json_of(rows::version(cols)?)),
        Table::Counter => (sql!("counter/dump"), counter),
        Table::StreamHead => (sql!("stream_head/dump"), stream_head),
    }
}

fn offer(cols: &Cols<'_>) -> Result<Value, StoreError> {
    let (task, person): (i64, i64) = (cols.get()?, cols.get()?);
    Ok(json!({ "task": task, "person": person }))
}

fn counter(cols: &Cols<'_>) -> Result<Value, StoreError> {
    let (name, n): (String, i64) = (cols.get()?, cols.get()?);
    Ok(json!({ "name": name, "n": n }))
}

fn stream_head(cols: &Cols<'_>) -> Result<Value, StoreError> {
    let stream = rows::stream(cols)?;
    let (seq, entry): (i64, i64) = (cols.get()?, cols.get()?);
    Ok(json!({ "stream": stream, "seq": seq, "entry": entry }))
}

fn json_of(row: impl Serialize) -> Result<Value, StoreError> {
    serde_json::to_value(row).map_err(|fault| damaged(&fault.to_string()))
}
