//! Whole tables as JSON, in memory.

use super::tables::{Tabled, Tables};
use crate::error::StoreError;
use crate::read::{ReadDump, Table};
use serde::Serialize;
use serde_json::{Value, json};

impl<T: Tabled> ReadDump for T {
    fn dump(&self, table: Table, row: &mut dyn FnMut(Value) -> Result<(), StoreError>) -> Result<(), StoreError> {
        self.with(|tables| rows(tables, table))?.into_iter().try_for_each(row)
    }
}

fn rows(tables: &Tables, table: Table) -> Result<Vec<Value>, StoreError> {
    match table {
        Table::Run => json_of(tables.runs.values()),
        Table::Task => json_of(tables.tasks.values()),
        Table::TaskState => json_of(tables.task_states.values()),
        Table::TaskOffer => {
            json_of(tables.offers.iter().map(|(task, person)| json!({ "task": task, "person": person })))
        }
        Table::Job => json_of(tables.jobs.values()),
        Table::Lock => json_of(tables.locks.values()),
        Table::Timer => json_of(tables.timers.values()),
        Table::RunParty => json_of(tables.parties.iter()),
        Table::Exception => json_of(tables.exceptions.values()),
        Table::Subscription => json_of(tables.subscriptions.values()),
        Table::Workflow => json_of(tables.workflows.values()),
        Table::Version => json_of(tables.versions.values()),
        Table::Counter => json_of(tables.counters.iter().map(|(name, n)| json!({ "name": name, "n": n }))),
        Table::StreamHead => json_of(
            tables
                .stream_heads
                .iter()
                .map(|(stream, head)| json!({ "stream": stream, "seq": head.seq, "entry": head.number })),
        ),
    }
}

fn json_of<R: Serialize>(rows: impl Iterator<Item = R>) -> Result<Vec<Value>, StoreError> {
    rows.map(|row| serde_json::to_value(row).map_err(|fault| StoreError::Corrupt(fault.to_string()))).collect()
}
