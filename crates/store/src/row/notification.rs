//! A line in a person's notifications.

use serde::{Deserialize, Serialize};

/// A notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotificationRow {
    /// The id, rising.
    pub id: i64,
    /// Whose it is.
    pub person: i64,
    /// What happened, as the event's name.
    pub kind: String,
    /// The run.
    pub run: Option<i64>,
    /// The task.
    pub task: Option<i64>,
    /// When.
    pub at_us: i64,
    /// The entry it comes from.
    pub entry: i64,
    /// Whether it was seen.
    pub read: bool,
}
