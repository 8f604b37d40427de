//! What an entry says of runs that were taken out when their time was over. It is the store's own event, because proving
//! anything needs it: a body that is gone without such an entry is a fault.

use crate::entry::Entry;
use crate::stream::StreamKind;
use crate::workspace::events;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The event's name.
pub const RUNS_REMOVED: &str = "runs_removed";

/// A run that was taken out, stored as `[run, number, last entry]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(i64, i64, i64)", into = "(i64, i64, i64)")]
pub struct RemovedRun {
    /// The run.
    pub run: i64,
    /// Its number in its workflow.
    pub number: i64,
    /// The last entry it had.
    pub last_entry: i64,
}

impl From<(i64, i64, i64)> for RemovedRun {
    fn from((run, number, last_entry): (i64, i64, i64)) -> Self {
        Self { run, number, last_entry }
    }
}

impl From<RemovedRun> for (i64, i64, i64) {
    fn from(RemovedRun { run, number, last_entry }: RemovedRun) -> Self {
        (run, number, last_entry)
    }
}

/// The workflow and the runs of one such event.
pub type Removal = (i64, Vec<RemovedRun>);

/// The removals that an entry records.
pub fn removals(entry: &Entry) -> Vec<Removal> {
    if entry.stream.kind != StreamKind::Access {
        return Vec::new();
    }
    events(entry).iter().filter_map(removal).collect()
}

fn removal(event: &Value) -> Option<Removal> {
    if event.get("t")?.as_str()? != RUNS_REMOVED {
        return None;
    }
    let runs = serde_json::from_value(event.get("runs")?.clone()).ok()?;
    Some((event.get("workflow")?.as_i64()?, runs))
}
