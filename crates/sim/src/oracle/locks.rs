//! What keeps a step from opening: a lock that somebody else holds, a condition under which it can be worked on.
//!
//! Only one step or block that names a lock is open at a time, first come, first served; what is inside the holder may name it
//! too. Several are taken one after the other, in the order of their names: who waits for one has those before it. A block that
//! has gone on holds none any longer. Who waits for seven days is held. A lock that all runs of the workflow share is another one
//! than a lock of the run with its name, and is asked for: this run is alone, and is given it when all of it waits.

use baton_model::definition::step::Step;
use jiff::{SignedDuration, Timestamp};

use super::handlers::is_gone_on;
use super::troubles::Trouble;
use super::{Oracle, Phase, Thread};

/// A lock: its name, and whether all runs of the workflow share it.
pub(super) type Lock = (String, bool);

/// A step whose turn it is to open, after it has waited.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    pub step: String,
    /// The locks that it has.
    pub has: Vec<Lock>,
    /// The one that it waited for.
    pub waited: Option<Lock>,
    /// Those that it is given, of those that runs share.
    pub granted: Vec<Lock>,
    /// So many threads came before it.
    pub before: usize,
}

/// Why a step cannot open yet.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    /// The step in it that it is on its way to, and by which way.
    pub past: Option<(String, String)>,
    /// The locks that it has already.
    pub has: Vec<Lock>,
    /// The one that it waits for; none: its condition.
    pub lock: Option<Lock>,
}

fn locks_in(step: &Step) -> Vec<Lock> {
    let mut locks: Vec<Lock> = step.locks.iter().map(|lock| (lock.name.name.clone(), lock.of_workflow)).collect();
    locks.sort();
    locks
}

/// So long a lock is waited for.
const LOCK_WAIT_DAYS: i64 = 7;

impl Oracle {
    /// What a step that was come to has to wait for, if anything.
    pub(super) fn has_to_wait(&self, frame: u32, step: &Step, past: Option<(String, String)>) -> Option<Waiting> {
        let turn = self.turn.as_ref().filter(|turn| turn.step == step.id);
        let mut has = turn.map(|turn| turn.has.clone()).unwrap_or_default();
        if !self.is_enabled(frame, step) {
            return Some(Waiting { past, has, lock: None });
        }
        let around = self.owners_around(frame);
        for lock in locks_in(step) {
            // It came to this lock when it began to wait for it; to the next one it comes only now.
            let came = turn.filter(|turn| turn.waited.as_ref() == Some(&lock));
            let before = came.map_or(self.threads.len(), |turn| turn.before);
            let is_around = |thread: &Thread| around.contains(&thread.id) && self.holds_lock(thread, &lock);
            if has.contains(&lock) || self.threads.iter().any(is_around) {
                continue;
            }
            let is_given = turn.is_some_and(|turn| turn.granted.contains(&lock));
            let is_free = !lock.1 && self.is_free(&lock, frame) && !self.is_waited_for(&lock, before);
            if !is_given && !is_free {
                return Some(Waiting { past, has, lock: Some(lock) });
            }
            has.push(lock);
        }
        None
    }

    fn is_enabled(&self, frame: u32, step: &Step) -> bool {
        step.only_while.as_ref().is_none_or(|when| step.is_by_people() || self.holds(when, frame))
    }

    /// Gives a lock that runs share to who waited longest for it. Whether there was one.
    pub(super) fn grant(&mut self) -> bool {
        self.wake_first(|oracle, one, waiting, step| {
            let lock = waiting.lock.as_ref().filter(|lock| lock.1)?;
            let opens = oracle.is_enabled(one.frame, step) && oracle.is_free(lock, one.frame);
            opens.then(|| vec![lock.clone()])
        })
    }

    /// Whether one of those who came first waits for the same lock.
    fn is_waited_for(&self, lock: &Lock, before: usize) -> bool {
        let waits =
            |thread: &Thread| matches!(&thread.phase, Phase::Before(waiting) if waiting.lock.as_ref() == Some(lock));
        self.threads[..before.min(self.threads.len())].iter().any(waits)
    }

    fn is_free(&self, lock: &Lock, frame: u32) -> bool {
        let around = self.owners_around(frame);
        let holds = |thread: &&Thread| self.holds_lock(thread, lock);
        self.threads.iter().filter(holds).all(|holder| around.contains(&holder.id))
    }

    fn owners_around(&self, frame: u32) -> Vec<u32> {
        let owner = |frame: &u32| self.frame(*frame).and_then(|frame| frame.owner);
        self.around(frame).iter().filter_map(owner).collect()
    }

    fn holds_lock(&self, thread: &Thread, lock: &Lock) -> bool {
        if let Phase::Before(waiting) = &thread.phase {
            return waiting.has.contains(lock);
        }
        let is_before =
            matches!(thread.phase, Phase::Run | Phase::Held(Trouble::Needs | Trouble::Nobody | Trouble::Lock));
        !is_before && !is_gone_on(&thread.phase) && locks_in(self.text.step(&thread.step)).contains(lock)
    }

    /// Opens the first step that waited and may open now, or has it take what it can.
    pub(super) fn wake_before(&mut self) -> bool {
        self.wake_first(|oracle, one, waiting, step| {
            // What all runs share it is given when its turn comes.
            let is_asked = waiting.lock.as_ref().is_some_and(|lock| lock.1);
            let is_free = |lock: &Lock| {
                let before = oracle.threads.iter().position(|other| other.id == one.id).unwrap_or_default();
                oracle.is_free(lock, one.frame) && !oracle.is_waited_for(lock, before)
            };
            let goes_on = !is_asked && oracle.is_enabled(one.frame, step) && waiting.lock.as_ref().is_none_or(is_free);
            // One that waited for its condition may have to wait for a lock, which is no going on while that is so.
            let waits = waiting.lock.is_none() && {
                let lock = oracle.has_to_wait(one.frame, step, None).and_then(|waiting| waiting.lock);
                lock.is_some_and(|lock| !lock.1)
            };
            (goes_on && !waits).then(Vec::new)
        })
    }

    /// Lets the first step go on that has waited and can, with the locks that it is given.
    fn wake_first(&mut self, goes_on: impl Fn(&Self, &Thread, &Waiting, &Step) -> Option<Vec<Lock>>) -> bool {
        let found = self.threads.iter().enumerate().find_map(|(place, one)| {
            let Phase::Before(waiting) = &one.phase else { return None };
            let granted = goes_on(self, one, waiting, self.text.step(&one.step))?;
            Some((place, one.clone(), waiting.clone(), granted))
        });
        let Some((before, one, waiting, granted)) = found else { return false };
        let step = self.text.step(&one.step).clone();
        let waited = waiting.lock;
        self.turn = Some(Turn { step: step.id.clone(), has: waiting.has, waited, granted, before });
        // The new place is there before the old one goes: what it is in is not over meanwhile.
        self.threads.retain(|other| other.id != one.id);
        match waiting.past {
            Some((to, way)) => {
                let next = self.enter_for(one.frame, &to, &way);
                self.todo.extend(next);
            }
            None => self.open_in_turn(one.frame, &step),
        }
        self.turn = None;
        true
    }

    /// When somebody has waited too long.
    pub(super) fn lock_waits(&self) -> impl Iterator<Item = (u32, Timestamp)> {
        let waits = |thread: &&Thread| matches!(&thread.phase, Phase::Before(waiting) if waiting.lock.is_some());
        let waiting = self.threads.iter().filter(waits);
        waiting.map(|thread| (thread.id, thread.since + SignedDuration::from_hours(24 * LOCK_WAIT_DAYS)))
    }

    /// Nobody says whether who has waited too long keeps the locks that it has.
    pub(super) fn hold_for_lock(&mut self, thread: u32) {
        let phase = self.thread(thread).map(|thread| &thread.phase);
        if matches!(phase, Some(Phase::Before(waiting)) if !waiting.has.is_empty()) {
            self.uncovered = Some("locks of who has waited too long for another".to_owned());
        }
        self.hold(thread, Trouble::Lock);
    }
}
