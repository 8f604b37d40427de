//! Reading the log.

use super::rows;
use crate::cols;
use crate::db::{self, Connected, Db};
use crate::put::log::node_key;
use crate::sql;
use baton_store::read::ReadLog;
use baton_store::row::{HeadRow, LeafRow};
use baton_store::{Hash, StoreError};

impl<C: Connected> ReadLog for Db<C> {
    fn leaf_count(&self) -> Result<i64, StoreError> {
        db::number(self, sql!("leaf/count"), [])
    }

    fn leaf(&self, n: i64) -> Result<Option<LeafRow>, StoreError> {
        db::one(self, sql!("leaf/get"), [n], rows::leaf)
    }

    fn leaves(&self, from: i64, limit: usize) -> Result<Vec<LeafRow>, StoreError> {
        db::list(self, sql!("leaf/list"), [from, limit as i64], rows::leaf)
    }

    fn leaf_of(&self, entry: i64) -> Result<Option<LeafRow>, StoreError> {
        db::one(self, sql!("leaf/of_entry"), [entry], rows::leaf)
    }

    fn node(&self, level: u8, index: u64) -> Result<Option<Hash>, StoreError> {
        db::one(self, sql!("node/get"), [node_key(level, index)], cols::first_hash)
    }

    fn head(&self) -> Result<Option<HeadRow>, StoreError> {
        db::one(self, sql!("head/last"), [], rows::head)
    }

    fn heads(&self, after: (i64, i64), limit: usize) -> Result<Vec<HeadRow>, StoreError> {
        db::list(self, sql!("head/list"), [after.0, after.1, limit as i64], rows::head)
    }
}
