//! How the events of undoing, of locks and of steps that stand or wait before their opening change a run's state.
//! Reads nothing but the event and the state.

use super::step::set_phase;
use crate::actor::EntryRef;
use crate::event::{Done, HandlerFired, LockOf, StepCompleted, StepHeldBack, StepStood, UndoBegun, UndoOver, Undoing};
use crate::lifecycle::{self, STEP};
use crate::name::{Name, ThreadNo};
use crate::state::{LockHeld, Phase, RunState, StepRecord, StepState, Undo, Undone};

/// A step that can be undone is done.
pub fn completed(state: &mut RunState, event: &StepCompleted) {
    if event.undoable {
        state.completions.push(Done { step: event.step.clone(), pass: event.pass });
    }
}

/// What is undone is undone once.
pub fn begun(state: &mut RunState, event: &UndoBegun) {
    let among = state.completions.clone();
    state.completions.retain(|done| !event.undone.contains(done));
    let (thread, left, then) = (event.thread, event.undone.clone(), event.then.clone());
    state.undoing.push(Undo { thread, left, now: None, then, among });
    set_phase(state, event.thread, Phase::Between);
}

/// The next one: what came before it is undone.
pub fn next(state: &mut RunState, event: &Undoing) {
    now_undone(state, event.thread);
    let now = Done { step: event.step.clone(), pass: event.pass };
    mark(state, &now, Some(Undone::Under));
    if let Some(undo) = state.undoing.iter_mut().find(|undo| undo.thread == event.thread) {
        // Each item has passes of its own, so that the same pass of a step may be there for several: one of them is undone.
        let next = undo.left.iter().position(|done| *done == now);
        next.map(|place| undo.left.remove(place));
        undo.now = Some(now);
    }
}

/// All is undone, or what is left stays done.
pub fn over(state: &mut RunState, event: &UndoOver) {
    let UndoOver { thread, stays, cut_short, .. } = event;
    if !cut_short {
        now_undone(state, *thread);
    }
    if let Some(undo) = state.undoing.iter().find(|undo| undo.thread == *thread).cloned() {
        let now = undo.now.filter(|_| *cut_short);
        if let Some(now) = &now {
            mark(state, now, None);
        }
        let left = undo.left.into_iter().filter(|_| *stays);
        give_back(&mut state.completions, &undo.among, now.into_iter().chain(left).collect());
    }
    state.undoing.retain(|undo| undo.thread != *thread);
}

/// What stays done can be undone again, in the order in which it was done among what could be undone then.
fn give_back(completions: &mut Vec<Done>, among: &[Done], mut stays: Vec<Done>) {
    fn take(all: &mut Vec<Done>, done: &Done) -> Option<Done> {
        all.iter().position(|known| known == done).map(|place| all.remove(place))
    }
    let mut others = std::mem::take(completions);
    completions.extend(among.iter().filter_map(|done| take(&mut others, done).or_else(|| take(&mut stays, done))));
    // What a run did before this was noted stands in no list.
    completions.extend(stays.into_iter().rev());
    completions.append(&mut others);
}

/// A handler of a step that undoes something has ended that step: its thread undoes the rest.
pub fn interrupted(state: &mut RunState, event: &HandlerFired) {
    if event.undoes {
        taken_over(state, (event.of, event.thread), event.step.as_ref());
    }
}

/// A thread goes on for another one that was in this step: it undoes the rest, and keeps the locks for that.
pub fn taken_over(state: &mut RunState, (of, by): (ThreadNo, ThreadNo), step: Option<&Name>) {
    state.undoing.iter_mut().filter(|undo| undo.thread == of).for_each(|undo| undo.thread = by);
    let of_others = |held: &&mut LockHeld| held.thread == of && Some(&held.step) != step;
    state.locks.iter_mut().filter(of_others).for_each(|held| held.thread = by);
}

/// What a thread was undoing is undone.
fn now_undone(state: &mut RunState, thread: ThreadNo) {
    let undo = state.undoing.iter_mut().find(|undo| undo.thread == thread);
    if let Some(now) = undo.and_then(|undo| undo.now.take()) {
        mark(state, &now, Some(Undone::Over));
    }
}

/// Says it of the pass that is meant, unless that has opened again. Of several items, of the first one that is not there yet.
fn mark(state: &mut RunState, done: &Done, how: Option<Undone>) {
    let before = (how != Some(Undone::Under)).then_some(Undone::Under);
    let is_of = |key: &Name| key.strip_prefix(&*done.step).is_some_and(|rest| rest.is_empty() || rest.starts_with('#'));
    let is_done = |record: &StepRecord| record.pass == done.pass && record.state == StepState::Done;
    let mut records = state.steps.iter_mut().filter(|(key, record)| is_of(key) && is_done(record));
    if let Some((_, record)) = records.find(|(_, record)| record.undone == before) {
        record.undone = how;
    }
}

/// It is passed over, and stays done.
pub fn stood(state: &mut RunState, event: &StepStood) {
    let record = super::step::record_of(state, &event.step, state.frame_of(event.thread));
    if let Some(to) = lifecycle::after(STEP, Some(record.state), "step_stood") {
        record.state = to;
    }
    set_phase(state, event.thread, Phase::Between);
}

/// A thread waits before a step.
pub fn held_back(state: &mut RunState, event: &StepHeldBack, at: &EntryRef) {
    state.held_back += 1;
    let nth = state.held_back;
    let (step, lock) = (event.step.clone(), event.lock.clone());
    let asked = event.of_workflow.then_some(at.number);
    set_phase(state, event.thread, Phase::Before { step, lock, nth, asked, past: event.past.clone() });
}

/// A lock is held.
pub fn locked(state: &mut RunState, event: &LockOf, at: &EntryRef) {
    let (lock, step) = (event.lock.clone(), event.step.clone());
    state.locks.push(LockHeld { lock, step, thread: event.thread, nth: event.nth, entry: at.number });
}

/// A step or block gives its locks back.
pub fn unlocked(state: &mut RunState, step: &Name, thread: ThreadNo) {
    state.locks.retain(|held| held.step != *step || held.thread != thread);
}

/// A thread is gone, and what it held with it.
pub fn thread_gone(state: &mut RunState, thread: ThreadNo) {
    state.locks.retain(|held| held.thread != thread);
    let (of_it, others) = state.undoing.drain(..).partition(|undo| undo.thread == thread);
    state.undoing = others;
    stays_done(state, of_it);
}

/// The run is over, and with it what it was undoing.
pub fn cut_short(state: &mut RunState) {
    let all = std::mem::take(&mut state.undoing);
    stays_done(state, all);
}

/// What was being undone stays done.
fn stays_done(state: &mut RunState, undoing: Vec<Undo>) {
    for done in undoing.into_iter().filter_map(|undo| undo.now) {
        mark(state, &done, None);
    }
}
