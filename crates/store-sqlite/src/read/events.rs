//! Reading events and what listens for them.

use super::rows;
use crate::db::{self, Connected, Db};
use crate::sql;
use baton_store::read::{KeptKey, ReadEvents};
use baton_store::row::{EventRow, SubscriptionRow};
use baton_store::{Hash, StoreError};
use rusqlite::params;

impl<C: Connected> ReadEvents for Db<C> {
    fn subscriptions(
        &self,
        name: &str,
        key: Option<&Hash>,
        after: i64,
        limit: usize,
    ) -> Result<Vec<SubscriptionRow>, StoreError> {
        let key = key.map(|key| key.0.as_slice());
        db::list(self, sql!("subscription/hearing"), params![name, key, after, limit as i64], rows::subscription)
    }

    fn event(&self, n: i64) -> Result<Option<EventRow>, StoreError> {
        db::one(self, sql!("event/get"), [n], rows::event)
    }

    fn event_by_id(&self, name: &str, id: &str) -> Result<Option<EventRow>, StoreError> {
        db::one(self, sql!("event/by_id"), [name, id], rows::event)
    }

    fn events_pending(&self, limit: usize) -> Result<Vec<EventRow>, StoreError> {
        db::list(self, sql!("event/pending"), [limit as i64], rows::event)
    }

    fn events_kept(&self, name: &str, key: KeptKey, limit: usize) -> Result<Vec<EventRow>, StoreError> {
        match key {
            KeptKey::Any => db::list(self, sql!("event/kept"), params![name, limit as i64], rows::event),
            KeptKey::Is(key) => {
                db::list(self, sql!("event/kept_for"), params![name, key.0.as_slice(), limit as i64], rows::event)
            }
        }
    }

    fn event_last(&self) -> Result<i64, StoreError> {
        db::number(self, sql!("event/last"), [])
    }
}
