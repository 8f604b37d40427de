//! Writing timers, exceptions, what is to be sent, notifications.

use super::Done;
use crate::db;
use crate::sql;
use baton_store::row::{ExceptionRow, JobRow, LockRow, NotificationRow, OutboxRow, TimerRow};
use rusqlite::{Connection, params};

pub(super) fn put_timer(db: &Connection, row: &TimerRow) -> Done {
    let columns = params![row.id, row.at_us, row.kind.code(), row.step, row.pass, row.task];
    db::run(db, sql!("timer/put"), columns).map(drop)
}

pub(super) fn put_job(db: &Connection, row: &JobRow) -> Done {
    let columns = params![
        row.id,
        row.kind.code(),
        row.topic,
        row.step,
        row.pass,
        row.state.code(),
        row.attempt,
        row.fence,
        row.lease_s,
        row.worker,
        row.since_us
    ];
    db::run(db, sql!("job/put"), columns).map(drop)
}

pub(super) fn put_lock(db: &Connection, row: &LockRow) -> Done {
    let columns = params![row.id, row.workflow, row.name, row.step, row.entry, row.held];
    db::run(db, sql!("run_lock/put"), columns).map(drop)
}

pub(super) fn put_exception(db: &Connection, row: &ExceptionRow) -> Done {
    let columns =
        params![row.id, row.step, row.pass, row.code, row.detail, row.since_us, row.resolved_us, row.state.code()];
    db::run(db, sql!("exception/put"), columns).map(drop)
}

pub(super) fn put_outbox(db: &Connection, row: &OutboxRow) -> Done {
    let columns = params![
        row.id,
        row.kind.code(),
        row.run,
        row.entry,
        row.body,
        row.state.code(),
        row.attempts,
        row.at_us,
        row.fault
    ];
    db::run(db, sql!("outbox/put"), columns).map(drop)
}

pub(super) fn put_notification(db: &Connection, row: &NotificationRow) -> Done {
    let columns = params![row.id, row.person, row.kind, row.run, row.task, row.at_us, row.entry, row.read];
    db::run(db, sql!("notification/put"), columns).map(drop)
}
