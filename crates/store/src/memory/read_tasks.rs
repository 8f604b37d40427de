//! Reading tasks in memory.

use super::tables::{Tabled, Tables};
use crate::error::StoreError;
use crate::query::{TaskCounts, TaskItem, TaskQuery, TaskView};
use crate::read::ReadTasks;
use crate::row::{RunState, TaskStatus, part_run};

impl<T: Tabled> ReadTasks for T {
    fn task(&self, id: i64) -> Result<Option<TaskItem>, StoreError> {
        Ok(self.with(|tables| tables.item(id)))
    }

    fn tasks_of(&self, run: i64) -> Result<Vec<TaskItem>, StoreError> {
        Ok(self.with(|tables| {
            let ids = tables.tasks.keys().filter(|id| part_run(**id) == run);
            ids.filter_map(|id| tables.item(*id)).collect()
        }))
    }

    fn offers(&self, task: i64) -> Result<Vec<i64>, StoreError> {
        Ok(self.with(|tables| tables.offers.range((task, i64::MIN)..=(task, i64::MAX)).map(|(_, to)| *to).collect()))
    }

    fn tasks(&self, query: &TaskQuery) -> Result<Vec<TaskItem>, StoreError> {
        Ok(self.with(|tables| list(tables, query)))
    }

    fn task_counts(&self, person: i64, now_us: i64) -> Result<TaskCounts, StoreError> {
        let overdue = |item: &&TaskItem| item.state.due_us.is_some_and(|due| due < now_us);
        Ok(self.with(|tables| {
            let all =
                |view| list(tables, &TaskQuery { limit: TaskCounts::MAX as usize, ..TaskQuery::of(person, view) });
            let mine = all(TaskView::Mine);
            TaskCounts {
                mine: mine.len() as i64,
                teams: all(TaskView::Teams).len() as i64,
                waiting: all(TaskView::Waiting).len() as i64,
                done: all(TaskView::Done).len() as i64,
                overdue: mine.iter().filter(overdue).count() as i64,
            }
        }))
    }

    fn load(&self, person: i64) -> Result<i64, StoreError> {
        let query = TaskQuery { limit: TaskCounts::MAX as usize, ..TaskQuery::of(person, TaskView::Mine) };
        Ok(self.with(|tables| list(tables, &query).len() as i64))
    }
}

fn list(tables: &Tables, query: &TaskQuery) -> Vec<TaskItem> {
    let items = tables.tasks.keys().filter_map(|id| tables.item(*id));
    let mut found: Vec<TaskItem> = items.filter(|item| matches(tables, query, item)).collect();
    found.sort_by_key(|item| item.cursor(query.view));
    if query.view == TaskView::Done {
        found.reverse();
    }
    let past = |item: &TaskItem| match query.after {
        None => true,
        Some(after) if query.view == TaskView::Done => item.cursor(query.view) < after,
        Some(after) => item.cursor(query.view) > after,
    };
    found.into_iter().filter(past).take(query.limit).collect()
}

fn matches(tables: &Tables, query: &TaskQuery, item: &TaskItem) -> bool {
    let state = &item.state;
    let me = Some(query.person);
    let listed = match query.view {
        TaskView::Mine => state.status.is_open() && state.assignee == me,
        TaskView::Teams => state.status == TaskStatus::Offered && tables.offers.contains(&(state.task, query.person)),
        TaskView::Waiting => {
            let running = item.run.starter == me && item.run.state == RunState::Running;
            running && state.status.is_open() && state.assignee != me
        }
        TaskView::Done => state.status == TaskStatus::Done && state.done_by == me,
    };
    let has = |text: &str| {
        let text = text.to_ascii_lowercase();
        [&item.task.title, &item.run.key, &item.run.label].iter().any(|at| at.to_ascii_lowercase().contains(&text))
    };
    listed
        && query.workflow.is_none_or(|workflow| item.task.workflow == workflow)
        && query.priority.is_none_or(|priority| item.task.priority == priority)
        && query.text.as_deref().is_none_or(has)
}
