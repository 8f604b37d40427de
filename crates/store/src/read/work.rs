//! What is still to be done: timers, exceptions, what is to be sent, notifications.

use crate::error::StoreError;
use crate::query::{Cursor, ExceptionItem, ExceptionQuery};
use crate::row::{
    ExceptionRow, JobKind, JobRow, LockRow, NotificationRow, OutboxKind, OutboxRow, OutboxState, TimerRow, TopicRow,
};

/// Reads what is still to be done.
pub trait ReadWork {
    /// One timer.
    fn timer(&self, id: i64) -> Result<Option<TimerRow>, StoreError>;

    /// A run's timers, in the order of their numbers.
    fn timers_of(&self, run: i64) -> Result<Vec<TimerRow>, StoreError>;

    /// The timers up to a moment, in the order of their moments; the cursor is (moment, id) of the last one seen.
    fn timers_until(&self, until_us: i64, after: Option<Cursor>, limit: usize) -> Result<Vec<TimerRow>, StoreError>;

    /// One job.
    fn job(&self, id: i64) -> Result<Option<JobRow>, StoreError>;

    /// A run's open jobs, in the order of their numbers.
    fn jobs_of(&self, run: i64) -> Result<Vec<JobRow>, StoreError>;

    /// The jobs of a kind and topic that wait, longest first.
    fn jobs_queued(&self, kind: JobKind, topic: &str, limit: usize) -> Result<Vec<JobRow>, StoreError>;

    /// The jobs that a worker has, in the order of ids, from after this one.
    fn jobs_taken(&self, after: i64, limit: usize) -> Result<Vec<JobRow>, StoreError>;

    /// What there is to do for workers, by topic.
    fn topics(&self, limit: usize) -> Result<Vec<TopicRow>, StoreError>;

    /// Who holds a lock of a workflow, then who waits for it, first come, first served.
    fn locks(&self, workflow: i64, name: &str, limit: usize) -> Result<Vec<LockRow>, StoreError>;

    /// One exception.
    fn exception(&self, id: i64) -> Result<Option<ExceptionRow>, StoreError>;

    /// A run's exceptions, in the order of their numbers.
    fn exceptions_of(&self, run: i64) -> Result<Vec<ExceptionRow>, StoreError>;

    /// A list of open exceptions.
    fn exceptions(&self, query: &ExceptionQuery) -> Result<Vec<ExceptionItem>, StoreError>;

    /// One thing to send.
    fn outbox(&self, id: i64) -> Result<Option<OutboxRow>, StoreError>;

    /// What is to be sent by now, in the order of ids.
    fn outbox_pending(&self, kind: OutboxKind, now_us: i64, limit: usize) -> Result<Vec<OutboxRow>, StoreError>;

    /// What stands so, latest first, from before this id.
    fn outbox_list(&self, state: OutboxState, before: Option<i64>, limit: usize) -> Result<Vec<OutboxRow>, StoreError>;

    /// The highest id in the outbox ever given out here that still stands there, else 0.
    fn outbox_last(&self) -> Result<i64, StoreError>;

    /// A person's notifications, latest first, from before this id.
    fn notifications(&self, person: i64, before: Option<i64>, limit: usize)
    -> Result<Vec<NotificationRow>, StoreError>;

    /// How many of a person's notifications are not read, counted up to `TaskCounts::MAX`.
    fn unread(&self, person: i64) -> Result<i64, StoreError>;

    /// The highest notification id, else 0.
    fn notification_last(&self) -> Result<i64, StoreError>;
}
