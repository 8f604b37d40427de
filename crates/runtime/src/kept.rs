//! What is kept of runs' states: in memory up to a number of bytes, and in the table `snapshot` every so many entries, so
//! that a long run is not folded from its first entry each time.
//!
//! A snapshot is disposable and proves nothing. It is sealed with the run's key, says which format it has and which entry
//! it was made at; what does not fit is as good as none, and the entries are folded instead. Whoever erases a person's key
//! must drop the snapshots of that person's runs, since a state holds opened values.

use std::collections::VecDeque;
use std::sync::Arc;

use baton_engine::RunState;
use baton_store::check::BLOB_BYTES_MAX;
use baton_store::keys::Subject;
use baton_store::read::ReadEntries;
use baton_store::row::SnapshotRow;
use baton_store::seal::Sealer;
use baton_store::{Change, StoreError, Stream};
use parking_lot::Mutex;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use serde::{Deserialize, Serialize};

/// How many bytes the states in memory may have, as estimated.
const KEPT_BYTES_MAX: u64 = 24 << 20;
/// How many there are then, about: what the cache makes room for.
const KEPT_ABOUT: usize = 4_096;
/// After how many of a run's entries its state is written.
const EVERY_ENTRIES: i64 = 16;
/// With how many events in one entry it is written as well.
const EVERY_EVENTS: usize = 100;
/// How many runs that ended are kept beside: what is over is rarely looked at again, and its memory is best used anew soon.
const ENDED_MAX: usize = 256;
/// What sealing adds, at most.
const SEALED_BYTES: usize = 64;
/// What a part of a state takes, about.
const PART_BYTES: usize = 512;
/// The format; another number is another format. The program's version stands beside it.
const FORMAT: u32 = 5;

/// After how many erasures something was opened: what was opened before the last one may hold what is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened(pub(crate) u64);

/// The runs that ended last.
#[derive(Default)]
pub(crate) struct Ended {
    latest: Mutex<VecDeque<i64>>,
}

impl Ended {
    /// Notes that what is kept is of a run that ended; gives the one that is kept too long.
    pub(crate) fn note(&self, run: i64) -> Option<i64> {
        let mut latest = self.latest.lock();
        if latest.contains(&run) {
            return None;
        }
        latest.push_back(run);
        if latest.len() > ENDED_MAX { latest.pop_front() } else { None }
    }
}

/// States in memory.
pub(crate) struct KeptRuns {
    by_run: Cache<i64, KeptRun, Weight>,
}

#[derive(Clone)]
struct KeptRun {
    state: Arc<RunState>,
    opened: Opened,
}

#[derive(Clone)]
struct Weight;

impl Weighter<i64, KeptRun> for Weight {
    fn weight(&self, _: &i64, kept: &KeptRun) -> u64 {
        weight(&kept.state) as u64
    }
}

impl Default for KeptRuns {
    fn default() -> Self {
        Self { by_run: Cache::with_weighter(KEPT_ABOUT, KEPT_BYTES_MAX, Weight) }
    }
}

impl KeptRuns {
    /// A run's state, if it is kept, at least as new as this entry, and was opened with the keys there are now.
    pub(crate) fn get(&self, run: i64, entry: i64, now: Opened) -> Option<Arc<RunState>> {
        let kept = self.by_run.get(&run)?;
        (kept.state.last_entry >= entry && kept.opened == now).then_some(kept.state)
    }

    /// Keeps a state. Where an older one comes in late, it is too old for whoever asks next, and folded again.
    pub(crate) fn keep(&self, state: Arc<RunState>, opened: Opened) {
        self.by_run.insert(state.run, KeptRun { state, opened });
    }

    /// Forgets these runs' states.
    pub(crate) fn forget(&self, runs: &[i64]) {
        for run in runs {
            self.by_run.remove(run);
        }
    }

    /// Forgets all states.
    pub(crate) fn forget_all(&self) {
        self.by_run.clear();
    }
}

/// About how many bytes a state takes.
fn weight(state: &RunState) -> usize {
    let parts = state.tasks.len() + state.threads.len() + state.timers.len() + state.exceptions.len();
    let names = state.steps.len() + state.parties.len() + state.files.len() + state.roles.len() + state.values.len();
    let values = state.values.values().flat_map(|held| held.past.iter().map(|past| &past.value).chain([&held.value]));
    let values: usize = values.map(|value| text_bytes(value)).sum();
    let rows = state.values.values().flat_map(|held| &held.earlier).flat_map(|earlier| &earlier.was);
    let rows: usize = rows.map(|(_, row)| text_bytes(row)).sum();
    (1 + parts + names) * PART_BYTES + values + rows
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
