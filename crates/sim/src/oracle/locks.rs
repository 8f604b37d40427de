//! What keeps a step from opening: a lock that somebody else holds, a condition under which it can be worked on.
//!
//! Only one step or block that names a lock is open at a time, first come, first served; what is inside the holder may name it
//! too. A block that has gone on holds it no longer. Who waits for seven days is held. A lock that all runs of the workflow
//! share is another one than a lock of the run with its name, and is asked for: this run is alone, and is given it when all of
//! it waits.

use baton_model::definition::step::Step;
use jiff::{SignedDuration, Timestamp};

use super::handlers::is_gone_on;
use super::troubles::Trouble;
use super::{Oracle, Phase, Thread};

/// A lock: whether all runs of the workflow share it, and its name.
type Known<'a> = (bool, &'a str);

fn lock_in(step: &Step) -> Option<Known<'_>> {
    step.locks.first().map(|lock| (lock.of_workflow, lock.name.name.as_str()))
}

/// So long a lock is waited for.
const LOCK_WAIT_DAYS: i64 = 7;

impl Oracle {
    /// Whether a step that was come to may open now.
    pub(super) fn may_open(&self, frame: u32, step: &Step) -> bool {
        let is_closed = step.only_while.as_ref().is_some_and(|when| !step.is_by_people() && !self.holds(when, frame));
        !is_closed && lock_in(step).is_none_or(|lock| self.is_free(lock, frame))
    }

    /// Whether a step asks for its lock before it opens: all runs share it, and neither it nor what is around it has it.
    pub(super) fn asks_first(&self, frame: u32, step: &Step) -> bool {
        let Some(lock) = lock_in(step).filter(|(is_shared, _)| *is_shared) else { return false };
        let around = self.owners_around(frame);
        let has = |thread: &Thread| around.contains(&thread.id) && self.holds_lock(thread, lock);
        self.granted.as_ref() != Some(&step.id) && !self.threads.iter().any(has)
    }

    /// Gives a lock that runs share to who waited longest for it. Whether there was one.
    pub(super) fn grant(&mut self) -> bool {
        self.wake_first(|oracle, one, step| oracle.may_open(one.frame, step) && oracle.asks_first(one.frame, step))
    }

    /// Whether somebody came before and waits for the same lock.
    pub(super) fn is_waited_for(&self, step: &Step) -> bool {
        let lock = lock_in(step);
        let mut waiting = self.threads.iter().filter(|thread| matches!(thread.phase, Phase::Before { .. }));
        lock.is_some() && waiting.any(|thread| self.lock_of(thread) == lock)
    }

    fn is_free(&self, lock: Known<'_>, frame: u32) -> bool {
        let around = self.owners_around(frame);
        let holds = |thread: &&Thread| self.holds_lock(thread, lock);
        self.threads.iter().filter(holds).all(|holder| around.contains(&holder.id))
    }

    fn owners_around(&self, frame: u32) -> Vec<u32> {
        let owner = |frame: &u32| self.frame(*frame).and_then(|frame| frame.owner);
        self.around(frame).iter().filter_map(owner).collect()
    }

    fn holds_lock(&self, thread: &Thread, lock: Known<'_>) -> bool {
        let is_before =
            matches!(thread.phase, Phase::Before { .. } | Phase::Run | Phase::Held(Trouble::Needs | Trouble::Lock));
        !is_before && !is_gone_on(&thread.phase) && self.lock_of(thread) == Some(lock)
    }

    fn lock_of(&self, thread: &Thread) -> Option<Known<'_>> {
        let step = (thread.step != super::text::RUN).then(|| self.text.step(&thread.step))?;
        lock_in(step)
    }

    /// Opens the first step that waited and may open now.
    pub(super) fn wake_before(&mut self) -> bool {
        self.wake_first(|oracle, one, step| oracle.may_open(one.frame, step) && !oracle.asks_first(one.frame, step))
    }

    fn wake_first(&mut self, opens: impl Fn(&Self, &Thread, &Step) -> bool) -> bool {
        let waiting = self.threads.iter().filter(|thread| matches!(thread.phase, Phase::Before { .. }));
        let ready = waiting.map(|thread| (thread.clone(), self.text.step(&thread.step).clone())).collect::<Vec<_>>();
        let Some((one, step)) = ready.into_iter().find(|(one, step)| opens(self, one, step)) else {
            return false;
        };
        self.granted = Some(step.id.clone());
        // The new place is there before the old one goes: what it is in is not over meanwhile.
        self.threads.retain(|other| other.id != one.id);
        match one.phase {
            Phase::Before { past: Some((to, way)) } => {
                let next = self.enter_for(one.frame, &to, &way);
                self.todo.extend(next);
            }
            _ => self.open_in_turn(one.frame, &step),
        }
        self.granted = None;
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
