//! Writing rows. One function for each kind of row; refusals come from the database's own keys where they can.

mod definitions;
mod events;
pub(crate) mod log;
mod removal;
mod rest;
mod runs;
mod tasks;
mod work;

use crate::cols::Cols;
use crate::db;
use crate::sql;
use baton_store::{Change, Entry, EntryHead, StoreError, StreamKind};
use rusqlite::{Connection, params};

/// What writing a row gives.
pub(crate) type Done = Result<(), StoreError>;

/// A conflict that no key of the database shows.
fn conflict(what: &str) -> StoreError {
    StoreError::Conflict(what.to_owned())
}

/// Number, seq and hash.
pub(crate) fn head_of(cols: &Cols<'_>) -> Result<EntryHead, StoreError> {
    Ok(EntryHead { number: cols.get()?, seq: cols.get()?, hash: cols.hash()? })
}

/// Appends an entry and moves its stream's head.
pub(crate) fn entry(db: &Connection, entry: &Entry) -> Done {
    let key = entry.stream.key();
    let (body_hash, hash) = (entry.body_hash.0.as_slice(), entry.hash.0.as_slice());
    let (kind, actor) = (entry.actor_kind.code(), entry.actor_id);
    let columns =
        params![entry.number, key, entry.seq, entry.prev, entry.time_us, kind, actor, entry.body, body_hash, hash];
    db::run(db, sql!("entry/insert"), columns)?;
    if entry.stream.kind == StreamKind::Run {
        db::run(db, sql!("run/put_head"), params![entry.stream.id, entry.number, entry.seq, hash])?;
    } else {
        db::run(db, sql!("stream_head/put"), params![key, entry.number, entry.seq, hash])?;
    }
    Ok(())
}

/// Makes a change.
pub(crate) fn put(db: &Connection, change: &Change) -> Done {
    match change {
        Change::PutRun(row) => runs::put(db, row),
        Change::PutParty(row) => runs::put_party(db, *row),
        Change::DropParty(row) => runs::drop_party(db, *row),
        Change::PutSearch(row) => runs::put_search(db, row),
        Change::OpenTask(task, state) => tasks::open(db, task, state),
        Change::PutTaskState(row) => tasks::put_state(db, row),
        Change::PutOffers { task, people } => tasks::put_offers(db, *task, people),
        Change::PutJob(row) => work::put_job(db, row),
        Change::DropJob(id) => delete(db, sql!("job/delete"), *id),
        Change::PutLock(row) => work::put_lock(db, row),
        Change::DropLock(id) => delete(db, sql!("run_lock/delete"), *id),
        Change::PutTimer(row) => work::put_timer(db, row),
        Change::DropTimer(id) => delete(db, sql!("timer/delete"), *id),
        Change::DropTimersOf { run } => delete(db, sql!("timer/delete_of_run"), *run),
        Change::PutException(row) => work::put_exception(db, row),
        Change::PutSubscription(row) => events::put_subscription(db, row),
        Change::DropSubscription(id) => delete(db, sql!("subscription/delete"), *id),
        Change::PutEvent(row) => events::put_event(db, row),
        Change::DropEventsBefore { at_us } => delete(db, sql!("event/forget"), *at_us),
        Change::PutOutbox(row) => work::put_outbox(db, row),
        Change::DropOutbox(id) => delete(db, sql!("outbox/delete"), *id),
        Change::PutNotification(row) => work::put_notification(db, row),
        Change::ReadNotifications { person, up_to } => {
            db::run(db, sql!("notification/mark"), [person, up_to]).map(drop)
        }
        Change::PutWorkflow(row) => definitions::put_workflow(db, row),
        Change::PutVersion(row) => definitions::put_version(db, row),
        Change::PutDraft(row) => definitions::put_draft(db, row),
        Change::DropDraft { slug } => db::run(db, sql!("draft/delete"), [slug]).map(drop),
        Change::DropWorkflow { id } => definitions::drop_workflow(db, *id),
        Change::PutBinned { item, draft } => definitions::put_binned(db, *item, draft),
        Change::DropBinned { item } => delete(db, sql!("binned/delete"), *item),
        Change::PutFormDraft(row) => definitions::put_form_draft(db, row),
        Change::DropFormDraft { place, person } => {
            db::run(db, sql!("form_draft/delete"), params![place, person]).map(drop)
        }
        Change::DropFormDrafts { place } => db::run(db, sql!("form_draft/delete_all"), [place]).map(drop),
        Change::PutFile(row) => rest::put_file(db, row),
        Change::DropFile { id } => db::run(db, sql!("file/delete"), [id]).map(drop),
        Change::PutCommand(row) => rest::put_command(db, row),
        Change::DropCommandsBefore { at_us } => delete(db, sql!("command/forget"), *at_us),
        Change::SetCounter { name, n } => db::run(db, sql!("counter/set"), params![name, n]).map(drop),
        Change::AddCounter { name, by } => db::run(db, sql!("counter/add"), params![name, by]).map(drop),
        Change::PutSnapshot(row) => rest::put_snapshot(db, row),
        Change::DropSnapshot { stream } => delete(db, sql!("snapshot/delete"), stream.key()),
        Change::DropSnapshots => db::run(db, sql!("snapshot/delete_all"), []).map(drop),
        Change::RemoveRuns { runs } => removal::remove(db, runs),
        Change::PutFollower(row) => db::run(db, sql!("follower/put"), params![row.name, row.cursor]).map(drop),
        Change::PutLeaf(row) => log::put_leaf(db, *row),
        Change::PutNode { level, index, hash } => log::put_node(db, (*level, *index), hash),
        Change::PutHead(row) => log::put_head(db, row),
        Change::DropHead { epoch, size } => db::run(db, sql!("head/delete"), [epoch, size]).map(drop),
    }
}

fn delete(db: &Connection, sql: &str, key: i64) -> Done {
    db::run(db, sql, [key]).map(drop)
}
