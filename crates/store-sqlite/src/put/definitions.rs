//! Writing workflows, versions and drafts.

use super::{Done, conflict};
use crate::cols;
use crate::db;
use crate::sql;
use baton_store::row::{DraftRow, FormDraftRow, VersionRow, WorkflowRow};
use rusqlite::{Connection, params};

pub(super) fn put_workflow(db: &Connection, row: &WorkflowRow) -> Done {
    let columns =
        params![row.id, row.slug, row.key, row.title, row.about, row.owner, row.live_version, row.rev, row.binned];
    db::run(db, sql!("workflow/put"), columns).map(drop)
}

pub(super) fn put_version(db: &Connection, row: &VersionRow) -> Done {
    let sha256 = row.sha256.0.as_slice();
    let columns = params![row.workflow, row.version, row.text, sha256, row.note, row.by, row.at_us, row.entry];
    db::run(db, sql!("version/insert"), columns).map(drop)
}

pub(super) fn put_draft(db: &Connection, row: &DraftRow) -> Done {
    let before: Option<i64> = db::one(db, sql!("draft/rev"), [&row.slug], cols::first)?;
    if before.is_some_and(|rev| rev >= row.rev) {
        return Err(conflict("the draft was saved meanwhile"));
    }
    db::run(db, sql!("draft/put"), params![row.slug, row.text, row.rev, row.by, row.at_us]).map(drop)
}

pub(super) fn drop_workflow(db: &Connection, id: i64) -> Done {
    if db::one(db, sql!("workflow/has_runs"), [id], cols::first)?.unwrap_or(false) {
        return Err(conflict("the workflow has runs"));
    }
    db::run(db, sql!("version/delete_of_workflow"), [id])?;
    db::run(db, sql!("workflow/delete"), [id]).map(drop)
}

pub(super) fn put_binned(db: &Connection, item: i64, row: &DraftRow) -> Done {
    let columns = params![item, row.slug, row.text, row.rev, row.by, row.at_us];
    db::run(db, sql!("binned/insert"), columns).map(drop)
}

pub(super) fn put_form_draft(db: &Connection, row: &FormDraftRow) -> Done {
    let before: Option<i64> = db::one(db, sql!("form_draft/rev"), params![row.place, row.person], cols::first)?;
    if before.is_some_and(|rev| rev >= row.rev) {
        return Err(conflict("the form was saved meanwhile"));
    }
    let columns = params![row.place, row.person, row.rev, row.values, row.at_us];
    db::run(db, sql!("form_draft/put"), columns).map(drop)
}
