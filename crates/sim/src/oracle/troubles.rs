//! What is held, and what its owner can do about it: try it again, or pass the step over.

use super::jobs::Tries;
use super::{Move, Oracle, Phase, Thread};

/// Why something is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A value is missing.
    Needs,
    /// Nobody is left for its role, or too few.
    Nobody,
    /// A moment could not be computed.
    Time,
    /// A job failed for good.
    Job,
    /// A run of another workflow did not begin, or was cancelled.
    Sub,
    /// No rule fits, or too many.
    Decide,
    /// There were too many rounds.
    Rounds,
    /// Its lock did not get free.
    Lock,
    /// An outcome gives a value that is missing.
    Outcome,
}

impl Oracle {
    pub(super) fn hold(&mut self, thread: u32, trouble: Trouble) {
        let Some(one) = self.threads.iter_mut().find(|one| one.id == thread) else { return };
        one.phase = Phase::Held(trouble);
        let (frame, step) = (one.frame, one.step.clone());
        self.record(frame, &step).state = "exception";
    }

    /// The owner tries the one thing again that is held at this step. None: the oracle has no answer to it.
    pub fn retry(&mut self, step: &str) -> Option<bool> {
        let held = self.held_at(step)?;
        let Phase::Held(trouble) = held.phase else { return None };
        let phase = match trouble {
            Trouble::Job => Phase::Job(Tries::default()),
            // Another run is another pass; a job is tried again in the same one.
            Trouble::Sub | Trouble::Needs | Trouble::Nobody | Trouble::Decide => {
                return Some(self.opened_again(&held, trouble));
            }
            _ => return None,
        };
        self.record(held.frame, &held.step).state = "open";
        self.threads.iter_mut().filter(|one| one.id == held.id).for_each(|one| one.phase = phase.clone());
        Some(self.settled())
    }

    /// The owner changes values, and tries again what is held. None: the oracle has no answer to it.
    pub fn retry_with(&mut self, step: &str, values: &[(String, serde_json::Value)]) -> Option<bool> {
        let held = self.held_at(step)?;
        if !matches!(held.phase, Phase::Held(Trouble::Job | Trouble::Sub | Trouble::Needs | Trouble::Decide)) {
            return None;
        }
        self.take(values, held.frame);
        self.retry(step)
    }

    pub(super) fn opened_again(&mut self, held: &Thread, trouble: Trouble) -> bool {
        let step = self.text.step(&held.step).clone();
        if trouble == Trouble::Decide {
            // It stays the same pass.
            self.record(held.frame, &held.step).pass -= 1;
        }
        self.threads.retain(|one| one.id != held.id);
        self.open_again(held.frame, &step);
        self.settled()
    }

    /// The owner passes over the step that is held. None: the oracle has no answer to it.
    pub fn pass_over(&mut self, step: &str) -> Option<bool> {
        let held = self.held_at(step)?;
        if matches!(held.phase, Phase::Held(Trouble::Rounds | Trouble::Time | Trouble::Lock | Trouble::Outcome)) {
            return None;
        }
        self.threads.retain(|one| one.id != held.id);
        self.record(held.frame, &held.step).state = "skipped";
        self.last = Some(held.step.clone());
        self.todo.push_front(Move::GoOn { frame: held.frame, step: held.step, then: Vec::new() });
        Some(self.settled())
    }

    fn held_at(&self, step: &str) -> Option<Thread> {
        let mut held = self.threads.iter().filter(|one| matches!(one.phase, Phase::Held(_)) && one.step == step);
        let one = held.next()?;
        (held.next().is_none() && !self.arrivals.iter().any(|other| other.is_held && other.step == step))
            .then(|| one.clone())
    }
}
