//! Which checkpoints there are, in the table, as files, and elsewhere, and whether they were signed with a key of this
//! workspace.
//!
//! Table and files say the same: a row has its file and the other way round, and a row says what its signed note says.
//! Two kinds of files without a row are no fault, since a server that is stopped at the wrong moment leaves them: one that
//! a later checkpoint of the same hour has replaced, and one that is newer than all rows. They are held against the log
//! like any other. Entries that no checkpoint covers are not proved by anything.

use super::{FaultCode, KeptHead, Options, Report};
use crate::checkpoint::Checkpoint;
use crate::error::StoreError;
use crate::query::LIMIT_MAX;
use crate::read::Reader;
use crate::row::HeadRow;
use std::collections::BTreeMap;
use uuid::Uuid;

const HOUR_US: i64 = 3_600_000_000;

/// A checkpoint that was signed, to be held against the log.
pub(super) struct SignedHead {
    pub(super) checkpoint: Checkpoint,
    pub(super) held: bool,
}

impl SignedHead {
    /// What a report calls it.
    pub(super) fn name(&self) -> String {
        let from = if self.held { "held elsewhere" } else { "stored here" };
        format!("checkpoint {}, {from}, signed {}", self.checkpoint.file_name(), self.checkpoint.time)
    }
}

/// The files before and after the state began that everything else is read from: a server may sign meanwhile.
pub(super) struct Files {
    pub(super) before: Vec<KeptHead>,
    pub(super) after: Vec<KeptHead>,
}

/// Who may have signed here.
#[derive(Clone, Copy)]
pub(super) struct Signers<'a> {
    pub(super) workspace: &'a Uuid,
    pub(super) keys: &'a [[u8; 32]],
}

impl Signers<'_> {
    /// What a note says, if one of these signed it.
    pub(super) fn read(self, note: &str, report: &mut Report) -> Option<Checkpoint> {
        let found = Checkpoint::verify(note, self.keys).filter(|checkpoint| checkpoint.workspace == *self.workspace);
        if found.is_none() {
            report.fault(FaultCode::CheckpointNotSigned, None, first_lines(note));
        }
        found
    }
}

/// Reads all checkpoints whose signature holds, smallest first.
pub(super) fn read(
    reader: &dyn Reader,
    (options, files): (Options<'_>, Option<Files>),
    signers: Signers<'_>,
    report: &mut Report,
) -> Result<Vec<SignedHead>, StoreError> {
    let rows = rows(reader)?;
    let mut signed = Vec::new();
    for row in &rows {
        let Some(checkpoint) = signers.read(&row.note, report) else { continue };
        let said = (checkpoint.epoch, checkpoint.size as i64, checkpoint.root, checkpoint.time.as_microsecond());
        if said != (row.epoch, row.size, row.root, row.at_us) {
            let detail = format!("table head, row {}-{}", row.epoch, row.size);
            report.fault(FaultCode::CheckpointDisagrees, None, &detail);
        }
        signed.push(SignedHead { checkpoint, held: false });
    }
    if let Some(files) = &files {
        signed.extend(compare(&rows, files, signers, report));
    }
    let held = options.held_heads.iter().filter_map(|note| signers.read(note, report));
    signed.extend(held.map(|checkpoint| SignedHead { checkpoint, held: true }));
    // Over an empty log there is nothing to compare.
    signed.retain(|head| head.checkpoint.size > 0);
    signed.sort_by_key(|head| head.checkpoint.size);
    covered(&signed, report);
    Ok(signed)
}

fn rows(reader: &dyn Reader) -> Result<Vec<HeadRow>, StoreError> {
    let mut rows: Vec<HeadRow> = Vec::new();
    loop {
        let after = rows.last().map_or((0, 0), |last| (last.epoch, last.size));
        let page = reader.heads(after, LIMIT_MAX)?;
        let more = page.len() == LIMIT_MAX;
        rows.extend(page);
        if !more {
            return Ok(rows);
        }
    }
}

/// Holds the files against the rows; those without a row.
fn compare(rows: &[HeadRow], files: &Files, signers: Signers<'_>, report: &mut Report) -> Vec<SignedHead> {
    let by_name = |files: &[KeptHead]| -> BTreeMap<String, String> {
        files.iter().map(|file| (file.name.clone(), file.note.clone())).collect()
    };
    let (before, mut strays) = (by_name(&files.before), by_name(&files.after));
    for row in rows {
        let name = format!("{}-{}", row.epoch, row.size);
        match strays.remove(&name).or_else(|| before.get(&name).cloned()) {
            Some(note) if note == row.note => {}
            Some(_) => report.fault(FaultCode::CheckpointDisagrees, None, &format!("the file heads/{name}")),
            None => report.fault(FaultCode::CheckpointMissing, None, &format!("the file heads/{name}")),
        }
    }
    // One that was signed or replaced just now is in one of the lists only.
    strays.retain(|name, _| before.contains_key(name));
    let newest = rows.iter().map(|row| row.size).max();
    let mut signed = Vec::new();
    for (name, note) in strays {
        let Some(checkpoint) = signers.read(&note, report) else { continue };
        let hour = checkpoint.time.as_microsecond().div_euclid(HOUR_US);
        let (size, epoch) = (checkpoint.size as i64, checkpoint.epoch);
        let replaces = |row: &HeadRow| row.size > size && row.epoch == epoch && row.at_us.div_euclid(HOUR_US) == hour;
        if !rows.iter().any(replaces) && newest.is_none_or(|newest| size <= newest) {
            let detail = format!("table head has no row for heads/{name}");
            report.fault(FaultCode::CheckpointMissing, None, &detail);
        }
        signed.push(SignedHead { checkpoint, held: false });
    }
    signed
}

/// Says what no checkpoint proves.
fn covered(signed: &[SignedHead], report: &mut Report) {
    let size = signed.iter().map(|head| head.checkpoint.size as i64).max();
    match size {
        None if report.entries > 0 => {
            report.fault(FaultCode::CheckpointMissing, Some((1, report.entries)), "there is none at all");
        }
        Some(size) if report.entries > size => {
            let more = report.entries - size;
            report.note(format!(
                "{more} of the latest entries are under no signed checkpoint yet; a server that runs signs one within a second."
            ));
        }
        _ => {}
    }
}

/// Takes those apart that cover places which a restored copy has filled anew: they are of another history.
pub(super) fn of_this_copy(signed: Vec<SignedHead>, restored: &[(i64, i64)], report: &mut Report) -> Vec<SignedHead> {
    let mut ours = Vec::with_capacity(signed.len());
    for head in signed {
        let (size, epoch) = (head.checkpoint.size as i64, head.checkpoint.epoch);
        match restored.iter().find(|(entry, begun)| *begun > epoch && *entry <= size) {
            Some((entry, _)) => report.fault(FaultCode::RestoredSince, Some((*entry, size)), &head.name()),
            None => ours.push(head),
        }
    }
    ours
}

/// As much of a note as shows which one it is.
fn first_lines(note: &str) -> &str {
    let end = note.char_indices().nth(80).map_or(note.len(), |(at, _)| at);
    note[..end].trim_end()
}
