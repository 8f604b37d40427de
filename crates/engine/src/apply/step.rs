//! How the events of steps change a run's state: opened, skipped, completed, taken back, withdrawn.
//! Reads nothing but the event and the state; an event that does not fit the lifecycle changes nothing.

use super::{ballot, block, clock, heard, job, sub_run, undo};
use crate::actor::EntryRef;
use crate::event::{StepCompleted, StepOpened, StepSkipped, StepWithdrawn, TaskHandedBack, TaskTakenBack, Withdrawal};
use crate::lifecycle::{self, EXCEPTION, STEP, TASK};
use crate::name::{Name, ThreadNo};
use crate::state::{ExceptionRecord, Holding, PartState, Phase, RunState, StepRecord, StepState, Thread};

/// A new pass.
pub fn opened(state: &mut RunState, event: &StepOpened, at: &EntryRef) {
    let key = state.key_of(&event.step, state.frame_of(event.thread));
    if let Some(to) = lifecycle::after(STEP, Some(state_of(state, &key)), "step_opened") {
        let record = StepRecord {
            pass: event.pass,
            state: to,
            opened: Some(at.time),
            due: event.due,
            title: event.title.clone(),
            priority: event.priority,
            guide: event.guide.as_ref().map(|guide| guide.value().as_str().unwrap_or_default().to_owned()),
            ..StepRecord::default()
        };
        state.steps.insert(key, record);
    }
    // Where the pass before it was held, its thread left it without its being over.
    state.holding.retain(|known| {
        known.step.as_ref() != Some(&event.step) || known.thread != event.thread || known.pass >= event.pass
    });
    if let Some(thread) = thread_mut(state, event.thread) {
        thread.phase = Phase::In(event.step.clone());
        thread.pass = event.pass;
    }
}

/// Passed over: no pass.
pub fn skipped(state: &mut RunState, event: &StepSkipped, at: &EntryRef) {
    let key = state.key_of(&event.step, state.frame_of(event.thread));
    let is_of = |known: &Holding| known.step.as_ref() == Some(&event.step) && known.thread == event.thread;
    state.holding.retain(|known| !is_of(known));
    if let Some(to) = lifecycle::after(STEP, Some(state_of(state, &key)), "step_skipped") {
        let record = state.steps.entry(key).or_default();
        record.state = to;
        record.at = Some(at.time);
    }
    job::needless(state, (&event.step, event.thread), "step_skipped", at);
    undo::unlocked(state, &event.step, event.thread);
    set_phase(state, event.thread, Phase::Between);
}

/// Done: its timers are gone, its thread goes on.
pub fn completed(state: &mut RunState, event: &StepCompleted, at: &EntryRef) {
    let changes = state.changes;
    undo::completed(state, event);
    block::moved(state, event.thread);
    clock::over(state, &event.step, event.thread);
    let tally = ballot::over(state, &event.step, event.thread);
    let key = state.key_of(&event.step, state.frame_of(event.thread));
    let to = lifecycle::after(STEP, Some(state_of(state, &key)), "step_completed");
    // Where another thread has opened it again meanwhile, its record is that of the later pass.
    if let (Some(to), Some(record)) = (to, state.steps.get_mut(&key).filter(|record| record.pass == event.pass)) {
        record.state = to;
        record.choice.clone_from(&event.choice);
        record.by = event.by;
        record.at = Some(at.time);
        record.change = changes;
        record.tally = tally;
    }
    state.timers.retain(|timer| !timer.is_of(&event.step, event.pass, event.thread));
    job::needless(state, (&event.step, event.thread), "step_completed", at);
    heard::silence(state, &event.step, event.pass, event.thread);
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
    let key = state.key_of(&event.step, state.frame_of(event.thread));
    if let Some(to) = lifecycle::after(STEP, Some(state_of(state, &key)), BY) {
        let record = state.steps.entry(key).or_default();
        record.state = to;
        record.at = Some(at.time);
    }
    for task in state.tasks.iter_mut().filter(|task| task.task == event.task) {
        let Some(to) = lifecycle::after(TASK, Some(task.state), BY) else { continue };
        task.state = to;
        task.ended = Some(at.time);
        task.ended_entry = at.number;
    }
    ballot::over(state, &event.step, event.thread);
    state.roles.retain(|_, holder| *holder != event.person);
    state.timers.retain(|timer| !timer.is_of(&event.step, event.pass, event.thread));
    heard::silence(state, &event.step, event.pass, event.thread);
    if let Some(thread) = thread_mut(state, event.thread) {
        thread.phase = Phase::Between;
    }
}

/// It goes back as not ready: the task and its timers are gone, the thread goes elsewhere.
pub fn handed_back(state: &mut RunState, event: &TaskHandedBack, at: &EntryRef) {
    const BY: &str = "task_handed_back";
    let key = state.key_of(&event.step, state.frame_of(event.thread));
    if let Some(to) = lifecycle::after(STEP, Some(state_of(state, &key)), BY) {
        let record = state.steps.entry(key).or_default();
        record.state = to;
        record.at = Some(at.time);
    }
    for task in state.tasks.iter_mut().filter(|task| task.task == event.task) {
        let Some(to) = lifecycle::after(TASK, Some(task.state), BY) else { continue };
        task.state = to;
        task.ended = Some(at.time);
        task.ended_entry = at.number;
    }
    state.timers.retain(|timer| !timer.is_of(&event.step, event.pass, event.thread));
    undo::unlocked(state, &event.step, event.thread);
    state.automatic_steps = 0;
    if let Some(thread) = thread_mut(state, event.thread) {
        thread.phase = Phase::Between;
        thread.from = Some(event.by);
    }
}

/// Taken back: its thread, task, timers and exceptions are gone.
pub fn withdrawn(state: &mut RunState, event: &StepWithdrawn, at: &EntryRef) {
    const BY: &str = "step_withdrawn";
    let leaves = state.thread(event.thread).and_then(|thread| thread.branch.clone());
    let leaves = leaves.filter(|branch| branch.block == event.step);
    let of = leaves.as_ref().map_or(event.thread, |branch| branch.parent);
    let key = state.key_of(&event.step, state.frame_of(of));
    let now = state.steps.get(&key).filter(|record| event.pass == 0 || record.pass <= event.pass);
    if let Some(to) = now.and_then(|record| lifecycle::after(STEP, Some(record.state), BY)) {
        let record = state.steps.entry(key).or_default();
        record.state = to;
        record.at = Some(at.time);
    }
    for task in state.tasks.iter_mut().filter(|task| Some(task.task) == event.task) {
        let Some(to) = lifecycle::after(TASK, Some(task.state), BY) else { continue };
        task.state = to;
        task.ended = Some(at.time);
        task.ended_entry = at.number;
    }
    let is_of = |exception: &&mut ExceptionRecord| {
        exception.thread == event.thread || exception.thread == of && exception.step == event.step
    };
    for exception in state.exceptions.iter_mut().filter(is_of) {
        if let Some(to) = lifecycle::after(EXCEPTION, Some(exception.state), BY) {
            exception.state = to;
        }
    }
    state.timers.retain(|timer| !timer.is_of(&event.step, event.pass, of));
    ballot::over(state, &event.step, of);
    undo::unlocked(state, &event.step, of);
    clock::over(state, &event.step, of);
    job::needless(state, (&event.step, event.thread), BY, at);
    heard::silence(state, &event.step, event.pass, of);
    sub_run::withdrawn(state, &event.step, event.pass, of);
    // Before its thread: what is in a block that is gone does not hold the frame around it.
    block::over(state, of, &event.step);
    let not_now = matches!(event.reason, Withdrawal::NotNow { .. });
    let gone = block::thread_gone(state, event.thread, if not_now { PartState::Waiting } else { PartState::Withdrawn });
    // A block is left by the thread that jumps out of one of its branches; the thread that opened the block goes on.
    let (Some(branch), Some(gone)) = (leaves, gone) else { return };
    if let Some(parent) = thread_mut(state, branch.parent) {
        parent.phase = Phase::Between;
        parent.from = gone.from.or(parent.from);
    }
}

/// The state of the record of this name.
fn state_of(state: &RunState, key: &Name) -> StepState {
    state.steps.get(key).map_or(StepState::None, |record| record.state)
}

/// Sets what a thread does.
pub fn set_phase(state: &mut RunState, thread: ThreadNo, phase: Phase) {
    if let Some(thread) = thread_mut(state, thread) {
        thread.phase = phase;
    }
}

/// The thread of this number.
pub fn thread_mut(state: &mut RunState, thread: ThreadNo) -> Option<&mut Thread> {
    state.threads.iter_mut().find(|known| known.thread == thread)
}

/// The record of a step as a frame sees it; a new one if it was never reached.
pub fn record_of<'a>(state: &'a mut RunState, step: &Name, frame: ThreadNo) -> &'a mut StepRecord {
    let key = state.key_of(step, frame);
    state.steps.entry(key).or_default()
}
