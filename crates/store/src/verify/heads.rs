//! Which checkpoints there are, here and elsewhere, and whether they were signed with a key of this workspace.

use super::{FaultCode, Report};
use crate::checkpoint::Checkpoint;
use crate::error::StoreError;
use crate::query::LIMIT_MAX;
use crate::read::Reader;
use uuid::Uuid;

/// A checkpoint that was signed, to be held against the log.
pub(super) struct SignedHead {
    pub(super) checkpoint: Checkpoint,
    pub(super) held: bool,
}

/// Reads all checkpoints whose signature holds, smallest first.
pub(super) fn read(
    reader: &dyn Reader,
    held_heads: &[String],
    (workspace, keys): (&Uuid, &[[u8; 32]]),
    report: &mut Report,
) -> Result<Vec<SignedHead>, StoreError> {
    let mut signed = Vec::new();
    let mut take = |note: &str, held: bool, report: &mut Report| match Checkpoint::verify(note, keys)
        .filter(|checkpoint| checkpoint.workspace == *workspace)
    {
        Some(checkpoint) => signed.push(SignedHead { checkpoint, held }),
        None => report.fault(FaultCode::CheckpointNotSigned, None, first_lines(note)),
    };
    let mut after = (0, 0);
    loop {
        let page = reader.heads(after, LIMIT_MAX)?;
        for head in &page {
            take(&head.note, false, report);
        }
        match page.last() {
            Some(last) if page.len() == LIMIT_MAX => after = (last.epoch, last.size),
            _ => break,
        }
    }
    for note in held_heads {
        take(note, true, report);
    }
    // Over an empty log there is nothing to compare.
    signed.retain(|head| head.checkpoint.size > 0);
    signed.sort_by_key(|head| head.checkpoint.size);
    Ok(signed)
}

/// As much of a note as shows which one it is.
fn first_lines(note: &str) -> &str {
    let end = note.char_indices().nth(80).map_or(note.len(), |(at, _)| at);
    note[..end].trim_end()
}
