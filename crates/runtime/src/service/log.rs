//! The log over all entries: gives new entries their leaves, and signs a checkpoint over them, both within a second.
//!
//! Of the checkpoints of one hour only the last is kept, in the database and as a file: it says all that the others said,
//! and a copy of another that somebody holds can still be checked against the log. Nothing new, nothing to do.

use std::time::Duration;

use baton_store::StoreError;
use baton_store::checkpoint::{Checkpoint, Signer};
use baton_store::merkle::{self, StoredNodes};
use baton_store::row::HeadRow;

use crate::core::Core;
use crate::heads::place_of;
use crate::writer::{Put, Queue};

/// How often the log grows.
pub const EVERY: Duration = Duration::from_millis(400);
/// How many entries get their leaves in one transaction.
const LEAVES_MAX: usize = 1_000;
const HOUR_US: i64 = 3_600_000_000;

/// Gives every entry that is there now its leaf and signs a checkpoint over them, unless the latest has them already.
pub fn cover(core: &Core, queue: &Queue) -> Result<(), StoreError> {
    // One at a time: two that sign the same log at once would write the same checkpoint twice.
    let _signing = core.signing.lock();
    // What comes while this runs is for the next time: a goal that moves would never be reached under load.
    let goal = core.reader()?.last()?.map_or(0, |last| last.number);
    loop {
        let reader = core.reader()?;
        if reader.leaf_count()? >= goal {
            let covered = reader.head()?.is_some_and(|head| head.size >= goal);
            return if covered { Ok(()) } else { sign(core, queue) };
        }
        queue.put(Put::leaves(LEAVES_MAX)).map_err(|refused| StoreError::Io(refused.to_string()))?;
    }
}

/// Takes checkpoints into the database whose file was kept when the server stopped before their row was: those after its
/// latest that this workspace signed over the log as it is.
pub fn adopt(core: &Core, queue: &Queue) -> Result<(), StoreError> {
    let reader = core.reader()?;
    let (Some(workspace), Some(seed)) = (reader.workspace()?, core.store.keys().signing_key()?) else {
        return Ok(());
    };
    let keys = [Signer::new(workspace, &seed).public_key()];
    let (latest, leaves) = (reader.head()?.map_or(0, |head| head.size), reader.leaf_count()?);
    let now = core.access().epoch;
    for kept in core.heads.list()? {
        let later = |(epoch, size): &(i64, i64)| *epoch == now && *size > latest && *size <= leaves;
        let Some((epoch, size)) = place_of(&kept.name).filter(later) else { continue };
        let root = merkle::root(&StoredNodes(reader.as_ref()), size as u64)?;
        let signed = Checkpoint::verify(&kept.note, &keys);
        let Some(signed) =
            signed.filter(|signed| (signed.epoch, signed.size as i64, signed.root) == (epoch, size, root))
        else {
            continue;
        };
        let head = HeadRow { epoch, size, root, at_us: signed.time.as_microsecond(), note: kept.note };
        queue.put(Put::Head(Box::new(head), None)).map_err(|refused| StoreError::Io(refused.to_string()))?;
    }
    Ok(())
}

/// Signs a checkpoint over the log as it is. The file comes first: a checkpoint in the database is in the folder too.
fn sign(core: &Core, queue: &Queue) -> Result<(), StoreError> {
    let reader = core.reader()?;
    let (Some(workspace), Some(seed)) = (reader.workspace()?, core.store.keys().signing_key()?) else {
        return Ok(());
    };
    let signer = Signer::new(workspace, &seed);
    let Some(head) = signer.checkpoint(reader.as_ref(), core.access().epoch, core.now())? else { return Ok(()) };
    let needless = reader.head()?.filter(|before| same_hour(before, &head)).map(|before| (before.epoch, before.size));
    core.noted(core.heads.keep(&head))?;
    let put = Put::Head(Box::new(head), needless);
    queue.put(put).map_err(|refused| StoreError::Io(refused.to_string()))?;
    if let Some((epoch, size)) = needless {
        core.heads.forget(epoch, size);
    }
    Ok(())
}

fn same_hour(before: &HeadRow, head: &HeadRow) -> bool {
    before.epoch == head.epoch && before.at_us.div_euclid(HOUR_US) == head.at_us.div_euclid(HOUR_US)
}
