//! What keeps a step from opening: a lock that somebody else holds, a condition under which it can be worked on.
//!
//! Only one step or block that names a lock is open at a time, first come, first served; what is inside the holder may name it
//! too. A block that has gone on holds it no longer. Who waits for seven days is held.

use baton_model::definition::step::Step;
use jiff::{SignedDuration, Timestamp};

use super::handlers::is_gone_on;
use super::troubles::Trouble;
use super::{Oracle, Phase, Thread};

/// So long a lock is waited for.
const LOCK_WAIT_DAYS: i64 = 7;

impl Oracle {
    /// Whether a step that was come to may open now.
    pub(super) fn may_open(&self, frame: u32, step: &Step) -> bool {
        let is_closed = step.only_while.as_ref().is_some_and(|when| !step.is_by_people() && !self.holds(when, frame));
        !is_closed && step.locks.first().is_none_or(|lock| self.is_free(&lock.name.name, frame))
    }

    /// Whether somebody came before and waits for the same lock.
    pub(super) fn is_waited_for(&self, step: &Step) -> bool {
        let lock = step.locks.first().map(|lock| lock.name.name.as_str());
        let mut waiting = self.threads.iter().filter(|thread| matches!(thread.phase, Phase::Before { .. }));
        lock.is_some() && waiting.any(|thread| self.lock_of(thread) == lock)
    }

    fn is_free(&self, lock: &str, frame: u32) -> bool {
        let owner = |frame: &u32| self.frame(*frame).and_then(|frame| frame.owner);
        let around: Vec<u32> = self.around(frame).iter().filter_map(owner).collect();
        let holds = |thread: &&Thread| {
            let holds = !is_gone_on(&thread.phase);
            let has_opened = holds
                && !matches!(
                    thread.phase,
                    Phase::Before { .. } | Phase::Run | Phase::Held(Trouble::Needs | Trouble::Lock)
                );
            has_opened && self.lock_of(thread) == Some(lock)
        };
        self.threads.iter().filter(holds).all(|holder| around.contains(&holder.id))
    }

    fn lock_of(&self, thread: &Thread) -> Option<&str> {
        let step = (thread.step != super::text::RUN).then(|| self.text.step(&thread.step))?;
        step.locks.first().map(|lock| lock.name.name.as_str())
    }

    /// Opens the first step that waited and may open now.
    pub(super) fn wake_before(&mut self) -> bool {
        let waiting = self.threads.iter().filter(|thread| matches!(thread.phase, Phase::Before { .. }));
        let ready = waiting.map(|thread| (thread.clone(), self.text.step(&thread.step).clone())).collect::<Vec<_>>();
        let Some((one, step)) = ready.into_iter().find(|(one, step)| self.may_open(one.frame, step)) else {
            return false;
        };
        // The new place is there before the old one goes: what it is in is not over meanwhile.
        self.threads.retain(|other| other.id != one.id);
        match one.phase {
            Phase::Before { past: Some((to, way)) } => {
                let next = self.enter_for(one.frame, &to, &way);
                self.todo.extend(next);
            }
            _ => self.open_in_turn(one.frame, &step),
        }
        true
    }

    /// When somebody has waited too long.
    pub(super) fn lock_waits(&self) -> impl Iterator<Item = (u32, Timestamp)> {
        let waiting = self.threads.iter().filter(|thread| matches!(thread.phase, Phase::Before { .. }));
        waiting
            .filter(|thread| self.lock_of(thread).is_some())
            .map(|thread| (thread.id, thread.since + SignedDuration::from_hours(24 * LOCK_WAIT_DAYS)))
    }
}
