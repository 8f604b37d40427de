//! Writing the log of leaves and its checkpoints.

use super::{Done, conflict};
use crate::db;
use crate::sql;
use baton_store::Hash;
use baton_store::row::{HeadRow, LeafRow};
use rusqlite::{Connection, params};

pub(super) fn put_leaf(db: &Connection, row: LeafRow) -> Done {
    if row.n != db::number(db, sql!("leaf/count"), [])? {
        return Err(conflict("the log has another next leaf"));
    }
    db::run(db, sql!("leaf/insert"), [row.n, row.entry]).map(drop)
}

pub(super) fn put_node(db: &Connection, (level, index): (u8, u64), hash: &Hash) -> Done {
    db::run(db, sql!("node/put"), params![node_key(level, index), hash.0.as_slice()]).map(drop)
}

pub(super) fn put_head(db: &Connection, row: &HeadRow) -> Done {
    let columns = params![row.epoch, row.size, row.root.0.as_slice(), row.at_us, row.note];
    db::run(db, sql!("head/insert"), columns).map(drop)
}

/// Level and index in one integer. An index has fewer than 56 bits: no log is as long as 2^56.
pub(crate) fn node_key(level: u8, index: u64) -> i64 {
    (i64::from(level) << 56) | index as i64
}
