//! Empties the bin of designs whose time in it is over, and has that recorded.

use std::time::Duration;

use baton_store::StoreError;

use crate::ask::{Ask, Made, Request};
use crate::caller::Caller;
use crate::core::Core;
use crate::writer::Queue;

/// How often it is looked.
pub const EVERY: Duration = Duration::from_mins(1);

/// Forgets what is over its time now; how many designs that were.
pub fn empty_bin(core: &Core, queue: &Queue) -> Result<u64, StoreError> {
    let now = core.now();
    if !core.clock.is_believed() || !core.access().bin().any(|known| known.until <= now) {
        return Ok(0);
    }
    let request = Request { caller: Caller::system(), key: None, if_match: None, ask: Ask::EmptyBin };
    let answer = queue.submit_blocking(request).map_err(|refused| StoreError::Io(refused.to_string()))?;
    let Made::Removed(count) = answer.made else { return Ok(0) };
    tracing::info!(
        designs = count,
        entry = answer.entry,
        "designs were forgotten because their time in the bin was over"
    );
    Ok(count)
}
