//! Events of tasks: who has them.

use super::next;
use crate::actor::EntryRef;
use crate::event::{
    HandedOver, TakenOver, TaskClaimed, TaskCompleted, TaskMade, TaskReassigned, TaskReleased,
};
use crate::lifecycle;
use crate::name::TaskNo;
use crate::state::{Part, RunState, TaskRecord, TaskState};

fn task_mut(state: &mut RunState, number: TaskNo) -> Option<&mut TaskRecord> {
    state.tasks.get_mut((number as usize).checked_sub(1)?)
}

pub(super) fn made(state: &mut RunState, event: &TaskMade, by: &str, at: &EntryRef) {
    let Some(made) = lifecycle::after(lifecycle::TASK, None, by) else { return };
    let offered = made == TaskState::Offered;
    let record = TaskRecord {
        task: event.task,
        kind: event.kind,
        step: event.step.clone(),
        pass: event.pass,
        thread: event.thread,
        state: made,
        why: event.why.clone(),
        offered: if offered { event.people.clone() } else { Vec::new() },
        assignee: if offered { None } else { event.people.first().copied() },
        added: Vec::new(),
        from: None,
        opened: at.time,
        entry: at.number,
        rev: state.rev + 1,
        taken_over: None,
        due: event.due,
        choice: None,
        done_by: None,
        ended: None,
        ended_entry: 0,
    };
    state.tasks.push(record);
    state.step_mut(&event.step).task = Some(event.task);
    for person in &event.people {
        state.parties.entry(*person).or_insert(Part::Doer);
    }
}

pub(super) fn handed_over(state: &mut RunState, event: &HandedOver) {
    if let Some(task) = task_mut(state, event.task) {
        task.from = event.from;
    }
}

pub(super) fn taken_over(state: &mut RunState, event: &TakenOver, at: &EntryRef) {
    let rev = state.rev + 1;
    if let Some(task) = task_mut(state, event.task) {
        task.taken_over = Some(at.time);
        task.rev = rev;
    }
}

pub(super) fn claimed(state: &mut RunState, event: &TaskClaimed, _: &EntryRef) {
    let rev = state.rev + 1;
    if let Some(task) = task_mut(state, event.task) {
        task.state = next(lifecycle::TASK, task.state, "task_claimed");
        task.assignee = Some(event.by);
        task.rev = rev;
    }
}

pub(super) fn released(state: &mut RunState, event: &TaskReleased, _: &EntryRef) {
    let rev = state.rev + 1;
    if let Some(task) = task_mut(state, event.task) {
        task.state = next(lifecycle::TASK, task.state, "task_released");
        task.assignee = None;
        task.taken_over = None;
        task.rev = rev;
    }
}

pub(super) fn reassigned(state: &mut RunState, event: &TaskReassigned, _: &EntryRef) {
    let rev = state.rev + 1;
    if let Some(task) = task_mut(state, event.task) {
        task.state = next(lifecycle::TASK, task.state, "task_reassigned");
        task.assignee = Some(event.to);
        task.taken_over = None;
        task.rev = rev;
    }
    state.parties.entry(event.to).or_insert(Part::Doer);
}

pub(super) fn completed(state: &mut RunState, event: &TaskCompleted, at: &EntryRef) {
    let rev = state.rev + 1;
    if let Some(task) = task_mut(state, event.task) {
        task.state = next(lifecycle::TASK, task.state, "task_completed");
        task.choice = Some(event.choice.clone());
        task.done_by = Some(event.by);
        task.ended = Some(at.time);
        task.ended_entry = at.number;
        task.rev = rev;
    }
    let comment = event.comment.as_ref().and_then(|comment| comment.text().map(str::to_owned));
    state.step_mut(&event.step).comment = comment;
    state.parties.entry(event.by).or_insert(Part::Doer);
}
