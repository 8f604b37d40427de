//! The log over all entries: gives new entries their leaves, and signs a checkpoint of it now and then.

use std::time::{Duration, Instant};

use baton_store::StoreError;
use baton_store::checkpoint::Signer;

use crate::core::Core;
use crate::writer::{Put, Queue};

/// How often the log grows.
pub const EVERY: Duration = Duration::from_millis(500);
/// How many entries get their leaves at once.
const LEAVES_MAX: usize = 1_000;
/// How often a checkpoint is signed while entries come.
const CHECKPOINT_EVERY: Duration = Duration::from_mins(1);
/// The epoch of a workspace that was never restored.
const EPOCH: i64 = 1;

/// Where the log is.
#[derive(Default)]
pub struct Log {
    signed: Option<(i64, Instant)>,
}

impl Log {
    /// Lets it grow by what is new.
    pub fn grow(&mut self, core: &Core, queue: &Queue) -> Result<(), StoreError> {
        let reader = core.reader()?;
        let last = reader.last()?.map_or(0, |last| last.number);
        let leaves = reader.leaf_count()?;
        if leaves < last {
            queue.put(Put::leaves(LEAVES_MAX)).map_err(|refused| StoreError::Io(refused.to_string()))?;
        }
        self.sign(core, queue, leaves)
    }

    fn sign(&mut self, core: &Core, queue: &Queue, leaves: i64) -> Result<(), StoreError> {
        let recent = self.signed.is_some_and(|(size, at)| size == leaves || at.elapsed() < CHECKPOINT_EVERY);
        if !recent && leaves > 0 {
            self.signed = sign(core, queue)?.map(|size| (size, Instant::now()));
        }
        Ok(())
    }
}

/// Gives every entry its leaf and signs a checkpoint over all of them, unless the latest has them already.
pub fn cover(core: &Core, queue: &Queue) -> Result<(), StoreError> {
    loop {
        let reader = core.reader()?;
        let (last, leaves) = (reader.last()?.map_or(0, |last| last.number), reader.leaf_count()?);
        if leaves >= last {
            let covered = reader.head()?.is_some_and(|head| head.size >= leaves);
            return if covered { Ok(()) } else { sign(core, queue).map(drop) };
        }
        queue.put(Put::leaves(LEAVES_MAX)).map_err(|refused| StoreError::Io(refused.to_string()))?;
    }
}

/// Signs a checkpoint over the log as it is; over how many leaves.
fn sign(core: &Core, queue: &Queue) -> Result<Option<i64>, StoreError> {
    let reader = core.reader()?;
    let (Some(workspace), Some(seed)) = (reader.workspace()?, core.store.keys().signing_key()?) else {
        return Ok(None);
    };
    let signer = Signer::new(workspace, &seed);
    let Some(head) = signer.checkpoint(reader.as_ref(), EPOCH, core.now())? else { return Ok(None) };
    let size = head.size;
    core.heads.keep(&head)?;
    queue.put(Put::one(baton_store::Change::PutHead(head))).map_err(|refused| StoreError::Io(refused.to_string()))?;
    Ok(Some(size))
}
