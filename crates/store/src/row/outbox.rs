//! What is to leave after the commit: mails, commands to other streams, calls.

use crate::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// What is to be sent.
    pub enum OutboxKind {
        /// A mail.
        Mail = 1 "mail",
        /// A notification in the app.
        Notify = 2 "notify",
        /// A command to another stream, or one that goes on with this one.
        Command = 3 "command",
    }
}

coded! {
    /// Where it stands.
    pub enum OutboxState {
        /// It waits to be sent.
        Pending = 1 "pending",
        /// It was sent and is kept to be looked at.
        Sent = 2 "sent",
        /// A rehearsal keeps it instead of sending it.
        Kept = 3 "kept",
        /// It could not be sent, and nobody tries any more.
        Failed = 4 "failed",
    }
}

/// One thing to send. It leaves at least once; `id` stays the same when it leaves again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxRow {
    /// The id, in the order of sending.
    pub id: i64,
    /// What it is.
    pub kind: OutboxKind,
    /// The run it comes from.
    pub run: Option<i64>,
    /// The entry it comes from.
    pub entry: i64,
    /// What to send, sealed.
    #[serde(with = "crate::bytes")]
    pub body: Vec<u8>,
    /// Where it stands.
    pub state: OutboxState,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is to be tried next, or when it was sent.
    pub at_us: i64,
    /// Why the last try failed.
    pub fault: Option<String>,
}
