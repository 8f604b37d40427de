//! How the events of jobs change a run's state: queued, taken, lapsed, failed, done.
//! An event that does not fit the lifecycle changes nothing.

use super::step::{record_of, thread_mut};
use crate::actor::EntryRef;
use crate::event::{JobAnsweredLate, JobDone, JobFailed, JobLapsed, JobQueued, JobRequeued, JobTaken};
use crate::lifecycle::{self, JOB, STEP};
use crate::name::{JobNo, Name, ThreadNo};
use crate::state::{JobRecord, JobState, Phase, RunState};

/// A new job.
pub fn queued(state: &mut RunState, event: &JobQueued, at: &EntryRef) {
    let Some(to) = lifecycle::after(JOB, None, "job_queued") else { return };
    state.jobs.push(JobRecord {
        job: event.job,
        kind: event.kind,
        topic: event.topic.clone(),
        step: event.step.clone(),
        pass: event.pass,
        thread: event.thread,
        state: to,
        attempt: 1,
        fence: 0,
        lapses: 0,
        worker: None,
        lease_s: 0,
        since: at.time,
        wanted: at.time,
        error: None,
        message: None,
        again: None,
        late: 0,
        failed_under: None,
        timeout: event.timeout,
    });
}

/// A worker has it.
pub fn taken(state: &mut RunState, event: &JobTaken, at: &EntryRef) {
    let Some(job) = becomes(state, event.job, "job_taken", at) else { return };
    job.worker = Some(event.worker.clone());
    job.fence = event.fence;
    job.lease_s = event.lease_s;
}

/// Its worker was not heard of: it waits for another.
pub fn lapsed(state: &mut RunState, event: &JobLapsed, at: &EntryRef) {
    if let Some(job) = becomes(state, event.job, "job_lapsed", at) {
        job.lapses += 1;
    }
}

/// It went wrong.
pub fn failed(state: &mut RunState, event: &JobFailed, at: &EntryRef) {
    let Some(job) = becomes(state, event.job, "job_failed", at) else { return };
    job.error = Some(event.error.clone());
    job.message = event.message.as_ref().and_then(|message| message.text()).map(str::to_owned);
    job.again = event.again;
    job.failed_under = event.fence.or(job.failed_under);
}

/// It is tried again: its step is open as before.
pub fn requeued(state: &mut RunState, event: &JobRequeued, at: &EntryRef) {
    let Some(job) = becomes(state, event.job, "job_requeued", at) else { return };
    job.attempt = event.attempt;
    job.lapses = 0;
    if job.again.take().is_none() {
        job.wanted = at.time;
    }
    let (step, thread) = (job.step.clone(), job.thread);
    let frame = state.frame_of(thread);
    let now = state.record(&step, frame).map(|record| record.state);
    if let Some(to) = now.and_then(|now| lifecycle::after(STEP, Some(now), "job_requeued")) {
        record_of(state, &step, frame).state = to;
    }
    if let Some(thread) = thread_mut(state, thread) {
        thread.phase = Phase::In(step);
    }
}

/// Somebody answered who does not have it any more.
pub fn answered_late(state: &mut RunState, event: &JobAnsweredLate) {
    let job = (event.job as usize).checked_sub(1).and_then(|index| state.jobs.get_mut(index));
    if let Some(job) = job {
        job.late = job.late.max(event.fence);
    }
}

/// It is done.
pub fn done(state: &mut RunState, event: &JobDone, at: &EntryRef) {
    let _done = becomes(state, event.job, "job_done", at);
}

/// The job of a thread's step is not wanted any more, by this event of the step.
pub fn needless(state: &mut RunState, (step, thread): (&Name, ThreadNo), by: &str, at: &EntryRef) {
    let of = |job: &&JobRecord| job.state.is_open() && job.thread == thread && job.step == *step;
    for job in state.jobs.iter().filter(of).map(|job| job.job).collect::<Vec<_>>() {
        let _withdrawn = becomes(state, job, by, at);
    }
}

fn becomes<'a>(state: &'a mut RunState, job: JobNo, by: &str, at: &EntryRef) -> Option<&'a mut JobRecord> {
    let job = state.jobs.get_mut((job as usize).checked_sub(1)?)?;
    let from: JobState = job.state;
    job.state = lifecycle::after(JOB, Some(from), by)?;
    job.since = at.time;
    Some(job)
}
