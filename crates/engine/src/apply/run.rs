//! Events of the run as a whole.

use std::sync::Arc;

use super::next;
use crate::actor::EntryRef;
use crate::event::{BurstPaused, FileAttached, RunFinished, RunStarted, ValuesGiven};
use crate::lifecycle;
use crate::name::START;
use crate::state::{FileRecord, Held, Part, Phase, RunState, StepRecord, StepState, Thread};

pub(super) fn started(state: &mut RunState, event: &RunStarted, at: &EntryRef) {
    state.status = next(lifecycle::RUN, state.status, "run_started");
    state.run = event.run;
    state.key = event.key.clone();
    state.number = event.number;
    state.workflow = event.workflow.clone();
    state.version = event.version;
    state.start = event.start;
    state.starter = event.starter;
    state.started = at.time;
    state.target = event.target;
    state.threads_made = 1;
    state.threads.push(Thread { thread: 1, branch: None, phase: Phase::Between, from: event.starter });
    if let Some(person) = event.starter {
        state.parties.insert(person, Part::Starter);
    }
    let start = StepRecord {
        pass: 1,
        state: next(lifecycle::STEP, StepState::None, "run_started"),
        opened: None,
        due: None,
        choice: None,
        comment: None,
        by: event.starter,
        at: Some(at.time),
        task: None,
    };
    state.steps.insert(START.into(), start);
}

pub(super) fn values_given(state: &mut RunState, event: &ValuesGiven, at: &EntryRef) {
    for (field, given) in &event.values {
        let held = Held {
            value: Arc::new(given.value.value()),
            private: given.value.is_private(),
            entry: at.number,
            by: at.actor.as_person(),
            at: at.time,
            step: event.step.clone(),
            rev: state.rev + 1,
        };
        state.values.insert(field.clone(), held);
    }
}

pub(super) fn file_attached(state: &mut RunState, event: &FileAttached) {
    let record = FileRecord {
        name: event.name.text().map(str::to_owned),
        size_bytes: event.size_bytes,
        media_type: event.media_type.clone(),
        sha256: event.sha256.clone(),
    };
    state.files.insert(event.file.clone(), record);
}

pub(super) fn commented(state: &mut RunState, at: &EntryRef) {
    if let Some(person) = at.actor.as_person() {
        state.parties.entry(person).or_insert(Part::Watcher);
    }
}

pub(super) fn paused(state: &mut RunState, event: &BurstPaused) {
    state.automatic_steps += event.steps;
    for next in &event.next {
        if let Some(thread) = state.thread_mut(next.thread) {
            thread.phase = Phase::Paused(next.to.clone());
        }
    }
}

pub(super) fn finished(state: &mut RunState, event: &RunFinished, at: &EntryRef) {
    state.status = next(lifecycle::RUN, state.status, "run_finished");
    state.outcome = Some(event.outcome.clone());
    over(state, at);
}

pub(super) fn cancelled(state: &mut RunState, at: &EntryRef) {
    state.status = next(lifecycle::RUN, state.status, "run_cancelled");
    over(state, at);
}

fn over(state: &mut RunState, at: &EntryRef) {
    state.ended = Some(at.time);
    state.threads.clear();
    state.timers.clear();
}
