//! Runs' entries, opened as screens read them, kept in memory: a run's page and the answer to each of its tasks tell what
//! happened, and only what is new since is read and opened.
//!
//! The writer adds what it commits to a history that is in memory, so that nothing is read and opened again for the answer.
//! A history is the fold's twin: it grows by entries and never changes. It holds opened values: one that was opened before
//! something was erased is not used any more.

use std::sync::Arc;

use baton_engine::{EntryRef, Event};
use baton_store::read::history;
use baton_store::row::RunRow;
use baton_store::seal::Sealer;
use baton_store::{Hash, Store, StoreError, Stream};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::history::{hex, opened};
use crate::kept::Opened;
use crate::view::timeline::Recorded;

/// How many bytes the histories in memory may have, as estimated.
const KEPT_BYTES_MAX: u64 = 24 << 20;
/// How many there are then, about: what the cache makes room for.
const KEPT_ABOUT: usize = 4_096;
/// What a byte of an entry's body takes once it is opened, about.
const OPENED: u64 = 4;
/// What an entry takes beside its body.
const ENTRY_BYTES: u64 = 512;

/// A run's entries, in order.
pub type History = Arc<[Arc<Recorded>]>;

/// What a run's history grows by, once it is committed.
pub struct Tail {
    /// The run's entry before; 0: it begins with this.
    pub follows: i64,
    /// The entry.
    pub at: EntryRef,
    /// Where the request came from, where that is kept.
    pub origin: Option<String>,
    /// What happened.
    pub events: Vec<Event>,
    /// How long the entry's body is, about.
    pub bytes: u64,
}

/// Histories by run.
pub(crate) struct Histories {
    kept: Cache<i64, Kept, Weight>,
}

#[derive(Clone)]
struct Kept {
    entries: History,
    bytes: u64,
    opened: Opened,
}

#[derive(Clone)]
struct Weight;

impl Weighter<i64, Kept> for Weight {
    fn weight(&self, _: &i64, kept: &Kept) -> u64 {
        kept.bytes
    }
}

impl Default for Histories {
    fn default() -> Self {
        Self { kept: Cache::with_weighter(KEPT_ABOUT, KEPT_BYTES_MAX, Weight) }
    }
}

impl Histories {
    /// The history of a run, at least up to its row.
    pub(crate) fn of(
        &self,
        store: &dyn Store,
        sealer: &Sealer,
        row: &RunRow,
        now: Opened,
    ) -> Result<History, StoreError> {
        let kept = self.kept.get(&row.id).filter(|kept| kept.opened == now);
        let last = kept.as_ref().and_then(|kept| kept.entries.last()).map_or(0, |last| last.entry);
        if let Some(kept) = kept.as_ref().filter(|_| last >= row.last_entry) {
            return Ok(Arc::clone(&kept.entries));
        }
        let reader = store.reader()?;
        let mut bytes = kept.as_ref().map_or(0, |kept| kept.bytes);
        let mut entries: Vec<Arc<Recorded>> = kept.map_or_else(Vec::new, |kept| kept.entries.to_vec());
        for entry in history(reader.as_ref(), Stream::run(row.id), last)? {
            bytes += ENTRY_BYTES + OPENED * entry.body.as_ref().map_or(0, |body| body.len() as u64);
            entries.extend(opened(&entry, sealer)?.map(Arc::new));
        }
        let entries: History = entries.into();
        self.kept.insert(row.id, Kept { entries: Arc::clone(&entries), bytes, opened: now });
        Ok(entries)
    }

    /// Adds what was just committed, where the history up to it is kept or begins with it.
    pub(crate) fn grow(&self, run: i64, tail: Tail, hash: &Hash, now: Opened) {
        let kept = self.kept.get(&run).filter(|kept| kept.opened == now);
        let last = kept.as_ref().and_then(|kept| kept.entries.last()).map_or(0, |last| last.entry);
        if last != tail.follows || (kept.is_none() && tail.follows > 0) {
            return;
        }
        let bytes = kept.as_ref().map_or(0, |kept| kept.bytes) + ENTRY_BYTES + OPENED * tail.bytes;
        let entry = Arc::new(Recorded {
            entry: tail.at.number,
            at: tail.at.time,
            actor: tail.at.actor,
            origin: tail.origin,
            hash: hex(hash),
            events: tail.events,
        });
        let before = kept.as_ref().map_or(&[][..], |kept| &kept.entries);
        let entries = before.iter().cloned().chain([entry]).collect();
        self.kept.insert(run, Kept { entries, bytes, opened: now });
    }

    /// Forgets these runs' histories.
    pub(crate) fn forget(&self, runs: &[i64]) {
        for run in runs {
            self.kept.remove(run);
        }
    }

    /// Forgets all.
    pub(crate) fn forget_all(&self) {
        self.kept.clear();
    }
}
