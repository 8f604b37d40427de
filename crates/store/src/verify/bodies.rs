//! Bodies that are gone: whether an entry records that their runs were taken out when their time was over.
//!
//! A body that is gone without such a record is a fault, and so is a run that went on after it was taken out. The record
//! stands in the log itself, so it cannot be added later without showing against a checkpoint that is held elsewhere.

use super::{FaultCode, Removed, Report};
use crate::entry::{Entry, EntryHead};
use crate::removed::{RemovedRun, removals};
use crate::stream::{Stream, StreamKind};
use std::collections::{BTreeMap, HashMap};

/// How many entries of one stream are named.
const NAMED_MAX: usize = 100;

/// What is gone, and what was recorded to be.
#[derive(Default)]
pub(super) struct Bodies {
    /// How many are gone of a stream, and the first of them.
    missing: BTreeMap<Stream, (i64, Vec<i64>)>,
    /// By run: what was recorded, and by which entry.
    removed: HashMap<i64, (RemovedRun, i64)>,
}

impl Bodies {
    pub(super) fn missing(&mut self, entry: &Entry) {
        let (count, named) = self.missing.entry(entry.stream).or_default();
        *count += 1;
        if named.len() < NAMED_MAX {
            named.push(entry.number);
        }
    }

    pub(super) fn recorded(&mut self, entry: &Entry) {
        for removed in removals(entry).into_iter().flat_map(|(_, runs)| runs) {
            self.removed.entry(removed.run).or_insert((removed, entry.number));
        }
    }

    pub(super) fn is_removed(&self, stream: Stream) -> bool {
        stream.kind == StreamKind::Run && self.removed.contains_key(&stream.id)
    }

    /// Says what was removed by which entry, and what is wrong.
    pub(super) fn judge(&self, streams: &HashMap<Stream, EntryHead>, report: &mut Report) {
        for (stream, (_, named)) in self.missing.iter().filter(|(stream, _)| !self.is_removed(**stream)) {
            debug_assert!(!named.is_empty(), "{stream:?}");
            for number in named {
                report.bad_entry(FaultCode::BodyMissing, *number);
            }
        }
        let mut by_entry: BTreeMap<i64, Removed> = BTreeMap::new();
        for (removed, entry) in self.removed.values() {
            let stream = Stream::run(removed.run);
            let shown = by_entry.entry(*entry).or_insert(Removed { entry: *entry, runs: 0, bodies: 0 });
            shown.runs += 1;
            shown.bodies += self.missing.get(&stream).map_or(0, |(count, _)| *count);
            if let Some(head) = streams.get(&stream).filter(|head| head.number != removed.last_entry) {
                report.bad_entry(FaultCode::HeadNotLast, head.number);
            }
        }
        report.removed = by_entry.into_values().collect();
    }
}
