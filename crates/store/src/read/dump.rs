//! Whole tables as JSON, to compare what is stored with what the entries say.

use crate::coded::coded;
use crate::error::StoreError;
use serde_json::Value;
use std::collections::BTreeMap;

coded! {
    /// A table that can be made again from the entries alone.
    pub enum Table {
        /// Runs.
        Run = 1 "run",
        /// Tasks.
        Task = 2 "task",
        /// Tasks' states.
        TaskState = 3 "task_state",
        /// To whom tasks are offered.
        TaskOffer = 4 "task_offer",
        /// Timers.
        Timer = 5 "timer",
        /// Who may see a run.
        RunParty = 6 "run_party",
        /// Exceptions.
        Exception = 7 "exception",
        /// What listens for events.
        Subscription = 13 "subscription",
        /// Workflows.
        Workflow = 8 "workflow",
        /// Versions.
        Version = 9 "version",
        /// Counters.
        Counter = 10 "counter",
        /// The heads of streams that are not runs.
        StreamHead = 11 "stream_head",
        /// Jobs.
        Job = 12 "job",
        /// Locks that the runs of a workflow share.
        Lock = 14 "run_lock",
    }
}

/// The tables that are compared.
pub const DUMPED: &[Table] = Table::ALL;

/// Reads whole tables.
pub trait ReadDump {
    /// Hands over each row of a table, in the order of its key. One that cannot be read is `{"damaged": why, …}`.
    fn dump(&self, table: Table, row: &mut dyn FnMut(Value) -> Result<(), StoreError>) -> Result<(), StoreError>;
}

/// All tables that can be made again, by their names.
pub fn tables_dump(reader: &(impl ReadDump + ?Sized)) -> Result<BTreeMap<&'static str, Vec<Value>>, StoreError> {
    let mut tables = BTreeMap::new();
    for table in DUMPED {
        let mut rows = Vec::new();
        reader.dump(*table, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        tables.insert(table.word(), rows);
    }
    Ok(tables)
}
