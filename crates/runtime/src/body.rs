//! The body of an entry: `{"cmd":ID,"for":person|null,"from":sealed,"ev":[…]}`, written with marks for what is to be sealed,
//! read with everything opened that can be.

use baton_people::PersonId;
use baton_store::seal::Sealer;
use baton_store::{Entry, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::caller::Caller;

/// A body whose personal values are marked and not yet sealed.
pub fn body(cmd: &str, caller: &Caller, events: Vec<Value>) -> Value {
    let behalf = match caller.via {
        crate::Via::Token { .. } => caller.person,
        _ => None,
    };
    let from = match (&caller.origin, caller.person) {
        (Some(origin), Some(person)) => json!({ "seal": { "person": person }, "v": origin }),
        _ => Value::Null,
    };
    // The events are moved: written into `json!` they would be copied.
    let mut body = json!({ "cmd": cmd, "for": behalf, "from": from, "ev": null });
    body["ev"] = Value::Array(events);
    body
}

/// Events as they stand in a body.
pub fn events_of<E: Serialize>(events: &[E]) -> Result<Vec<Value>, StoreError> {
    events.iter().map(|event| serde_json::to_value(event).map_err(|error| broken(&error))).collect()
}

/// A body that was read and opened.
pub struct Opened {
    /// For whom a program acted.
    pub behalf: Option<PersonId>,
    /// From where the request came, where that is known.
    pub from: Option<String>,
    /// The events.
    pub events: Vec<Value>,
}

/// Reads an entry's body. None: a recorded retention took it out.
pub fn open(entry: &Entry, sealer: &Sealer) -> Result<Option<Opened>, StoreError> {
    let Some(bytes) = &entry.body else { return Ok(None) };
    let mut body: Value = serde_json::from_slice(bytes).map_err(|error| broken(&error))?;
    sealer.open(&mut body)?;
    let events = body.get_mut("ev").map(Value::take);
    let Some(Value::Array(events)) = events else {
        return Err(StoreError::Corrupt("an entry has no events".to_owned()));
    };
    Ok(Some(Opened { behalf: body["for"].as_i64(), from: body["from"]["v"].as_str().map(str::to_owned), events }))
}

/// An event of a body.
pub fn event<E: DeserializeOwned>(value: Value) -> Result<E, StoreError> {
    serde_json::from_value(value).map_err(|error| broken(&error))
}

fn broken(error: &serde_json::Error) -> StoreError {
    StoreError::Corrupt(format!("an entry's body: {error}"))
}
