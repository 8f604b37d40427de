//! Tasks: a person's lists, the page of one, its draft.

use baton_engine::form::Form;
use baton_store::query::{TaskItem, TaskQuery, TaskView as StoreView};
use baton_store::row::Priority;

use super::form::{FormDraft, Of, Place, kept, shown};
use super::looked::{Looked, origins, workflow_of};
use super::page::{cursor, cut};
use crate::caller::Caller;
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::lens::Lens;
use crate::view::listed::listed;
use crate::view::task::{self, Reader};
use crate::view::types::{Completed, FormState, Page, Task, TaskCounts, TaskSummary};
use crate::writer::split;

/// Which of a person's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum TaskView {
    Mine,
    Teams,
    Waiting,
    Done,
}

/// Which tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskFilter {
    /// Which list.
    pub view: TaskView,
    /// A workflow's id.
    pub workflow: Option<String>,
    /// Only those that are so urgent.
    pub priority: Option<Priority>,
    /// Words in the title, the run's label or its key.
    pub q: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// How many at most.
    pub limit: u32,
}

impl Handle {
    /// One of the caller's lists.
    pub fn tasks(&self, caller: &Caller, filter: &TaskFilter) -> Result<Page<TaskSummary>, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::ListTask)?;
        let reader = core.reader()?;
        let view = match filter.view {
            TaskView::Mine => StoreView::Mine,
            TaskView::Teams => StoreView::Teams,
            TaskView::Waiting => StoreView::Waiting,
            TaskView::Done => StoreView::Done,
        };
        let query = TaskQuery {
            workflow: workflow_of(reader.as_ref(), filter.workflow.as_deref())?.map(|workflow| workflow.id),
            priority: filter.priority,
            text: filter.q.clone().filter(|words| !words.trim().is_empty()),
            after: cursor(filter.cursor.as_deref())?,
            limit: filter.limit as usize + 1,
            ..TaskQuery::of(caller.person.unwrap_or_default(), view)
        };
        let (found, next) = cut(reader.tasks(&query)?, filter.limit, |item| item.cursor(view));
        let (directory, now) = (core.directory(), core.now());
        let summary = |item: &TaskItem| {
            let compiled = core.definitions.compiled(reader.as_ref(), item.run.workflow, item.run.version)?;
            Ok::<_, Refused>(listed(&directory, &compiled, now, item))
        };
        Ok(Page { items: found.iter().map(summary).collect::<Result<_, _>>()?, next })
    }

    /// How many tasks stand in each of the caller's lists.
    pub fn task_counts(&self, caller: &Caller) -> Result<TaskCounts, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::ListTask)?;
        let counts = core.reader()?.task_counts(caller.person.unwrap_or_default(), core.clock.now_us())?;
        let whole = |n: i64| u64::try_from(n).unwrap_or(0);
        Ok(TaskCounts {
            mine: whole(counts.mine),
            teams: whole(counts.teams),
            waiting: whole(counts.waiting),
            done: whole(counts.done),
            overdue: whole(counts.overdue),
        })
    }

    /// A task with all that its page shows.
    pub fn task(&self, caller: &Caller, id: &str) -> Result<Task, Refused> {
        let core = self.core();
        let (looked, n) = self.seen_task(caller, Operation::ReadTask, id)?;
        let record = looked.state.task(n).ok_or_else(|| Refused::not_found("task", id))?;
        let person = caller.person.unwrap_or_default();
        let place = Place::task(looked.row.id, &looked.row.key, n);
        let (kept, draft) = if record.is_for(person) { kept(core, &place, person)? } else { Default::default() };
        let which = Form::Task(n, kept.choice.as_deref());
        let form = shown(core, caller, &looked.compiled, &looked.state, which, &kept.values)?;
        let entries = core.recorded(&looked.row)?;
        let rights = Rights::of(caller, &looked.directory);
        let relation = looked.relation(caller);
        let reader = Reader {
            person,
            works: rights.may(Operation::DoTask, relation),
            manages: rights.may(Operation::CancelRun, relation),
            origins: origins(&looked.directory, caller),
        };
        let lens = Lens { texts: &form.texts, ..looked.lens() };
        let mut task = task::task(&lens, record, &entries, &form, &draft, reader);
        super::followed::follow(core, caller, &looked, &mut task.activity)?;
        Ok(task)
    }

    /// Keeps what is filled in of a task's form, and says what follows from it.
    pub fn save_task_draft(&self, caller: &Caller, id: &str, draft: FormDraft) -> Result<FormState, Refused> {
        let core = self.core();
        let (looked, n) = self.seen_task(caller, Operation::DoTask, id)?;
        let record = looked.state.task(n).ok_or_else(|| Refused::not_found("task", id))?;
        let person = caller.person.unwrap_or_default();
        if !record.state.is_open() {
            return Err(Refused::new("task.not_open").with("task", id));
        }
        if !record.is_for(person) {
            return Err(Refused::new("task.not_yours").with("task", id));
        }
        let place = Place::task(looked.row.id, &looked.row.key, n);
        let of = Of { compiled: &looked.compiled, run: Some(looked.state.rev) };
        let now = self.keep_form(&place, person, draft, of)?;
        let which = Form::Task(n, now.choice.as_deref());
        let form = shown(core, caller, &looked.compiled, &looked.state, which, &now.values)?;
        let (_, draft) = kept(core, &place, person)?;
        Ok(task::form_state(&Lens { texts: &form.texts, ..looked.lens() }, &form, &draft))
    }

    /// A task after something was done with it, as lists show it, and the caller's next one. The task's page is made for whoever
    /// opens it: who has just completed a task goes on to the next.
    pub fn completed(&self, caller: &Caller, id: &str) -> Result<Completed, Refused> {
        let (looked, n) = self.seen_task(caller, Operation::ReadTask, id)?;
        let record = looked.state.task(n).ok_or_else(|| Refused::not_found("task", id))?;
        let task = task::summary(&looked.lens(), record);
        let query = TaskQuery { limit: 2, ..TaskQuery::of(caller.person.unwrap_or_default(), StoreView::Mine) };
        let mine = self.core().reader()?.tasks(&query)?;
        let keys = mine.into_iter().map(|item| format!("{}.{}", item.run.key, item.task.n));
        Ok(Completed { next_task: keys.into_iter().find(|key| key != id), task })
    }

    fn seen_task(&self, caller: &Caller, operation: Operation, id: &str) -> Result<(Looked, u32), Refused> {
        let (key, n) = split(id, '.').ok_or_else(|| Refused::not_found("task", id))?;
        let looked = Looked::seen(self.core(), caller, operation, "task", id, key)?;
        if looked.state.task(n).is_none() {
            return Err(Refused::not_found("task", id));
        }
        Ok((looked, n))
    }
}
