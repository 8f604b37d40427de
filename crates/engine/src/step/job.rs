//! `work` and `call`: a job is queued, and the step stays open until it is done.
//!
//! A worker takes a job, holds it by a lease, and finishes it under the number it got; a request is sent by Baton itself. What
//! goes wrong is tried again as `retry` says, in the same pass; after that it is an error, for a handler or for the owner.

use baton_feel::words::Duration;
use baton_model::definition::step::Retry;
use baton_model::definition::{Step, StepKind};
use baton_people::Private;
use jiff::{SignedDuration, Timestamp};

use crate::command::Again;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, JobFailed, JobKind, JobQueued, JobRequeued, Place, TimerCancelled, TimerKind, TimerSet};
use crate::limits::MESSAGE_CHARS;
use crate::name::{JobNo, Name, ThreadNo, V1};
use crate::refusal::Refusal;
use crate::state::JobRecord;

/// How long is waited before the first new attempt, where `retry` does not say.
const WAIT: SignedDuration = SignedDuration::from_secs(1);

/// What went wrong with a job.
pub(crate) struct Failure {
    /// The number of the worker that says so; none: no worker does.
    pub fence: Option<u32>,
    pub error: Name,
    pub message: Option<String>,
    pub again: Again,
}

impl Failure {
    /// What is computed of an answer is over a limit: the same answer would be again.
    pub fn over_limit(refusal: &Refusal) -> Self {
        Self { fence: None, error: "over-limit".into(), message: Some(refusal.sentence()), again: Again::Never }
    }
}

impl Burst<'_> {
    /// Opens the step and queues its job.
    pub fn open_job(&mut self, thread: ThreadNo, step: &Step, kind: JobKind, topic: Option<Name>) -> Decision {
        let name = Name::from(step.id.as_str());
        let timeout = match self.try_time(step)? {
            Ok(timeout) => timeout,
            Err(why) => {
                self.raise(thread, &Place::Step(name.clone()), &name, "step.no_timeout", [("why", why)]);
                return Ok(());
            }
        };
        let pass = self.open_waiting(thread, step)?;
        let job = self.state.jobs.len() as JobNo + 1;
        self.emit(Event::JobQueued(JobQueued {
            v: V1::default(),
            job,
            kind,
            topic,
            step: name,
            pass,
            thread,
            timeout,
        }));
        Ok(())
    }

    /// Sets a timer of a job.
    pub fn set_job_timer(&mut self, job: &JobRecord, kind: TimerKind, at: Timestamp) {
        self.emit(Event::TimerSet(TimerSet {
            v: V1::default(),
            timer: self.state.timers_made + 1,
            kind,
            nth: job.job,
            at,
            step: job.step.clone(),
            pass: job.pass,
            task: None,
            thread: job.thread,
        }));
    }

    /// Takes the timers of a job back.
    pub fn drop_job_timers(&mut self, job: JobNo) {
        let of_job = |kind| matches!(kind, TimerKind::Retry | TimerKind::Timeout);
        let timers = self.state.timers.iter().filter(|timer| of_job(timer.kind) && timer.nth == job);
        for timer in timers.map(|timer| timer.timer).collect::<Vec<_>>() {
            self.emit(Event::TimerCancelled(TimerCancelled { v: V1::default(), timer }));
        }
    }

    /// A job went wrong: it is tried again later, or its step has failed.
    pub fn job_failed(&mut self, job: &JobRecord, failure: Failure) -> Decision {
        self.drop_job_timers(job.job);
        let again = self.tried_again(job, failure.again);
        let message = failure.message.map(|text| Private::of_run(text.chars().take(MESSAGE_CHARS).collect::<String>()));
        let (number, attempt, error) = (job.job, job.attempt, failure.error.clone());
        let fence = failure.fence;
        self.emit(Event::JobFailed(JobFailed { v: V1::default(), job: number, attempt, error, message, again, fence }));
        match again {
            Some(at) => {
                self.set_job_timer(job, TimerKind::Retry, at);
                Ok(())
            }
            None => self.step_failed(job, &failure.error),
        }
    }

    /// A job is tried again now.
    pub fn requeue(&mut self, job: &JobRecord, attempt: u32) {
        self.emit(Event::JobRequeued(JobRequeued { v: V1::default(), job: job.job, attempt }));
    }

    /// When a job that went wrong is tried again.
    fn tried_again(&self, job: &JobRecord, again: Again) -> Option<Timestamp> {
        let retry = self.retry_of(job)?;
        if again == Again::Never || job.attempt > retry.times {
            return None;
        }
        let by_policy = self.wait_before(retry, job.attempt);
        match again {
            Again::After(seconds) => {
                let asked = self.ctx.now.checked_add(SignedDuration::from_secs(seconds.into())).ok();
                by_policy.max(asked)
            }
            _ => by_policy,
        }
    }

    fn retry_of(&self, job: &JobRecord) -> Option<&Retry> {
        match &self.step(&job.step)?.kind {
            StepKind::Work(work) => work.retry.as_ref(),
            StepKind::Call(call) => call.retry.as_ref(),
            _ => None,
        }
    }

    /// `wait`, times `factor` with each attempt, up to `up_to`.
    fn wait_before(&self, retry: &Retry, attempt: u32) -> Option<Timestamp> {
        let now = self.ctx.now;
        let first = match &retry.wait {
            Some(wait) => self.later(now, wait, false)?,
            None => now.checked_add(WAIT).ok()?,
        };
        let factor = retry.factor.as_ref().and_then(|factor| factor.parse::<f64>().ok()).unwrap_or(1.0);
        let times = factor.max(0.0).powi(i32::try_from(attempt - 1).unwrap_or(i32::MAX));
        // Business time is not multiplied: it has no length of its own.
        let at = match &retry.wait {
            Some(Duration::Business(_)) => Some(first),
            _ => {
                let seconds = first.duration_since(now).as_secs_f64() * times;
                let wait = SignedDuration::try_from_secs_f64(seconds).ok();
                wait.and_then(|wait| now.checked_add(wait).ok())
                    .and_then(|at| Timestamp::from_microsecond(at.as_microsecond()).ok())
            }
        };
        let most = retry.up_to.as_ref().and_then(|up_to| self.later(now, up_to, false));
        match (at, most) {
            (Some(at), Some(most)) => Some(at.min(most)),
            (at, most) => at.or(most).or(Some(first)),
        }
    }
}
