//! How the events of steps and threads change a run's state: opened, skipped, completed, cases and branches.
//! Reads nothing but the event and the state; an event that does not fit the lifecycle changes nothing.

use crate::actor::EntryRef;
use crate::event::{
    BranchDone, BranchOpened, Joined, StepCompleted, StepOpened, StepSkipped, StepWithdrawn, TaskTakenBack,
};
use crate::lifecycle::{self, EXCEPTION, STEP, TASK};
use crate::name::{Name, ThreadNo};
use crate::state::{Branch, Phase, RunState, StepRecord, Thread};

/// A new pass.
pub fn opened(state: &mut RunState, event: &StepOpened, at: &EntryRef) {
    let from = state.step_state(&event.step);
    let Some(to) = lifecycle::after(STEP, Some(from), "step_opened") else { return };
    let record = StepRecord {
        pass: event.pass,
        state: to,
        opened: Some(at.time),
        due: event.due,
        title: event.title.clone(),
        guide: event.guide.as_ref().map(|guide| guide.value().as_str().unwrap_or_default().to_owned()),
        ..StepRecord::default()
    };
    state.steps.insert(event.step.clone(), record);
    set_phase(state, event.thread, Phase::In(event.step.clone()));
}

/// Passed over: no pass.
pub fn skipped(state: &mut RunState, event: &StepSkipped, at: &EntryRef) {
    let from = state.step_state(&event.step);
    let Some(to) = lifecycle::after(STEP, Some(from), "step_skipped") else { return };
    let record = record_of(state, &event.step);
    record.state = to;
    record.at = Some(at.time);
    set_phase(state, event.thread, Phase::Between);
}

/// Done: its timers are gone, its thread goes on.
pub fn completed(state: &mut RunState, event: &StepCompleted, at: &EntryRef) {
    let from = state.step_state(&event.step);
    let Some(to) = lifecycle::after(STEP, Some(from), "step_completed") else { return };
    let changes = state.changes;
    let record = record_of(state, &event.step);
    record.state = to;
    record.choice.clone_from(&event.choice);
    record.by = event.by;
    record.at = Some(at.time);
    record.change = changes;
    state.timers.retain(|timer| timer.step != event.step);
    if let Some(thread) = thread_mut(state, event.thread) {
        thread.phase = Phase::Between;
        thread.from = event.by.or(thread.from);
    }
    if event.by.is_some() {
        state.automatic_steps = 0;
    }
}

/// Its person is gone: the task and its timers are gone as well, the thread waits to open the step again.
pub fn taken_back(state: &mut RunState, event: &TaskTakenBack, at: &EntryRef) {
    const BY: &str = "task_taken_back";
    if let Some(to) = lifecycle::after(STEP, Some(state.step_state(&event.step)), BY) {
        let record = record_of(state, &event.step);
        record.state = to;
        record.at = Some(at.time);
    }
    for task in state.tasks.iter_mut().filter(|task| task.task == event.task) {
        let Some(to) = lifecycle::after(TASK, Some(task.state), BY) else { continue };
        task.state = to;
        task.ended = Some(at.time);
        task.ended_entry = at.number;
    }
    state.roles.retain(|_, holder| *holder != event.person);
    state.timers.retain(|timer| timer.step != event.step);
    if let Some(thread) = thread_mut(state, event.thread) {
        thread.phase = Phase::Between;
    }
}

/// Taken back: its thread, task, timers and exceptions are gone.
pub fn withdrawn(state: &mut RunState, event: &StepWithdrawn, at: &EntryRef) {
    const BY: &str = "step_withdrawn";
    let from = state.step_state(&event.step);
    if let Some(to) = lifecycle::after(STEP, Some(from), BY) {
        let record = record_of(state, &event.step);
        record.state = to;
        record.at = Some(at.time);
    }
    for task in state.tasks.iter_mut().filter(|task| Some(task.task) == event.task) {
        let Some(to) = lifecycle::after(TASK, Some(task.state), BY) else { continue };
        task.state = to;
        task.ended = Some(at.time);
        task.ended_entry = at.number;
    }
    for exception in state.exceptions.iter_mut().filter(|exception| exception.thread == event.thread) {
        if let Some(to) = lifecycle::after(EXCEPTION, Some(exception.state), BY) {
            exception.state = to;
        }
    }
    state.timers.retain(|timer| timer.step != event.step);
    let Some(place) = state.threads.iter().position(|thread| thread.thread == event.thread) else { return };
    let gone = state.threads.remove(place);
    // A block is left by the thread that jumps out of one of its branches; the thread that opened the block goes on.
    let Some(branch) = gone.branch.filter(|branch| branch.block == event.step) else { return };
    if let Some(parent) = thread_mut(state, branch.parent) {
        parent.phase = Phase::Between;
        parent.from = gone.from.or(parent.from);
    }
}

/// A new thread in a branch.
pub fn branch_opened(state: &mut RunState, event: &BranchOpened) {
    let from = state.thread(event.parent).and_then(|parent| parent.from);
    let branch =
        Branch { block: event.block.clone(), pass: event.pass, branch: event.branch.clone(), parent: event.parent };
    state.threads_made = state.threads_made.max(event.thread);
    state.threads.push(Thread { thread: event.thread, branch: Some(branch), phase: Phase::Between, from });
}

/// The thread of a branch is gone; the one that waits knows whose step came last.
pub fn branch_done(state: &mut RunState, event: &BranchDone) {
    let Some(place) = state.threads.iter().position(|thread| thread.thread == event.thread) else { return };
    let done = state.threads.remove(place);
    let Some(parent) = done.branch.map(|branch| branch.parent) else { return };
    if let Some(parent) = thread_mut(state, parent) {
        parent.from = done.from.or(parent.from);
    }
}

/// The thread that waited goes on.
pub fn joined(state: &mut RunState, event: &Joined) {
    set_phase(state, event.thread, Phase::Between);
}

fn set_phase(state: &mut RunState, thread: ThreadNo, phase: Phase) {
    if let Some(thread) = thread_mut(state, thread) {
        thread.phase = phase;
    }
}

/// The thread of this number.
pub fn thread_mut(state: &mut RunState, thread: ThreadNo) -> Option<&mut Thread> {
    state.threads.iter_mut().find(|known| known.thread == thread)
}

/// The record of a step; a new one if it was never reached.
pub fn record_of<'a>(state: &'a mut RunState, step: &Name) -> &'a mut StepRecord {
    state.steps.entry(step.clone()).or_default()
}
