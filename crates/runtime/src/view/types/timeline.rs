//! What happened in a run, as the API gives it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::PersonRef;

/// One thing that happened, as a sentence with its evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TimelineItem {
    /// The number of the entry.
    pub entry: i64,
    pub at: String,
    pub actor: ActorRef,
    pub on_behalf_of: Option<PersonRef>,
    /// The event's name, such as `task_completed`.
    pub kind: String,
    pub sentence: String,
    pub step: Option<String>,
    pub pass: Option<u32>,
    /// The key of another run that it tells of, where the reader may see that one.
    pub run: Option<String>,
    pub comment: Option<String>,
    pub changes: Vec<Change>,
    pub from: Option<PersonRef>,
    pub to: Vec<PersonRef>,
    /// How long it lay between being handed over and being taken.
    pub lay_seconds: Option<i64>,
    /// Where the request came from; for administrators and auditors alone.
    pub origin: Option<String>,
    /// The entry's hash, in hexadecimal.
    pub hash: String,
}

/// Who did it: a person, or a part of the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum ActorRef {
    /// A person.
    Person(PersonRef),
    /// `timer`, `system`, `token`, `guest` or `worker`.
    Other { kind: String },
}

/// A value that became another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    pub field: String,
    pub label: String,
    /// The type of the field.
    #[serde(rename = "type")]
    pub kind: String,
    pub was: Value,
    pub now: Value,
    /// The value before as it is shown; empty for none.
    pub was_display: String,
    /// The value now as it is shown; empty for none.
    pub now_display: String,
}
