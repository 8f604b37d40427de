//! Writing events and what listens for them.

use super::Done;
use crate::db;
use crate::sql;
use baton_store::row::{EventRow, SubscriptionRow};
use rusqlite::{Connection, params};

pub(super) fn put_subscription(db: &Connection, row: &SubscriptionRow) -> Done {
    let key = row.key.as_ref().map(|key| key.0.as_slice());
    db::run(db, sql!("subscription/put"), params![row.id, row.name, key, row.kind.code()]).map(drop)
}

pub(super) fn put_event(db: &Connection, row: &EventRow) -> Done {
    let key = row.key.as_ref().map(|key| key.0.as_slice());
    let columns = params![row.n, row.id, row.name, key, row.body, row.at_us, row.state.code()];
    db::run(db, sql!("event/put"), columns).map(drop)
}
