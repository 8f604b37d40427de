//! Jobs whose worker was not heard of in time go back to their queue. What was taken before the start is known anew first.

use std::time::Duration;

use baton_store::StoreError;
use baton_store::row::{part_n, part_run};

use crate::ask::{Ask, Request};
use crate::caller::Caller;
use crate::core::Core;
use crate::writer::Queue;

/// How often it is looked.
pub const EVERY: Duration = Duration::from_millis(250);
/// How many are read at once.
const PAGE: usize = 500;

/// Gives each job that a worker had before the start its lease anew.
pub fn adopt(core: &Core) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let taken = core.reader()?.jobs_taken(after, PAGE)?;
        for job in &taken {
            core.leases.adopt((job.id, job.fence as u32), job.lease_s as u32, &core.clock);
        }
        match taken.last() {
            Some(last) if taken.len() == PAGE => after = last.id,
            _ => return Ok(()),
        }
    }
}

/// Takes back what was not heard of.
pub fn lapse(core: &Core, queue: &Queue) {
    for (job, fence) in core.leases.over(core.clock.steady()) {
        let ask = Ask::LapseJob { run: part_run(job), job: part_n(job) as u32, fence };
        let request = Request { caller: Caller::system(), key: None, if_match: None, ask };
        match queue.submit_blocking(request) {
            Ok(_) => core.leases.end(job, fence),
            Err(refused) if refused.code == "request.not_found" => core.leases.end(job, fence),
            Err(refused) => tracing::warn!(job, %refused, "a job could not be taken back; it is tried again"),
        }
    }
}
