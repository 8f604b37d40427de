//! Events from outside, and what runs listen for.

use crate::coded::coded;
use crate::hash::Hash;
use serde::{Deserialize, Serialize};

coded! {
    /// What listens.
    pub enum ListenerKind {
        /// A wait, which the first event ends.
        Wait = 1 "wait",
        /// A handler, which hears each event.
        Handler = 2 "handler",
        /// A run that was started with a key: what would start another with it comes to this one.
        Started = 3 "started",
        /// A wait, for which only what comes from now on counts.
        WaitAnew = 4 "wait_anew",
    }
}

/// Something in a run that listens for an event. It stands in the table as long as it listens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionRow {
    /// `part_id(run, n)`; n is 0 for a run that was started with a key.
    pub id: i64,
    /// The run.
    pub run: i64,
    /// The name of the events; of a run that was started with a key, what started it.
    pub name: String,
    /// The hash of the key that they must have; none: any.
    pub key: Option<Hash>,
    /// What listens.
    pub kind: ListenerKind,
}

coded! {
    /// Where an event stands.
    pub enum EventState {
        /// It is still to be brought to what listens for it.
        Pending = 1 "pending",
        /// Nothing listened for it: it waits for the first wait.
        Kept = 2 "kept",
        /// It came to where it belongs. Its id is known as long as it stands there.
        Done = 3 "done",
    }
}

/// An event from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRow {
    /// Its number, in the order in which events came.
    pub n: i64,
    /// The sender's id of it: with the name unique.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The hash of its key.
    pub key: Option<Hash>,
    /// The key and what it says, sealed.
    #[serde(with = "crate::bytes")]
    pub body: Vec<u8>,
    /// When it came.
    pub at_us: i64,
    /// Where it stands.
    pub state: EventState,
}
