//! A worker takes a job: it has it under a number of its own, for as long as it says that it works.

use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, JobKind, JobTaken, TimerKind};
use crate::limits::{LEASE_S, WORD_CHARS};
use crate::name::{JobNo, V1};
use crate::refusal::Refusal;
use crate::state::JobState;
use crate::step::try_time::tried_until;

pub(super) fn carry_out(burst: &mut Burst<'_>, number: JobNo, worker: &str, lease_s: u32) -> Decision {
    let Some(job) = burst.state.job(number).cloned() else {
        return Err(burst.about_job("job.not_found", number).into());
    };
    if job.state != JobState::Queued || job.kind != JobKind::Work {
        return Err(burst.about_job("job.not_queued", number).into());
    }
    let worker = worker.trim();
    if worker.is_empty() || worker.chars().count() > WORD_CHARS {
        return Err(Refusal::new("job.worker_name_wrong").with("max", WORD_CHARS).into());
    }
    if !LEASE_S.contains(&lease_s) {
        return Err(Refusal::new("job.lease_wrong").with("min", LEASE_S.start()).with("max", LEASE_S.end()).into());
    }
    let fence = job.fence + 1;
    burst.emit(Event::JobTaken(JobTaken { v: V1::default(), job: number, worker: worker.into(), fence, lease_s }));
    let step = burst.step(&job.step);
    let until = step.and_then(|step| tried_until(&step.kind, &job, &burst.facts.calendar, burst.ctx.now));
    if let Some(at) = until {
        burst.set_job_timer(&job, TimerKind::Timeout, at);
    }
    Ok(())
}
