//! Every entry: its number, its place in its stream, its time, its hashes.

use super::bodies::Bodies;
use super::files::NamedFiles;
use super::{FaultCode, Report};
use crate::entry::{Entry, EntryHead};
use crate::error::StoreError;
use crate::hash::Hash;
use crate::query::LIMIT_MAX;
use crate::read::Reader;
use crate::stream::{Stream, StreamKind};
use crate::workspace::{WorkspaceCreated, WorkspaceRestored, keys_named};
use std::collections::HashMap;
use uuid::Uuid;

/// One entry after the other.
#[derive(Default)]
pub(crate) struct Chains {
    streams: HashMap<Stream, EntryHead>,
    last_number: i64,
    last_time_us: i64,
    /// The signing keys that entries name.
    pub(super) keys: Vec<[u8; 32]>,
    /// Which entries begin which epoch.
    pub(super) restored: Vec<(i64, i64)>,
    /// The files that entries name.
    pub(super) files: NamedFiles,
    /// What is gone, and what was recorded to be.
    bodies: Bodies,
}

/// Checks every entry; what they name besides.
pub(super) fn check(reader: &dyn Reader, workspace: &Uuid, report: &mut Report) -> Result<Chains, StoreError> {
    let mut chains = Chains::default();
    loop {
        let page = match reader.entries(chains.last_number, LIMIT_MAX) {
            Err(StoreError::Corrupt(_)) => {
                if chains.one_by_one(reader, workspace, report)? {
                    continue;
                }
                break;
            }
            page => page?,
        };
        for entry in &page {
            chains.numbered(entry, report);
            chains.see(entry, workspace, report);
        }
        if page.len() < LIMIT_MAX {
            break;
        }
    }
    chains.judge(report);
    for (stream, head) in &chains.streams {
        let stored = reader.stream_head(*stream)?;
        let taken_out = stored.is_none() && chains.bodies.is_removed(*stream);
        if stored != Some(*head) && !taken_out {
            // The later of both is what is missing in the chain, or what the head does not know.
            report
                .bad_entry(FaultCode::HeadNotLast, stored.map_or(head.number, |stored| stored.number.max(head.number)));
        }
    }
    report.streams = chains.streams.len();
    Ok(chains)
}

impl Chains {
    /// Reads as many entries as a page has, each alone, since one of them has values that no entry can have; whether there
    /// are more.
    fn one_by_one(&mut self, reader: &dyn Reader, workspace: &Uuid, report: &mut Report) -> Result<bool, StoreError> {
        let last = reader.last()?.map_or(0, |last| last.number);
        let from = self.last_number + 1;
        let to = last.min(self.last_number + LIMIT_MAX as i64);
        for number in from..=to {
            match reader.entry(number) {
                Ok(Some(entry)) => {
                    self.numbered(&entry, report);
                    self.see(&entry, workspace, report);
                }
                Ok(None) => {}
                Err(StoreError::Corrupt(why)) => {
                    report.fault(FaultCode::HeaderChanged, Some((number, number)), &why);
                    report.entries += 1;
                    self.last_number = number;
                }
                Err(error) => return Err(error),
            }
        }
        if self.last_number < to {
            report.fault(FaultCode::EntryMissing, Some((self.last_number + 1, to)), "");
            self.last_number = to;
        }
        Ok(to < last)
    }

    /// Says of the bodies that are gone whether they may be.
    pub(crate) fn judge(&self, report: &mut Report) {
        self.bodies.judge(&self.streams, report);
    }

    /// Numbers follow each other without a gap.
    fn numbered(&mut self, entry: &Entry, report: &mut Report) {
        let expected = self.last_number + 1;
        if entry.number != expected {
            report.fault(FaultCode::EntryMissing, Some((expected, entry.number - 1)), "");
        }
        if entry.time_us < self.last_time_us {
            report.bad_entry(FaultCode::TimeWentBack, entry.number);
        }
        if entry.number == 1 && WorkspaceCreated::from_entry(entry).is_none() {
            report.bad_entry(FaultCode::NotTheWorkspace, 1);
        }
        (self.last_number, self.last_time_us) = (entry.number, entry.time_us);
    }

    /// What an entry shows by itself and by the one before in its stream.
    pub(crate) fn see(&mut self, entry: &Entry, workspace: &Uuid, report: &mut Report) {
        report.entries += 1;
        let before = self.streams.get(&entry.stream);
        let follows = (before.map_or(0, |head| head.seq) + 1, before.map_or(0, |head| head.number));
        if (entry.seq, entry.prev) != follows {
            report.bad_entry(FaultCode::ChainBroken, entry.number);
        }
        match &entry.body {
            None => self.bodies.missing(entry),
            Some(body) if Hash::of(&[body]) != entry.body_hash => {
                report.bad_entry(FaultCode::BodyChanged, entry.number);
            }
            Some(_) => {}
        }
        let prev_hash = before.map_or(Hash::ZERO, |head| head.hash);
        if entry.header_hash(workspace, &prev_hash) != entry.hash {
            report.bad_entry(FaultCode::HeaderChanged, entry.number);
        }
        let names_another = |created: WorkspaceCreated| created.workspace != *workspace;
        if entry.number == 1 && WorkspaceCreated::from_entry(entry).is_some_and(names_another) {
            report.bad_entry(FaultCode::NotTheWorkspace, 1);
        }
        self.files.see(entry);
        self.bodies.recorded(entry);
        if entry.stream.kind == StreamKind::Access {
            self.keys.extend(keys_named(entry));
            self.restored.extend(WorkspaceRestored::from_entry(entry).map(|restored| (entry.number, restored.epoch)));
        }
        self.streams.insert(entry.stream, entry.head());
    }
}
