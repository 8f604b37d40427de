//! What is kept of runs' states: in memory up to a number of bytes, and in the table `snapshot` every so many entries, so
//! that a long run is not folded from its first entry each time.
//!
//! A snapshot is disposable and proves nothing. It is sealed with the run's key, says which format it has and which entry
//! it was made at; what does not fit is as good as none, and the entries are folded instead. Whoever erases a person's key
//! must drop the snapshots of that person's runs, since a state holds opened values.

use std::collections::HashMap;
use std::sync::Arc;

use baton_engine::RunState;
use baton_store::check::BLOB_BYTES_MAX;
use baton_store::keys::Subject;
use baton_store::read::ReadEntries;
use baton_store::row::SnapshotRow;
use baton_store::seal::Sealer;
use baton_store::{Change, StoreError, Stream};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

/// How many bytes the states in memory may have, as estimated.
const KEPT_BYTES_MAX: usize = 64 << 20;
/// After how many of a run's entries its state is written.
const EVERY_ENTRIES: i64 = 16;
/// With how many events in one entry it is written as well.
const EVERY_EVENTS: usize = 100;
/// What sealing adds, at most.
const SEALED_BYTES: usize = 64;
/// What a part of a state takes, about.
const PART_BYTES: usize = 512;
/// The format; another number is another format. The program's version stands beside it.
const FORMAT: u32 = 1;

/// States in memory.
#[derive(Default)]
pub(crate) struct KeptRuns {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    by_run: HashMap<i64, (Arc<RunState>, usize)>,
    bytes: usize,
}

impl KeptRuns {
    /// A run's state, if it is kept and at least as new as this entry.
    pub(crate) fn get(&self, run: i64, entry: i64) -> Option<Arc<RunState>> {
        let inner = self.inner.lock();
        let (state, _) = inner.by_run.get(&run)?;
        (state.last_entry >= entry).then(|| Arc::clone(state))
    }

    /// Forgets these runs' states.
    pub(crate) fn forget(&self, runs: &[i64]) {
        let mut inner = self.inner.lock();
        for run in runs {
            if let Some((_, bytes)) = inner.by_run.remove(run) {
                inner.bytes -= bytes;
            }
        }
    }

    /// Forgets all states.
    pub(crate) fn forget_all(&self) {
        *self.inner.lock() = Inner::default();
    }

    /// Keeps a state; an older one never replaces a newer. At the limit all are read again.
    pub(crate) fn keep(&self, state: Arc<RunState>) {
        let bytes = weight(&state);
        let mut inner = self.inner.lock();
        let before = inner.by_run.get(&state.run).map(|(before, bytes)| (before.last_entry, *bytes));
        if before.is_some_and(|(entry, _)| entry > state.last_entry) {
            return;
        }
        inner.bytes = inner.bytes + bytes - before.map_or(0, |(_, bytes)| bytes);
        inner.by_run.insert(state.run, (state, bytes));
        if inner.bytes > KEPT_BYTES_MAX {
            *inner = Inner::default();
        }
    }
}

/// About how many bytes a state takes.
fn weight(state: &RunState) -> usize {
    let parts = state.tasks.len() + state.threads.len() + state.timers.len() + state.exceptions.len();
    let names = state.steps.len() + state.parties.len() + state.files.len() + state.roles.len() + state.values.len();
    let values: usize = state.values.values().map(|held| text_bytes(&held.value)).sum();
    (1 + parts + names) * PART_BYTES + values
}

fn text_bytes(value: &serde_json::Value) -> usize {
    use serde_json::Value;
    let itself = std::mem::size_of::<Value>();
    match value {
        Value::String(text) => itself + text.len(),
        Value::Array(items) => itself + items.iter().map(text_bytes).sum::<usize>(),
        Value::Object(object) => {
            itself + object.iter().map(|(name, inner)| name.len() + text_bytes(inner)).sum::<usize>()
        }
        _ => itself,
    }
}

#[derive(Serialize, Deserialize)]
struct Snapshot<S> {
    format: u32,
    version: String,
    state: S,
}

/// The row that keeps a state, where one is due after an entry with so many events.
pub(crate) fn snapshot(state: &RunState, events: usize, sealer: &Sealer) -> Result<Option<Change>, StoreError> {
    if state.rev % EVERY_ENTRIES != 0 && events < EVERY_EVENTS {
        return Ok(None);
    }
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let plain = serde_json::to_vec(&Snapshot { format: FORMAT, version, state });
    let plain = plain.map_err(|error| StoreError::Io(error.to_string()))?;
    if plain.len() + SEALED_BYTES > BLOB_BYTES_MAX {
        return Ok(None);
    }
    let bytes = sealer.seal_for(Subject::run(state.run), &plain)?;
    Ok(Some(Change::PutSnapshot(SnapshotRow { stream: Stream::run(state.run), entry: state.last_entry, bytes })))
}

/// The state as it was written last; none: there is none that fits.
pub(crate) fn from_snapshot<R: ReadEntries + ?Sized>(
    reader: &R,
    sealer: &Sealer,
    run: i64,
) -> Result<Option<RunState>, StoreError> {
    let Some(row) = reader.snapshot(Stream::run(run))? else { return Ok(None) };
    // A row that was damaged costs the fold only.
    let plain = sealer.open_from(&row.bytes).ok().flatten();
    let read = plain.and_then(|plain| serde_json::from_slice::<Snapshot<RunState>>(&plain).ok());
    let fits = |read: &Snapshot<RunState>| {
        let (state, version) = (&read.state, env!("CARGO_PKG_VERSION"));
        (read.format, read.version.as_str(), state.run, state.last_entry) == (FORMAT, version, run, row.entry)
    };
    Ok(read.filter(fits).map(|read| read.state))
}
