//! Timers: asks the table for those whose moment has come, and sends each to the writer as a command. A timer stands in the
//! table until its command is done, so none is lost; one that is no longer wanted is refused by state.

use std::time::Duration;

use baton_store::StoreError;

use crate::ask::{Ask, Request};
use crate::caller::Caller;
use crate::core::Core;
use crate::writer::Queue;

/// How often the table is asked.
pub const EVERY: Duration = Duration::from_millis(250);
/// How many timers are taken at once.
const AT_ONCE_MAX: usize = 256;

/// Fires what is due.
pub fn fire_due(core: &Core, queue: &Queue) -> Result<(), StoreError> {
    if !core.clock.is_believed() {
        return Ok(());
    }
    let now_us = core.clock.now_us();
    let mut after = None;
    loop {
        let due = core.reader()?.timers_until(now_us, after, AT_ONCE_MAX)?;
        let Some(last) = due.last() else { break };
        after = Some(baton_store::query::Cursor { sort: last.at_us, id: last.id });
        metrics::gauge!("baton_timers_lag_seconds").set((now_us - due[0].at_us) as f64 / 1e6);
        for timer in &due {
            let ask = Ask::FireTimer { run: timer.run, timer: timer.n as u32 };
            let request = Request { caller: Caller::timer(), key: None, if_match: None, ask };
            if let Err(refused) = queue.submit_blocking(request) {
                tracing::warn!(run = timer.run, timer = timer.n, %refused, "a timer was refused");
            }
        }
        if due.len() < AT_ONCE_MAX {
            break;
        }
    }
    Ok(())
}
