//! Writing tasks and their offers.

use super::{Done, conflict};
use crate::cols;
use crate::db;
use crate::sql;
use baton_store::row::{TaskRow, TaskStateRow};
use rusqlite::{Connection, params};

pub(super) fn open(db: &Connection, task: &TaskRow, state: &TaskStateRow) -> Done {
    let columns = params![
        task.id,
        task.run,
        task.n,
        task.workflow,
        task.step,
        task.pass,
        task.kind.code(),
        task.title,
        task.role,
        task.opened_us,
        task.opened_entry,
        task.priority.code(),
    ];
    db::run(db, sql!("task/insert"), columns)?;
    let place = db.last_insert_rowid();
    let columns = params![
        state.task,
        state.status.code(),
        state.assignee,
        state.team,
        state.offered,
        due(state),
        state.taken_us,
        state.choice,
        state.done_by,
        state.done_us,
        state.rev,
        place,
        state.choice_label,
    ];
    db::run(db, sql!("task_state/insert"), columns).map(drop)
}

pub(super) fn put_state(db: &Connection, row: &TaskStateRow) -> Done {
    let columns = params![
        row.task,
        row.status.code(),
        row.assignee,
        row.team,
        row.offered,
        due(row),
        row.taken_us,
        row.choice,
        row.done_by,
        row.done_us,
        row.rev,
        row.choice_label,
    ];
    if db::run(db, sql!("task_state/update"), columns)? == 0 {
        return Err(conflict("there is no such task"));
    }
    if row.status.is_open() {
        db::run(db, sql!("task_offer/move"), [row.task, due(row)])?;
    } else {
        db::run(db, sql!("task_offer/delete"), [row.task])?;
    }
    Ok(())
}

pub(super) fn put_offers(db: &Connection, task: i64, people: &[i64]) -> Done {
    let due: Option<i64> = db::one(db, sql!("task_state/due_if_open"), [task], cols::first)?;
    db::run(db, sql!("task_offer/delete"), [task])?;
    if people.is_empty() {
        return Ok(());
    }
    let due = due.ok_or_else(|| conflict("only an open task can be offered"))?;
    for person in people {
        db::run(db, sql!("task_offer/insert"), [task, *person, due])?;
    }
    Ok(())
}

fn due(row: &TaskStateRow) -> i64 {
    row.due_us.unwrap_or(i64::MAX)
}
