//! Events from outside, and what listens for them.

use crate::error::StoreError;
use crate::hash::Hash;
use crate::row::{EventRow, SubscriptionRow};

/// Which kept events are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptKey {
    /// Those with any key, or none.
    Any,
    /// Those with the key of this hash.
    Is(Hash),
}

/// Reads events and what listens.
pub trait ReadEvents {
    /// What listens for events of this name and key, in the order of ids, from after this one. What wants any key is among them.
    fn subscriptions(
        &self,
        name: &str,
        key: Option<&Hash>,
        after: i64,
        limit: usize,
    ) -> Result<Vec<SubscriptionRow>, StoreError>;

    /// One event.
    fn event(&self, n: i64) -> Result<Option<EventRow>, StoreError>;

    /// The event that was sent under this name and id.
    fn event_by_id(&self, name: &str, id: &str) -> Result<Option<EventRow>, StoreError>;

    /// The events that are still to be brought to what listens for them, the first that came first.
    fn events_pending(&self, limit: usize) -> Result<Vec<EventRow>, StoreError>;

    /// The events that nothing listened for, the first that came first.
    fn events_kept(&self, name: &str, key: KeptKey, limit: usize) -> Result<Vec<EventRow>, StoreError>;

    /// The highest number that an event ever had, else 0.
    fn event_last(&self) -> Result<i64, StoreError>;
}
