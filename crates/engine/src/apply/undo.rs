//! How the events of undoing, of locks and of steps that stand or wait before their opening change a run's state.
//! Reads nothing but the event and the state.

use super::step::set_phase;
use crate::actor::EntryRef;
use crate::event::{Done, HandlerFired, LockOf, StepCompleted, StepHeldBack, StepStood, UndoBegun, UndoOver, Undoing};
use crate::lifecycle::{self, STEP};
use crate::name::{Name, SubNo, ThreadNo};
use crate::state::{LockHeld, Phase, RunState, StepRecord, StepState, Undo, Undone};

/// A step that can be undone is done.
pub fn completed(state: &mut RunState, event: &StepCompleted) {
    if event.undoable {
        listed(state, (&event.step, event.pass), event.sub);
    }
}

/// A pass of a step, or a run that did it, stands among what can be undone.
pub fn listed(state: &mut RunState, (step, pass): (&Name, u32), sub: Option<SubNo>) {
    state.completed += 1;
    let nth = state.completed;
    state.completions.push(Done { step: step.clone(), pass, nth, sub });
}

/// What is undone is undone once.
pub fn begun(state: &mut RunState, event: &UndoBegun) {
    let among = state.completions.clone();
    let left = event.undone.iter().map(|undone| taken(&mut state.completions, undone)).collect();
    // All of the items whose pass was meant, where it was not noted which of them.
    state.completions.retain(|done| !event.undone.iter().any(|undone| undone.nth == 0 && is_same(undone, done)));
    let (thread, then) = (event.thread, event.then.clone());
    state.undoing.push(Undo { thread, left, now: None, then, among });
    set_phase(state, event.thread, Phase::Between);
}

/// What is meant, taken from what was done; of the same pass of several items the latest, where it was not noted which.
fn taken(completions: &mut Vec<Done>, undone: &Done) -> Done {
    let is_it = |done: &Done| is_same(undone, done) && (undone.nth == 0 || undone.nth == done.nth);
    completions.iter().rposition(is_it).map_or_else(|| undone.clone(), |place| completions.remove(place))
}

fn is_same(one: &Done, other: &Done) -> bool {
    one.step == other.step && one.pass == other.pass
}

/// The next one: what came before it is undone.
pub fn next(state: &mut RunState, event: &Undoing) {
    let meant = Done { step: event.step.clone(), pass: event.pass, nth: 0, sub: None };
    mark_next(state, event.thread, &meant);
    // Each item has passes of its own, so that the same pass of a step may be there for several: one of them is undone.
    if let Some(undo) = undo_with(state, event.thread, &meant) {
        let next = undo.left.iter().position(|done| is_same(done, &meant));
        undo.now = Some(next.map_or(meant, |place| undo.left.remove(place)));
    }
}

fn mark_next(state: &mut RunState, thread: ThreadNo, meant: &Done) {
    let before = undo_with(state, thread, meant).and_then(|undo| undo.now.take());
    if let Some(before) = before {
        mark(state, &before, Some(Undone::Over));
    }
    mark(state, meant, Some(Undone::Under));
}

/// What a thread undoes of which this is left, the innermost; what was begun in the middle of something else was not always done
/// before that.
fn undo_with<'a>(state: &'a mut RunState, thread: ThreadNo, next: &Done) -> Option<&'a mut Undo> {
    let has = |undo: &Undo| undo.left.iter().any(|done| is_same(done, next));
    let place = state.undoing.iter().rposition(|undo| undo.thread == thread && has(undo));
    let place = place.or_else(|| state.undoing.iter().rposition(|undo| undo.thread == thread))?;
    state.undoing.get_mut(place)
}

/// All is undone, or what is left stays done.
pub fn over(state: &mut RunState, event: &UndoOver) {
    let UndoOver { thread, stays, cut_short, inner, .. } = event;
    let is_of = |undo: &Undo| undo.thread == *thread;
    // Before it was noted that it was in the middle of something else, all of the thread's was over.
    let place = if *inner { state.undoing.iter().rposition(is_of) } else { state.undoing.iter().position(is_of) };
    let undo = place.map(|place| state.undoing.remove(place));
    state.undoing.retain(|undo| *inner || undo.thread != *thread);
    let Some(Undo { now, left, among, .. }) = undo else { return };
    if let Some(now) = &now {
        mark(state, now, (!cut_short).then_some(Undone::Over));
    }
    let left = left.into_iter().filter(|_| *stays);
    give_back(&mut state.completions, &among, now.filter(|_| *cut_short).into_iter().chain(left).collect());
}

/// What a thread is undoing stays done: somebody gave it up elsewhere.
pub fn stays(state: &mut RunState, thread: ThreadNo) {
    let undo = state.undoing.iter_mut().rfind(|undo| undo.thread == thread);
    let Some(now) = undo.and_then(|undo| undo.now.take()) else { return };
    mark(state, &now, None);
    state.completions.push(now);
    state.completions.sort_by_key(|done| done.nth);
}

/// What stays done can be undone again, in the order in which it was done; of what has no number, among what could be undone then.
fn give_back(completions: &mut Vec<Done>, among: &[Done], mut stays: Vec<Done>) {
    fn take(all: &mut Vec<Done>, done: &Done) -> Option<Done> {
        all.iter().position(|known| known == done).map(|place| all.remove(place))
    }
    let mut others = std::mem::take(completions);
    completions.extend(among.iter().filter_map(|done| take(&mut others, done).or_else(|| take(&mut stays, done))));
    // What a run did before this was noted stands in no list.
    completions.extend(stays.into_iter().rev());
    completions.append(&mut others);
    completions.sort_by_key(|done| done.nth);
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
