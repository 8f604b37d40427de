//! The body of an entry: `{"cmd":ID,"for":person|null,"from":sealed,"ev":[…]}`, written with marks for what is to be sealed,
//! read with everything opened that can be.

use baton_people::PersonId;
use baton_store::keys::Subject;
use baton_store::seal::{self, Sealer};
use baton_store::{Entry, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::caller::Caller;

/// What stands in the text of events wherever a value is marked to be sealed. In what somebody wrote its quotes would be escaped.
const MARK: &str = "\"seal\":";

/// A body before it is sealed.
pub struct Body {
    cmd: String,
    behalf: Option<PersonId>,
    /// Where the request came from, marked.
    from: Value,
    events: Events,
    count: usize,
}

/// Nearly all entries have nothing to seal in their events: their text is written once, and never looked at again.
enum Events {
    Written(String),
    /// As they are sealed one by one, and how long their text was.
    Marked(Value, usize),
}

impl Body {
    /// The body of an entry with these events, personal values marked.
    pub fn new<E: Serialize>(cmd: &str, caller: &Caller, events: &[E]) -> Result<Self, StoreError> {
        let behalf = match caller.via {
            crate::Via::Token { .. } | crate::Via::System => caller.person,
            _ => None,
        };
        let from = match (&caller.origin, caller.person) {
            (Some(origin), Some(person)) => json!({ "seal": { "person": person }, "v": origin }),
            _ => Value::Null,
        };
        let text = serde_json::to_string(events).map_err(|error| broken(&error))?;
        let written = if text.contains(MARK) {
            Events::Marked(serde_json::from_str(&text).map_err(|error| broken(&error))?, text.len())
        } else {
            Events::Written(text)
        };
        Ok(Self { cmd: cmd.to_owned(), behalf, from, events: written, count: events.len() })
    }

    /// How many events it has.
    pub fn events(&self) -> usize {
        self.count
    }

    /// How many bytes its events take before they are sealed.
    pub fn bytes(&self) -> usize {
        match &self.events {
            Events::Written(text) => text.len(),
            Events::Marked(_, bytes) => *bytes,
        }
    }

    /// The subjects with whose keys it is sealed; `run` is what `"seal":"run"` means.
    pub fn subjects(&self, run: Option<i64>) -> Result<Vec<Subject>, StoreError> {
        let mut found = seal::subjects(&self.from, run)?;
        if let Events::Marked(events, _) = &self.events {
            found.extend(seal::subjects(events, run)?);
        }
        Ok(found)
    }

    /// The body as it is stored.
    pub fn seal(&mut self, sealer: &Sealer, run: Option<i64>) -> Result<Vec<u8>, StoreError> {
        sealer.seal(&mut self.from, run)?;
        let events = match &mut self.events {
            Events::Written(text) => text,
            Events::Marked(events, _) => {
                sealer.seal(events, run)?;
                &mut events.to_string()
            }
        };
        let (cmd, behalf, from) = (Value::from(self.cmd.as_str()), Value::from(self.behalf), &self.from);
        Ok(format!("{{\"cmd\":{cmd},\"for\":{behalf},\"from\":{from},\"ev\":{events}}}").into_bytes())
    }
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

#[cfg(test)]
mod tests {
    use baton_store::Store;
    use baton_store::memory::MemoryStore;

    use super::*;

    #[test]
    fn a_body_is_written_as_it_is_documented_and_what_is_marked_in_it_is_sealed() {
        let sealer = Sealer::new(MemoryStore::new().keys());
        let caller = Caller::system();
        let plain = json!({ "t": "said", "text": "{\"seal\":\"run\",\"v\":1}" });
        let mut body = Body::new("a \"b\"", &caller, std::slice::from_ref(&plain)).expect("a body");
        assert_eq!(body.subjects(Some(7)).expect("known"), [], "what somebody wrote is no mark");
        let written = body.seal(&sealer, Some(7)).expect("sealed");
        let expected = json!({ "cmd": "a \"b\"", "for": null, "from": null, "ev": [plain] });
        assert_eq!(String::from_utf8_lossy(&written), expected.to_string());

        let marked = json!({ "t": "said", "who": { "seal": "run", "v": "Ana" } });
        let mut body = Body::new("c", &caller, &[marked]).expect("a body");
        assert_eq!(body.subjects(Some(7)).expect("known"), [Subject::run(7)]);
        let mut written: Value = serde_json::from_slice(&body.seal(&sealer, Some(7)).expect("sealed")).expect("JSON");
        assert!(!written.to_string().contains("Ana"));
        sealer.open(&mut written).expect("opened");
        assert_eq!(written["ev"][0]["who"]["v"], "Ana");
    }
}
