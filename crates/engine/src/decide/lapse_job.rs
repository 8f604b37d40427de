//! The worker of a job was not heard of in time: the job waits for another. One that loses worker after worker has failed.

use crate::command::Again;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, JobLapsed};
use crate::limits::LAPSES;
use crate::name::{JobNo, V1};
use crate::state::JobState;
use crate::step::job::Failure;

/// What such a job is told to have failed with.
const WORKER_LOST: &str = "worker-lost";

pub(super) fn carry_out(burst: &mut Burst<'_>, number: JobNo, fence: u32) -> Decision {
    let Some(job) = burst.state.job(number).cloned() else {
        return Err(burst.about_job("job.not_found", number).into());
    };
    if job.state != JobState::Taken || job.fence != fence {
        return Ok(());
    }
    if job.lapses + 1 >= LAPSES {
        let failure = Failure { fence: None, error: WORKER_LOST.into(), message: None, again: Again::ByPolicy };
        return burst.job_failed(&job, failure);
    }
    burst.drop_job_timers(number);
    burst.emit(Event::JobLapsed(JobLapsed { v: V1::default(), job: number, fence }));
    Ok(())
}
