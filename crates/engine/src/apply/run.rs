//! How the events of a run as a whole change its state: begun, labelled, values changed, finished, cancelled.
//! Reads nothing but the event and the state; an event that does not fit the lifecycle changes nothing.

use std::sync::Arc;

use baton_people::PersonId;
use serde_json::Value as Json;

use super::undo;
use crate::actor::{ActorKind, EntryRef};
use crate::event::{BurstPaused, EndBegun, FileAttached, RunFinished, RunReopened, RunStarted, ValuesGiven};
use crate::lifecycle::{self, RUN, STEP};
use crate::name::START;
use crate::state::rows::{self, Kept, ListAt};
use crate::state::{
    Ending, FileRecord, Held, LockHeld, Part, Phase, RunState, RunStatus, StepRecord, StepState, Thread,
};

/// The run began: its first thread stands behind the start.
pub fn started(state: &mut RunState, event: &RunStarted, at: &EntryRef) {
    let Some(status) = lifecycle::after(RUN, Some(state.status), "run_started") else { return };
    state.status = status;
    state.run = event.run;
    state.key = event.key.clone();
    state.number = event.number;
    state.workflow = event.workflow.clone();
    state.version = event.version;
    state.start = event.start;
    state.starter = event.starter;
    state.outside = at.actor.kind == ActorKind::Guest;
    state.parent = event.parent;
    state.cause = event.cause;
    state.begun_for = event.begun_for.as_ref().and_then(|key| key.value().as_str().map(str::to_owned));
    state.started = at.time;
    state.target = event.target;
    let record = StepRecord {
        pass: 1,
        state: lifecycle::after(STEP, Some(StepState::None), "run_started").unwrap_or_default(),
        opened: Some(at.time),
        by: event.starter,
        at: Some(at.time),
        ..StepRecord::default()
    };
    state.steps.insert(Arc::from(START), record);
    state.threads_made = 1;
    state.threads.push(Thread {
        thread: 1,
        branch: None,
        phase: Phase::Between,
        from: event.starter,
        pass: 0,
        outlasts: false,
    });
    if let Some(person) = event.starter {
        takes_part(state, person, Part::Starter);
    }
}

/// Fields have new values.
pub fn values_given(state: &mut RunState, event: &ValuesGiven, at: &EntryRef) {
    let rev = state.rev + 1;
    state.changes += 1;
    let done = state.steps.values().filter(|record| record.state == StepState::Done);
    let completed_at: Vec<u64> = done.map(|record| record.change).collect();
    for (field, given) in &event.values {
        let value = given.value.value();
        let before = state.values.get(field);
        let Kept { earlier, turned } = kept(state, before, ListAt { value: &value, rows: given.rows.as_ref(), rev });
        let (change, (past, forgotten)) = match before {
            Some(held) if *held.value == value => (held.change, (held.past.clone(), held.forgotten)),
            Some(held) => (state.changes, held.past_for(&completed_at, state.changes)),
            None => (state.changes, (Vec::new(), 0)),
        };
        let held = Held {
            value: Arc::new(value),
            private: given.value.is_private(),
            erased: given.value.is_erased(),
            entry: at.number,
            by: at.actor.as_person(),
            at: at.time,
            step: event.step.clone(),
            rev,
            change,
            rows: rows::shared(given.rows.as_ref()),
            earlier,
            turned,
            forgotten,
            past,
        };
        state.values.insert(field.clone(), held);
    }
}

/// How a list was in forms that are open, where it is one and becomes another.
fn kept(state: &RunState, before: Option<&Held>, now: ListAt<'_>) -> Kept {
    if before.is_none_or(|held| !held.value.is_array()) && !now.value.is_array() {
        return Kept::default();
    }
    let open = state.open_tasks().map(|task| task.rev).min();
    match before {
        Some(held) => held.kept().with(held.list(), now, open),
        None => Kept::default().with(ListAt { value: &Json::Null, rows: None, rev: 0 }, now, open),
    }
}

/// A file became the run's.
pub fn file_attached(state: &mut RunState, event: &FileAttached) {
    let record = FileRecord {
        name: event.name.text().map(str::to_owned),
        size_bytes: event.size_bytes,
        media_type: event.media_type.clone(),
        sha256: event.sha256.clone(),
    };
    state.files.insert(event.file.clone(), record);
}

/// Somebody said something: they take part from now on.
pub fn commented(state: &mut RunState, at: &EntryRef) {
    if let Some(person) = at.actor.as_person() {
        takes_part(state, person, Part::Watcher);
    }
}

/// Threads wait for the command that goes on.
pub fn paused(state: &mut RunState, event: &BurstPaused) {
    state.automatic_steps = event.steps;
    for next in &event.next {
        if let Some(thread) = state.threads.iter_mut().find(|thread| thread.thread == next.thread) {
            thread.phase = Phase::Paused { to: next.to.clone(), via: next.via.clone() };
        }
    }
}

/// The run ends soon: nothing is armed any more but for what is still done.
pub fn end_begun(state: &mut RunState, event: &EndBegun, at: &EntryRef) {
    let (outcome, gives, reason) = (event.outcome.clone(), event.gives.clone(), event.reason.clone());
    state.ending = Some(Ending { outcome, gives, reason, ..Ending::default() });
    state.timers.retain(|timer| !timer.is_of_run());
    state.subscriptions.retain(|known| known.step.is_some());
    if let Some(thread) = event.thread {
        let from = at.actor.as_person();
        state.threads_made = state.threads_made.max(thread);
        state.threads.push(Thread { thread, branch: None, phase: Phase::Between, from, pass: 0, outlasts: true });
        let kept = event.locks.iter().map(|held| LockHeld { thread, ..held.clone() });
        state.locks.extend(kept);
    }
}

/// Nothing outlasts what is withdrawn any more.
pub fn end_forced(state: &mut RunState) {
    if let Some(ending) = &mut state.ending {
        ending.forced = true;
    }
    state.threads.iter_mut().for_each(|thread| thread.outlasts = false);
}

/// The run came to an outcome.
pub fn finished(state: &mut RunState, event: &RunFinished, at: &EntryRef) {
    let Some(status) = lifecycle::after(RUN, Some(state.status), "run_finished") else { return };
    state.outcome = Some(event.outcome.clone());
    end(state, status, at);
}

/// Somebody ended it.
pub fn cancelled(state: &mut RunState, at: &EntryRef) {
    let Some(status) = lifecycle::after(RUN, Some(state.status), "run_cancelled") else { return };
    end(state, status, at);
}

/// It undoes what it did, and ends as it had.
pub fn reopened(state: &mut RunState, event: &RunReopened) {
    let Some(status) = lifecycle::after(RUN, Some(state.status), "run_reopened") else { return };
    state.status = status;
    let (outcome, finished) = (state.outcome.take(), state.ended.take());
    state.ending = Some(Ending { outcome, finished, ..Ending::default() });
    let thread = event.thread;
    state.threads_made = state.threads_made.max(thread);
    state.threads.push(Thread { thread, branch: None, phase: Phase::Between, from: None, pass: 0, outlasts: true });
}

/// What it did is undone: it came to its outcome when it did.
pub fn undone(state: &mut RunState, at: &EntryRef) {
    let Some(status) = lifecycle::after(RUN, Some(state.status), "run_undone") else { return };
    let ending = state.ending.take().unwrap_or_default();
    end(state, status, at);
    state.outcome = ending.outcome;
    state.ended = ending.finished.or(state.ended);
}

fn end(state: &mut RunState, status: RunStatus, at: &EntryRef) {
    state.status = status;
    state.ended = Some(at.time);
    state.ending = None;
    state.threads.clear();
    state.blocks.clear();
    state.gates.clear();
    state.ballots.clear();
    undo::cut_short(state);
    state.locks.clear();
    state.clocks.clear();
    // What was known in a block alone is over with it.
    state.values.retain(|field, _| !field.contains('#'));
    state.timers.clear();
    state.subscriptions.clear();
    state.holding.clear();
}

/// Somebody takes part; as what they did first stays.
pub fn takes_part(state: &mut RunState, person: PersonId, part: Part) {
    let known = state.parties.entry(person).or_insert(part);
    if *known == Part::Watcher {
        *known = part;
    }
}
