//! A run in its own workspace: its evidence, whether it is whole, and held against checkpoints from elsewhere.
//!
//! Here, other than with a file alone, the run's end is known: the head of its stream. A checkpoint that somebody else
//! holds proves those entries whose leaves it covers: the hashes stored here must lead from each to the root that it signs.

use super::{make, verify_bytes};
use crate::checkpoint::Checkpoint;
use crate::error::StoreError;
use crate::merkle::{StoredNodes, included, inclusion_proof, leaf_hash};
use crate::read::{Reader, history};
use crate::stream::Stream;
use crate::verify::{FaultCode, HeadChecked, Report};
use crate::workspace::keys_named;

/// Verifies one run of this workspace; `None` where there is no such run.
pub fn verify_run(reader: &dyn Reader, run: i64, held_heads: &[String]) -> Result<Option<Report>, StoreError> {
    if let Some(missing) = first_missing(reader, run)? {
        let mut report = Report::default();
        report.bad_entry(FaultCode::EntryMissing, missing);
        return Ok(Some(report));
    }
    let Some(file) = make(reader, run)? else { return Ok(None) };
    let mut report = verify_bytes(&file);
    whole(reader, run, &mut report)?;
    if !held_heads.is_empty() {
        let access = history(reader, Stream::ACCESS, 0)?;
        let keys: Vec<[u8; 32]> = access.iter().flat_map(keys_named).collect();
        for note in held_heads {
            match Checkpoint::verify(note, &keys).filter(|head| reader.workspace() == Ok(Some(head.workspace))) {
                Some(head) => hold_against(reader, run, &head, &mut report)?,
                None => report.fault(FaultCode::CheckpointNotSigned, None, "held elsewhere"),
            }
        }
    }
    report.sort();
    Ok(Some(report))
}

/// The latest entry that the run's chain names and that is not there.
fn first_missing(reader: &dyn Reader, run: i64) -> Result<Option<i64>, StoreError> {
    let mut next = reader.stream_head(Stream::run(run))?.map_or(0, |head| head.number);
    while next != 0 {
        match reader.entry(next)? {
            Some(entry) if entry.prev < next => next = entry.prev,
            _ => return Ok(Some(next)),
        }
    }
    Ok(None)
}

/// Whether the entries are all that the run has here.
fn whole(reader: &dyn Reader, run: i64, report: &mut Report) -> Result<(), StoreError> {
    let head = reader.stream_head(Stream::run(run))?;
    let Some(shown) = report.run.as_mut() else { return Ok(()) };
    shown.whole = head.is_some_and(|head| (head.number, head.seq) == (shown.last_entry, shown.last_seq));
    let last = head.map_or(shown.last_entry, |head| head.number.max(shown.last_entry));
    if shown.whole {
        report.note("The run's row in this workspace knows of no other entry of it.");
    } else {
        report.bad_entry(FaultCode::HeadNotLast, last);
    }
    Ok(())
}

fn hold_against(reader: &dyn Reader, run: i64, head: &Checkpoint, report: &mut Report) -> Result<(), StoreError> {
    let leaves = reader.leaf_count()? as u64;
    let name = format!("checkpoint {}, held elsewhere, signed {}", head.file_name(), head.time);
    if head.size > leaves {
        report.fault(FaultCode::EndCutOff, Some((leaves as i64 + 1, head.size as i64)), &name);
        return Ok(());
    }
    let (mut covered, mut entries) = (0, 0);
    for entry in history(reader, Stream::run(run), 0)? {
        entries += 1;
        let leaf = reader.leaf_of(entry.number)?.map(|leaf| leaf.n as u64);
        let Some(leaf) = leaf.filter(|leaf| *leaf < head.size) else { continue };
        let proof = inclusion_proof(&StoredNodes(reader), leaf, head.size)?;
        if !included(&leaf_hash(&entry.hash), leaf, head.size, &proof, &head.root) {
            report.fault(FaultCode::CheckpointDiffers, Some((1, head.size as i64)), &name);
            return Ok(());
        }
        covered += 1;
    }
    report.note(format!("{covered} of its {entries} entries are under the {name}."));
    let (epoch, size, time) = (head.epoch, head.size, head.time);
    report.heads.push(HeadChecked { epoch, size, time, held: true });
    Ok(())
}
