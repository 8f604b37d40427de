//! How the events of runs that were asked for change the state of the run that asked.

use super::step::{record_of, set_phase};
use super::undo;
use crate::actor::EntryRef;
use crate::event::{RunAsked, SubRunBegan, SubRunEnded, SubRunUndoAsked, SubRunUndone, SubRunsUndone};
use crate::name::{SubNo, ThreadNo};
use crate::state::{Phase, RunState, SubRun, SubState};

/// A run is to begin.
pub fn asked(state: &mut RunState, event: &RunAsked) {
    state.subs.push(SubRun {
        sub: event.sub,
        step: event.step.clone(),
        pass: event.pass,
        thread: event.thread,
        workflow: event.workflow.clone(),
        version: event.version,
        with: event.with.iter().map(|(name, value)| (name.clone(), value.value())).collect(),
        detached: event.detached,
        state: SubState::Asked,
        run: None,
        key: None,
        outcome: None,
        undone: false,
        undoable: false,
    });
}

/// It has begun.
pub fn began(state: &mut RunState, event: &SubRunBegan) {
    let Some(sub) = sub_mut(state, event.sub) else { return };
    sub.run = Some(event.run);
    sub.key = Some(event.key.clone());
    if sub.state == SubState::Asked {
        sub.state = SubState::Running;
    }
}

/// It has ended: its outcome is that of the step.
pub fn ended(state: &mut RunState, event: &SubRunEnded) {
    let Some(sub) = sub_mut(state, event.sub) else { return };
    sub.state = SubState::Ended;
    sub.outcome.clone_from(&event.outcome);
    sub.undoable = event.undoable;
    if event.done {
        undo::listed(state, (&event.step, event.pass), Some(event.sub));
    }
    let frame = state.frame_of(event.thread);
    let record = record_of(state, &event.step, frame);
    if record.pass == event.pass {
        record.outcome.clone_from(&event.outcome);
        record.gives.clone_from(&event.gives);
    }
}

/// What they did is undone, by them, when they are not wanted any more.
pub fn undone(state: &mut RunState, event: &SubRunsUndone) {
    for sub in state.subs.iter_mut().filter(|sub| event.subs.contains(&sub.sub)) {
        sub.undone = true;
    }
}

/// A thread waits until it has undone what it did.
pub fn undo_asked(state: &mut RunState, event: &SubRunUndoAsked, at: &EntryRef) {
    set_phase(state, event.thread, Phase::UndoingRun { sub: event.sub, since: at.time });
}

/// It has, as far as it did: the thread goes on.
pub fn undo_told(state: &mut RunState, event: &SubRunUndone) {
    if event.left {
        undo::stays(state, event.thread);
    } else if let Some(sub) = sub_mut(state, event.sub) {
        sub.undoable = false;
    }
    set_phase(state, event.thread, Phase::Between);
}

/// A step that asked for runs is withdrawn: those that it waits for are not wanted any more.
pub fn withdrawn(state: &mut RunState, step: &str, pass: u32, thread: ThreadNo) {
    for sub in state.subs.iter_mut().filter(|sub| sub.is_of(step, pass, thread) && sub.is_awaited()) {
        sub.state = SubState::Withdrawn;
    }
}

fn sub_mut(state: &mut RunState, number: SubNo) -> Option<&mut SubRun> {
    state.subs.iter_mut().find(|sub| sub.sub == number)
}
