//! Reading events and what listens for them, in memory.

use super::tables::Tabled;
use crate::error::StoreError;
use crate::hash::Hash;
use crate::read::{KeptKey, ReadEvents};
use crate::row::{EventRow, EventState, SubscriptionRow};

impl<T: Tabled> ReadEvents for T {
    fn subscriptions(
        &self,
        name: &str,
        key: Option<&Hash>,
        after: i64,
        limit: usize,
    ) -> Result<Vec<SubscriptionRow>, StoreError> {
        let hears = |row: &&SubscriptionRow| {
            row.id > after && row.name == name && row.key.as_ref().is_none_or(|wanted| Some(wanted) == key)
        };
        Ok(self.with(|tables| tables.subscriptions.values().filter(hears).take(limit).cloned().collect()))
    }

    fn event(&self, n: i64) -> Result<Option<EventRow>, StoreError> {
        Ok(self.with(|tables| tables.events.get(&n).cloned()))
    }

    fn event_by_id(&self, name: &str, id: &str) -> Result<Option<EventRow>, StoreError> {
        Ok(self.with(|tables| tables.events.values().find(|row| row.name == name && row.id == id).cloned()))
    }

    fn events_pending(&self, limit: usize) -> Result<Vec<EventRow>, StoreError> {
        let waits = |row: &&EventRow| row.state == EventState::Pending;
        Ok(self.with(|tables| tables.events.values().filter(waits).take(limit).cloned().collect()))
    }

    fn events_kept(&self, name: &str, key: KeptKey, limit: usize) -> Result<Vec<EventRow>, StoreError> {
        let fits = |row: &&EventRow| {
            let wanted = match key {
                KeptKey::Any => true,
                KeptKey::Is(key) => row.key == Some(key),
            };
            wanted && row.state == EventState::Kept && row.name == name
        };
        Ok(self.with(|tables| tables.events.values().filter(fits).take(limit).cloned().collect()))
    }

    fn event_last(&self) -> Result<i64, StoreError> {
        Ok(self.with(|tables| tables.event_last))
    }
}
