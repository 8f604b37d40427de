//! Reading tasks.

use super::rows;
use crate::cols;
use crate::db::{self, Connected, Db};
use crate::sql;
use baton_store::StoreError;
use baton_store::query::{TaskCounts, TaskItem, TaskQuery, TaskView};
use baton_store::read::ReadTasks;
use baton_store::row::Priority;
use rusqlite::params;

impl<C: Connected> ReadTasks for Db<C> {
    fn task(&self, id: i64) -> Result<Option<TaskItem>, StoreError> {
        db::one(self, sql!("task/get"), [id], rows::task_item)
    }

    fn tasks_of(&self, run: i64) -> Result<Vec<TaskItem>, StoreError> {
        db::list(self, sql!("task/of_run"), [run], rows::task_item)
    }

    fn offers(&self, task: i64) -> Result<Vec<i64>, StoreError> {
        db::list(self, sql!("task_offer/of_task"), [task], cols::first)
    }

    fn tasks(&self, query: &TaskQuery) -> Result<Vec<TaskItem>, StoreError> {
        let (sql, from) = match query.view {
            TaskView::Mine => (sql!("task/mine"), i64::MIN),
            TaskView::Teams => (sql!("task/teams"), i64::MIN),
            TaskView::Waiting => (sql!("task/waiting"), i64::MIN),
            TaskView::Done => (sql!("task/done"), i64::MAX),
        };
        let (sort, id) = query.after.map_or((from, from), |cursor| (cursor.sort, cursor.id));
        let columns = params![
            query.person,
            sort,
            id,
            query.workflow,
            query.text,
            query.limit as i64,
            query.priority.map(Priority::code)
        ];
        db::list(self, sql, columns, rows::task_item)
    }

    fn task_counts(&self, person: i64, now_us: i64) -> Result<TaskCounts, StoreError> {
        let counts = db::one(self, sql!("task/counts"), [person, now_us, TaskCounts::MAX], |cols| {
            Ok(TaskCounts {
                mine: cols.get()?,
                teams: cols.get()?,
                waiting: cols.get()?,
                done: cols.get()?,
                overdue: cols.get()?,
            })
        })?;
        Ok(counts.unwrap_or_default())
    }

    fn load(&self, person: i64) -> Result<i64, StoreError> {
        db::number(self, sql!("task_state/load"), [person, TaskCounts::MAX])
    }
}
