//! Jobs: what a worker or a receiver answers, what is tried again, and who catches an error.

use baton_feel::Value;
use baton_model::definition::Case;
use baton_model::definition::Duration;
use baton_model::definition::step::{Retry, StepKind};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value as Json, json};

use super::handlers::is_gone_on;
use super::troubles::Trouble;
use super::{Oracle, Phase, Place, Thread};

/// How often a job was tried.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tries {
    failed: u32,
    /// When it is tried again.
    again: Option<Timestamp>,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Came {
    /// An answer with this status and body.
    Status(u16, Json),
    /// None in time.
    Timeout,
    /// Nobody was there.
    Unreachable,
}

impl Oracle {
    /// A job is done with this result. Whether that could be.
    pub fn job_done(&mut self, place: &Place, result: &Json) -> bool {
        let Some(thread) = self.job_at(place) else { return false };
        self.job_gives(&thread, "result", &Value::from_json(result))
    }

    /// A job failed, for good or not.
    pub fn job_failed(&mut self, place: &Place, code: &str, for_good: bool) -> bool {
        let Some(thread) = self.job_at(place) else { return false };
        self.failed(&thread, code, !for_good)
    }

    /// A request was answered.
    pub fn answered(&mut self, place: &Place, came: &Came) -> bool {
        let Some(thread) = self.job_at(place) else { return false };
        let StepKind::Call(call) = &self.text.step(&thread.step).kind else { return false };
        let expect = call.expect.clone();
        match came {
            Came::Timeout => self.failed(&thread, "timeout", true),
            Came::Unreachable => self.failed(&thread, "unreachable", true),
            Came::Status(status, body) => {
                let is_meant = if expect.is_empty() { (200..300).contains(status) } else { expect.contains(status) };
                if is_meant {
                    let response = json!({ "status": status, "headers": {}, "body": body });
                    return self.job_gives(&thread, "response", &Value::from_json(&response));
                }
                let may_pass = matches!(status, 408 | 425 | 429 | 500..);
                self.failed(&thread, &format!("http-{status}"), may_pass)
            }
        }
    }

    fn job_at(&self, place: &Place) -> Option<Thread> {
        let thread = self.threads.iter().find(|thread| {
            let is_queued = matches!(thread.phase, Phase::Job(tries) if tries.again.is_none_or(|at| at <= self.now));
            is_queued && self.place(thread) == *place
        });
        thread.cloned()
    }

    fn job_gives(&mut self, thread: &Thread, name: &str, value: &Value) -> bool {
        let gives = self.text.step(&thread.step).gives.clone();
        if name == "result" {
            let same = gives.iter().filter(|given| given.value.is_none());
            let entry = |name: &str| value.as_context().and_then(|context| context.get(name)).cloned();
            let taken: Vec<_> =
                same.map(|given| (given.field.clone(), entry(&given.field).unwrap_or(Value::Null))).collect();
            for (field, value) in taken {
                self.put(thread.frame, &field, value);
            }
        }
        self.give_over(&gives, thread.frame, &[(name, value.clone())]);
        self.done(thread.id, &[]);
        self.settled()
    }

    fn failed(&mut self, thread: &Thread, code: &str, may_pass: bool) -> bool {
        let Phase::Job(tries) = thread.phase else { return false };
        let retry = match &self.text.step(&thread.step).kind {
            StepKind::Work(work) => work.retry.clone(),
            StepKind::Call(call) => call.retry.clone(),
            _ => None,
        };
        let again = retry.filter(|retry| may_pass && tries.failed < retry.times);
        match again {
            Some(retry) => {
                let again = Some(self.now + pause(&retry, tries.failed));
                let tries = Tries { failed: tries.failed + 1, again };
                self.threads.iter_mut().filter(|one| one.id == thread.id).for_each(|one| one.phase = Phase::Job(tries));
            }
            None => self.failed_for_good(thread, code),
        }
        self.settled()
    }

    fn failed_for_good(&mut self, thread: &Thread, code: &str) {
        if self.has_caught(thread, code) {
            self.uncovered = Some("an `error` handler of a block or the run that has caught before".to_owned());
        }
        match self.catcher(thread, code) {
            Some((catcher, nth)) => {
                // An error has ended the step, so that it is not withdrawn.
                if catcher != thread.id {
                    self.take_away(thread.id);
                }
                self.fire(catcher, nth);
            }
            None => self.hold(thread.id, Trouble::Job),
        }
    }

    /// Whether a handler around it is for this error and has fired in this pass.
    fn has_caught(&self, thread: &Thread, code: &str) -> bool {
        let around = self.around(thread.frame);
        let is_around = |one: &&Thread| {
            let owned = around.iter().any(|frame| self.frame(*frame).and_then(|frame| frame.owner) == Some(one.id));
            owned || matches!(one.phase, Phase::Run)
        };
        self.threads.iter().filter(is_around).any(|one| {
            let is_for = |nth: usize| {
                let when = &self.text.handlers(&one.step)[nth].when;
                matches!(when, Case::Error(named) if named.name == code || named.name == "any")
            };
            one.armed.iter().any(|armed| armed.is_spent && is_for(armed.nth))
        })
    }

    /// The handler that catches an error: the step's, then each block's outwards, then the run's; the code before `any`.
    fn catcher(&self, thread: &Thread, code: &str) -> Option<(u32, usize)> {
        let owner = |frame: &u32| self.frame(*frame).and_then(|frame| frame.owner);
        let outwards = self.around(thread.frame).iter().filter_map(owner).collect::<Vec<_>>();
        let run = self.threads.iter().find(|one| matches!(one.phase, Phase::Run)).map(|one| one.id);
        [thread.id].into_iter().chain(outwards).chain(run).find_map(|id| {
            // A block that has gone on is not open any more.
            let one = self.thread(id).filter(|one| !is_gone_on(&one.phase))?;
            let handlers = self.text.handlers(&one.step);
            let caught = |wanted: &str| {
                handlers.iter().enumerate().position(|(nth, handler)| {
                    let is_armed = one.armed.iter().any(|armed| armed.nth == nth && !armed.is_spent);
                    matches!(&handler.when, Case::Error(named) if named.name == wanted) && is_armed
                })
            };
            caught(code).or_else(|| caught("any")).map(|nth| (id, nth))
        })
    }
}

/// How long until it is tried again, after so many tries went wrong before.
fn pause(retry: &Retry, failed: u32) -> SignedDuration {
    let seconds = |duration: &Option<Duration>| match duration {
        Some(Duration::Days(days)) => Some(days.whole_seconds()),
        _ => None,
    };
    let wait = seconds(&retry.wait).unwrap_or(0);
    let factor = retry.factor.as_ref().and_then(|factor| factor.parse::<i64>().ok()).unwrap_or(1);
    let most = seconds(&retry.up_to).unwrap_or(i64::MAX);
    SignedDuration::from_secs(wait.saturating_mul(factor.saturating_pow(failed)).min(most))
}
