//! Reading what is still to be done.

use super::rows;
use crate::db::{self, Connected, Db};
use crate::sql;
use baton_store::StoreError;
use baton_store::query::{Cursor, ExceptionItem, ExceptionQuery, Seen, TaskCounts};
use baton_store::read::ReadWork;
use baton_store::row::{
    ExceptionRow, JobKind, JobRow, LockRow, NotificationRow, OutboxKind, OutboxRow, OutboxState, TimerRow, TopicRow,
};
use rusqlite::params;

const FIRST: Cursor = Cursor { sort: i64::MIN, id: i64::MIN };

impl<C: Connected> ReadWork for Db<C> {
    fn timer(&self, id: i64) -> Result<Option<TimerRow>, StoreError> {
        db::one(self, sql!("timer/get"), [id], rows::timer)
    }

    fn timers_of(&self, run: i64) -> Result<Vec<TimerRow>, StoreError> {
        db::list(self, sql!("timer/of_run"), [run], rows::timer)
    }

    fn job(&self, id: i64) -> Result<Option<JobRow>, StoreError> {
        db::one(self, sql!("job/get"), [id], rows::job)
    }

    fn jobs_of(&self, run: i64) -> Result<Vec<JobRow>, StoreError> {
        db::list(self, sql!("job/of_run"), [run], rows::job)
    }

    fn jobs_queued(&self, kind: JobKind, topic: &str, limit: usize) -> Result<Vec<JobRow>, StoreError> {
        db::list(self, sql!("job/queued"), params![kind.code(), topic, limit as i64], rows::job)
    }

    fn jobs_taken(&self, after: i64, limit: usize) -> Result<Vec<JobRow>, StoreError> {
        db::list(self, sql!("job/taken"), [after, limit as i64], rows::job)
    }

    fn topics(&self, limit: usize) -> Result<Vec<TopicRow>, StoreError> {
        db::list(self, sql!("job/topics"), [limit as i64], rows::topic)
    }

    fn timers_until(&self, until_us: i64, after: Option<Cursor>, limit: usize) -> Result<Vec<TimerRow>, StoreError> {
        let after = after.unwrap_or(FIRST);
        db::list(self, sql!("timer/until"), [until_us, after.sort, after.id, limit as i64], rows::timer)
    }

    fn locks(&self, workflow: i64, name: &str, limit: usize) -> Result<Vec<LockRow>, StoreError> {
        db::list(self, sql!("run_lock/queue"), params![workflow, name, limit as i64], rows::lock)
    }

    fn exception(&self, id: i64) -> Result<Option<ExceptionRow>, StoreError> {
        db::one(self, sql!("exception/get"), [id], rows::exception)
    }

    fn exceptions_of(&self, run: i64) -> Result<Vec<ExceptionRow>, StoreError> {
        db::list(self, sql!("exception/of_run"), [run], rows::exception)
    }

    fn exceptions(&self, query: &ExceptionQuery) -> Result<Vec<ExceptionItem>, StoreError> {
        let after = query.after.unwrap_or(FIRST);
        let person = match query.seen {
            Seen::All => None,
            Seen::By(person) => Some(person),
        };
        let columns =
            params![after.sort, after.id, query.workflow, person, query.limit as i64, query.before_first_step];
        db::list(self, sql!("exception/open"), columns, rows::exception_item)
    }

    fn outbox(&self, id: i64) -> Result<Option<OutboxRow>, StoreError> {
        db::one(self, sql!("outbox/get"), [id], rows::outbox)
    }

    fn outbox_pending(&self, kind: OutboxKind, now_us: i64, limit: usize) -> Result<Vec<OutboxRow>, StoreError> {
        db::list(self, sql!("outbox/pending"), [kind.code(), now_us, limit as i64], rows::outbox)
    }

    fn outbox_list(&self, state: OutboxState, before: Option<i64>, limit: usize) -> Result<Vec<OutboxRow>, StoreError> {
        let before = before.unwrap_or(i64::MAX);
        db::list(self, sql!("outbox/list"), [state.code(), before, limit as i64], rows::outbox)
    }

    fn outbox_last(&self) -> Result<i64, StoreError> {
        db::number(self, sql!("outbox/last"), [])
    }

    fn notifications(
        &self,
        person: i64,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<NotificationRow>, StoreError> {
        let before = before.unwrap_or(i64::MAX);
        db::list(self, sql!("notification/list"), [person, before, limit as i64], rows::notification)
    }

    fn unread(&self, person: i64) -> Result<i64, StoreError> {
        db::number(self, sql!("notification/unread"), [person, TaskCounts::MAX])
    }

    fn notification_last(&self) -> Result<i64, StoreError> {
        db::number(self, sql!("notification/last"), [])
    }
}
