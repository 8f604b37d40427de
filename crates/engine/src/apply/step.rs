//! Events of steps, and of the threads that move through them.

use super::next;
use crate::actor::EntryRef;
use crate::event::{BranchDone, BranchOpened, StepCompleted, StepOpened, StepSkipped, StepWithdrawn};
use crate::lifecycle;
use crate::name::{Name, ThreadNo};
use crate::state::{Branch, ExceptionState, Phase, RunState, StepRecord, StepState, Thread};

impl RunState {
    pub(crate) fn thread_mut(&mut self, number: ThreadNo) -> Option<&mut Thread> {
        self.threads.iter_mut().find(|thread| thread.thread == number)
    }

    /// The record of a step; one that is not there yet begins before its first pass.
    pub(super) fn step_mut(&mut self, step: &Name) -> &mut StepRecord {
        self.steps.entry(step.clone()).or_insert_with(|| StepRecord {
            pass: 0,
            state: StepState::None,
            opened: None,
            due: None,
            choice: None,
            comment: None,
            by: None,
            at: None,
            task: None,
        })
    }
}

pub(super) fn opened(state: &mut RunState, event: &StepOpened, at: &EntryRef) {
    let record = state.step_mut(&event.step);
    record.state = next(lifecycle::STEP, record.state, "step_opened");
    *record = StepRecord {
        pass: event.pass,
        state: record.state,
        opened: Some(at.time),
        due: event.due,
        choice: None,
        comment: None,
        by: None,
        at: None,
        task: None,
    };
    if let Some(thread) = state.thread_mut(event.thread) {
        thread.phase = Phase::In(event.step.clone());
    }
}

pub(super) fn skipped(state: &mut RunState, event: &StepSkipped, at: &EntryRef) {
    let record = state.step_mut(&event.step);
    record.state = next(lifecycle::STEP, record.state, "step_skipped");
    record.at = Some(at.time);
    between(state, event.thread);
}

pub(super) fn completed(state: &mut RunState, event: &StepCompleted, at: &EntryRef) {
    let record = state.step_mut(&event.step);
    record.state = next(lifecycle::STEP, record.state, "step_completed");
    record.choice.clone_from(&event.choice);
    record.by = event.by;
    record.at = Some(at.time);
    between(state, event.thread);
    if event.by.is_some() {
        state.automatic_steps = 0;
        if let Some(thread) = state.thread_mut(event.thread) {
            thread.from = event.by;
        }
    }
    drop_timers(state, &event.step);
}

pub(super) fn withdrawn(state: &mut RunState, event: &StepWithdrawn, at: &EntryRef) {
    let record = state.step_mut(&event.step);
    record.state = next(lifecycle::STEP, record.state, "step_withdrawn");
    record.at = Some(at.time);
    let task = event.task.or(record.task);
    if let Some(task) = task.and_then(|number| state.tasks.get_mut((number as usize).saturating_sub(1))) {
        task.state = next(lifecycle::TASK, task.state, "step_withdrawn");
        if !task.state.is_open() && task.ended.is_none() {
            task.ended = Some(at.time);
            task.ended_entry = at.number;
        }
    }
    for exception in &mut state.exceptions {
        if exception.thread == event.thread && exception.state == ExceptionState::Open {
            exception.state = next(lifecycle::EXCEPTION, exception.state, "step_withdrawn");
        }
    }
    drop_timers(state, &event.step);
    leave_block(state, &event.step);
    between(state, event.thread);
}

pub(super) fn branch_opened(state: &mut RunState, event: &BranchOpened) {
    let from = state.thread(event.parent).and_then(|thread| thread.from);
    let branch = Branch {
        block: event.block.clone(),
        pass: event.pass,
        branch: event.branch.clone(),
        parent: event.parent,
    };
    state.threads_made = state.threads_made.max(event.thread);
    state.threads.push(Thread { thread: event.thread, branch: Some(branch), phase: Phase::Between, from });
}

pub(super) fn branch_done(state: &mut RunState, event: &BranchDone) {
    let Some(done) = state.thread(event.thread).cloned() else { return };
    state.threads.retain(|thread| thread.thread != event.thread);
    // Who came last on the way into the join hands over what follows it.
    let parent = done.branch.and_then(|branch| state.thread_mut(branch.parent));
    if let Some(parent) = parent {
        parent.from = done.from.or(parent.from);
    }
}

fn between(state: &mut RunState, thread: ThreadNo) {
    if let Some(thread) = state.thread_mut(thread) {
        thread.phase = Phase::Between;
    }
}

fn drop_timers(state: &mut RunState, step: &Name) {
    state.timers.retain(|timer| timer.step != *step);
}

/// Takes out the threads of a block's branches, and of the blocks inside them.
fn leave_block(state: &mut RunState, block: &Name) {
    let inside = |thread: &Thread| thread.branch.as_ref().is_some_and(|branch| branch.block == *block);
    let mut gone: Vec<ThreadNo> = state.threads.iter().filter(|thread| inside(thread)).map(|t| t.thread).collect();
    let mut looked_at = 0;
    while let Some(parent) = gone.get(looked_at).copied() {
        looked_at += 1;
        let child = |thread: &&Thread| thread.branch.as_ref().is_some_and(|branch| branch.parent == parent);
        gone.extend(state.threads.iter().filter(child).map(|thread| thread.thread));
    }
    state.threads.retain(|thread| !gone.contains(&thread.thread));
}
