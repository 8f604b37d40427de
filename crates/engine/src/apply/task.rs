//! How the events of tasks and roles change a run's state: offered, assigned, claimed, taken over, completed, withdrawn.
//! Reads nothing but the event and the state; an event that does not fit the lifecycle changes nothing.

use baton_people::PersonId;

use super::ballot;
use super::run::takes_part;
use super::step::{record_of, thread_mut};
use crate::actor::EntryRef;
use crate::event::{
    How, RoleFilled, TakenOver, TaskAccepted, TaskClaimed, TaskCompleted, TaskMade, TaskReassigned, TaskReleased,
};
use crate::lifecycle::{self, TASK};
use crate::name::TaskNo;
use crate::state::{Part, RunState, TaskRecord, TaskState};

/// A role has its person.
pub fn role_filled(state: &mut RunState, event: &RoleFilled) {
    state.roles.insert(event.role.clone(), event.person);
}

/// A task was offered or assigned.
pub fn made(state: &mut RunState, event: &TaskMade, by: &str, at: &EntryRef) {
    let Some(to) = lifecycle::after(TASK, None, by) else { return };
    let from = state.thread(event.thread).and_then(|thread| thread.from);
    let frame = state.frame_of(event.thread);
    let record = state.record(&event.step, frame);
    let title = record.and_then(|step| step.title.clone());
    let priority = record.and_then(|step| step.priority).unwrap_or_default();
    let is_offer = to == TaskState::Offered;
    state.tasks.push(TaskRecord {
        task: event.task,
        kind: event.kind,
        step: event.step.clone(),
        pass: event.pass,
        thread: event.thread,
        state: to,
        why: event.why.clone(),
        offered: if is_offer { event.people.clone() } else { Vec::new() },
        assignee: if is_offer { None } else { event.people.first().copied() },
        added: Vec::new(),
        from,
        opened: at.time,
        handed: at.time,
        entry: at.number,
        rev: state.rev + 1,
        taken_over: None,
        to_accept: event.to_accept,
        due: event.due,
        title,
        priority,
        choice: None,
        label: None,
        done_by: None,
        ended: None,
        ended_entry: 0,
    });
    record_of(state, &event.step, frame).task = Some(event.task);
    for person in &event.people {
        takes_part(state, *person, Part::Doer);
    }
}

/// Somebody took up what was handed over.
pub fn taken_over(state: &mut RunState, event: &TakenOver, at: &EntryRef) {
    if let Some(task) = task_mut(state, event.task) {
        task.taken_over = Some(at.time);
    }
}

/// Who has it takes it as it is.
pub fn accepted(state: &mut RunState, event: &TaskAccepted) {
    let Some(task) = task_mut(state, event.task) else { return };
    task.to_accept = false;
    let thread = task.thread;
    // The deadline for accepting is over, met or not: that of the step is another.
    let frame = state.frame_of(thread);
    record_of(state, &event.step, frame).was_overdue = false;
}

/// Somebody took it.
pub fn claimed(state: &mut RunState, event: &TaskClaimed) {
    change(state, event.task, "task_claimed", Some(event.by));
}

/// Somebody gave it back: the role it brought them is free again.
pub fn released(state: &mut RunState, event: &TaskReleased) {
    change(state, event.task, "task_released", None);
    let role = task_mut(state, event.task).and_then(|task| task.why.role.clone());
    if let Some(role) = role.filter(|role| state.roles.get(role) == Some(&event.by)) {
        state.roles.shift_remove(&role);
    }
}

/// Somebody else has it; the time it lies begins anew.
pub fn reassigned(state: &mut RunState, event: &TaskReassigned, at: &EntryRef) {
    let had = state.task(event.task).and_then(|task| task.assignee);
    ballot::reassigned(state, event, had);
    change(state, event.task, "task_reassigned", Some(event.to));
    if let Some(task) = task_mut(state, event.task) {
        task.taken_over = None;
        task.handed = at.time;
        task.from = event.from.or(event.by).or(task.from);
        task.why.how = How::Given { by: event.by };
    }
    takes_part(state, event.to, Part::Doer);
}

fn change(state: &mut RunState, task: TaskNo, by: &str, assignee: Option<PersonId>) {
    let Some(task) = task_mut(state, task) else { return };
    let Some(to) = lifecycle::after(TASK, Some(task.state), by) else { return };
    task.state = to;
    task.assignee = assignee;
}

/// A person finished it.
pub fn completed(state: &mut RunState, event: &TaskCompleted, at: &EntryRef) {
    let Some(task) = task_mut(state, event.task) else { return };
    let Some(to) = lifecycle::after(TASK, Some(task.state), "task_completed") else { return };
    task.state = to;
    task.choice = Some(event.choice.clone());
    task.label.clone_from(&event.label);
    task.done_by = Some(event.by);
    task.ended = Some(at.time);
    task.ended_entry = at.number;
    let thread = task.thread;
    if let Some(thread) = thread_mut(state, thread) {
        thread.from = Some(event.by);
    }
    let frame = state.frame_of(thread);
    let record = record_of(state, &event.step, frame);
    if record.pass == event.pass {
        record.comment = event.comment.as_ref().and_then(|comment| comment.text().map(str::to_owned));
    }
    takes_part(state, event.by, Part::Doer);
}

/// The task of this number.
pub fn task_mut(state: &mut RunState, task: TaskNo) -> Option<&mut TaskRecord> {
    state.tasks.get_mut((task as usize).checked_sub(1)?)
}
