//! A task as lists show it, from its rows alone: a list of fifty opens no run. It says the same as the task's own page, which
//! is made from the run's state; a test holds one against the other.

use baton_model::Compiled;
use baton_people::Directory;
use baton_store::query::TaskItem;
use baton_store::row::{TaskKind, TaskStatus};
use jiff::Timestamp;

use super::lens::{moment, person_ref};
use super::types::{Named, OfferedTo, TaskSummary};
use crate::history::time;
use crate::words;

/// The task, of a run of that version.
pub fn listed(directory: &Directory, compiled: &Compiled, now: Timestamp, item: &TaskItem) -> TaskSummary {
    let TaskItem { task, state, run } = item;
    let workflow = &compiled.workflow;
    let is_open = state.status.is_open();
    let due = state.due_us.map(time);
    let person = |person| person_ref(directory, person);
    let group =
        |handle: &String| directory.group_by_handle(handle).map_or_else(|| handle.clone(), |group| group.title.clone());
    let choice_label = |choice: &String| {
        let found = workflow.step(&task.step).and_then(|step| step.choices()?.get(choice.as_str()));
        state.choice_label.clone().or(found.map(|found| found.label.outline())).unwrap_or_else(|| choice.clone())
    };
    TaskSummary {
        id: format!("{}.{}", run.key, task.n),
        run: run.key.clone(),
        run_label: run.label.clone(),
        workflow: Named { id: workflow.id.name.clone(), title: workflow.title.clone() },
        step: task.step.clone(),
        title: if task.kind == TaskKind::Form { words::say("form.mend", &[]) } else { task.title.clone() },
        kind: task.kind.word().to_owned(),
        status: state.status.word().to_owned(),
        due: due.map(moment),
        priority: task.priority.word().to_owned(),
        overdue: is_open && due.is_some_and(|due| due < now),
        assignee: state.assignee.map(person),
        offered_to: (state.status == TaskStatus::Offered)
            .then(|| OfferedTo { group: state.team.as_ref().map(group), count: state.offered as u32 }),
        opened: moment(time(task.opened_us)),
        pass: task.pass as u32,
        done_by: state.done_by.map(person),
        done_at: state.done_us.filter(|_| state.status == TaskStatus::Done).map(|at| moment(time(at))),
        choice_label: state.choice.as_ref().map(choice_label),
        rev: run.rev,
        unread: is_open && state.taken_us.is_none(),
    }
}
