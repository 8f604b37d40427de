//! Locks that all runs of a workflow share, as one run has them: what it waits for, what it holds.
//!
//! The run asks by waiting; who keeps the queue over all runs grants by a command. What a run has is read from its state, so that
//! it is given back however the step ends: done, withdrawn, with its run.

use crate::name::Name;
use crate::state::{Phase, RunState};

/// A lock of the workflow that a run waits for, or holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedLock {
    /// Its place among those of the run that waited.
    pub nth: u32,
    /// Its name.
    pub lock: Name,
    /// The step.
    pub step: Name,
    /// The entry with which it was asked for, or taken.
    pub entry: i64,
    /// Whether the step has it.
    pub is_held: bool,
}

/// What a run waits for and holds of the locks of its workflow.
pub fn shared_locks(state: &RunState) -> Vec<SharedLock> {
    let held = state.locks.iter().filter_map(|held| {
        let (lock, step) = (held.lock.clone(), held.step.clone());
        Some(SharedLock { nth: held.nth?, lock, step, entry: held.entry, is_held: true })
    });
    let waiting = state.threads.iter().filter_map(|thread| match &thread.phase {
        Phase::Before { step, lock: Some(lock), nth, asked: Some(entry), .. } => {
            let (lock, step) = (lock.clone(), step.clone());
            Some(SharedLock { nth: *nth, lock, step, entry: *entry, is_held: false })
        }
        _ => None,
    });
    held.chain(waiting).collect()
}

/// The locks of which the queue is to be looked at after a command: the run has begun to wait for one, or waits for it or holds
/// it no more.
pub fn locks_to_grant(before: &RunState, after: &RunState) -> Vec<Name> {
    let (had, has) = (shared_locks(before), shared_locks(after));
    let among =
        |all: &[SharedLock], one: &SharedLock| all.iter().any(|known| (known.nth, &known.lock) == (one.nth, &one.lock));
    let asked = has.iter().filter(|one| !one.is_held && !among(&had, one));
    let gone = had.iter().filter(|one| !among(&has, one));
    let mut names: Vec<Name> = asked.chain(gone).map(|one| one.lock.clone()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Which lock a run is to be granted next, by its name and place, where no other run asks for any.
pub fn next_grant(state: &RunState) -> Option<(Name, u32)> {
    let all = shared_locks(state);
    let is_free = |one: &&SharedLock| !all.iter().any(|other| other.is_held && other.lock == one.lock);
    let next = all.iter().filter(|one| !one.is_held).filter(is_free).min_by_key(|one| (one.entry, one.nth))?;
    Some((next.lock.clone(), next.nth))
}
