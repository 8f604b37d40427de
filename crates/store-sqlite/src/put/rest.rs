//! Writing files, kept answers and kept states.

use super::Done;
use crate::db;
use crate::sql;
use baton_store::row::{CommandRow, FileRow, SnapshotRow};
use rusqlite::{Connection, params};

pub(super) fn put_file(db: &Connection, row: &FileRow) -> Done {
    let columns = params![
        row.id,
        row.size,
        row.media_type,
        row.sha256.0.as_slice(),
        row.key,
        row.name,
        row.owner,
        row.run,
        row.at_us,
        row.state.code(),
    ];
    db::run(db, sql!("file/put"), columns).map(drop)
}

pub(super) fn put_command(db: &Connection, row: &CommandRow) -> Done {
    let (kind, fingerprint) = (row.id.actor_kind.code(), row.fingerprint.0.as_slice());
    let columns = params![kind, row.id.actor_id, row.id.key, fingerprint, row.answer, row.at_us];
    db::run(db, sql!("command/insert"), columns).map(drop)
}

pub(super) fn put_snapshot(db: &Connection, row: &SnapshotRow) -> Done {
    db::run(db, sql!("snapshot/put"), params![row.stream.key(), row.entry, row.bytes]).map(drop)
}
