//! Events from outside as they are kept: what they say is sealed, their key is a hash.

use baton_engine::event::Event;
use baton_engine::state::WantedKey;
use baton_engine::{Incoming, WantedEvent};
use baton_store::keys::Subject;
use baton_store::read::KeptKey;
use baton_store::row::{EventRow, EventState};
use baton_store::{Change, Hash, Reader, StoreError};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::core::Core;
use crate::history::time;

/// How many kept events are told at once: more do not come up in one command.
const KEPT_MAX: usize = 50;

/// An event as it is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct SentEvent {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub key: Option<String>,
    /// What it says.
    pub body: Json,
    /// The sender's id of it; none: a hash of all it says.
    pub id: Option<String>,
}

/// What is sealed of it.
#[derive(Serialize, Deserialize)]
struct Said {
    key: Option<String>,
    body: Json,
}

/// What a key is called in tables: keys may be personal.
pub fn key_hash(key: &str) -> Hash {
    Hash::of(&[b"key", key.as_bytes()])
}

/// Under which name a run stands that was begun by a start of a workflow: no event is called so.
pub fn begun_name(workflow: &str, start: usize) -> String {
    format!("start:{workflow}/{start}")
}

/// The row of an event that has just come; its number is given when it is written.
pub fn row(core: &Core, sent: SentEvent) -> Result<EventRow, StoreError> {
    let said = serde_json::to_vec(&Said { key: sent.key.clone(), body: sent.body }).unwrap_or_default();
    let id = sent.id.unwrap_or_else(|| Hash::of(&[sent.name.as_bytes(), b"\n", &said]).to_string());
    Ok(EventRow {
        n: 0,
        id,
        key: sent.key.as_deref().map(key_hash),
        name: sent.name,
        body: core.sealer.seal_for(Subject::events(), &said)?,
        at_us: core.clock.now_us(),
        state: EventState::Pending,
    })
}

/// What a row says.
pub fn opened(core: &Core, row: &EventRow) -> Result<Incoming, StoreError> {
    let said = core.sealer.open_from(&row.body)?.unwrap_or_default();
    let said: Said =
        serde_json::from_slice(&said).map_err(|error| StoreError::Corrupt(format!("event {}: {error}", row.n)))?;
    let at = time(row.at_us);
    Ok(Incoming { event: row.n, name: row.name.clone(), key: said.key, body: said.body, at })
}

/// The events that were kept for such a wait, the oldest first.
pub fn kept(core: &Core, reader: &dyn Reader, wanted: &WantedEvent) -> Result<Vec<Incoming>, StoreError> {
    let key = match &wanted.key {
        WantedKey::Any => KeptKey::Any,
        WantedKey::Is(key) => KeptKey::Is(key_hash(key)),
        WantedKey::Unknown => return Ok(Vec::new()),
    };
    reader.events_kept(&wanted.name, key, KEPT_MAX)?.iter().map(|row| opened(core, row)).collect()
}

/// The kept events that a run took are done.
pub fn taken(reader: &dyn Reader, events: &[Event]) -> Result<Vec<Change>, StoreError> {
    let mut changes = Vec::new();
    for event in events {
        let Event::EventCame(came) = event else { continue };
        let row = if came.kept { reader.event(came.event)? } else { None };
        changes.extend(row.map(|row| Change::PutEvent(done(&row))));
    }
    Ok(changes)
}

/// An event that came to where it belongs: only its id is still known.
pub fn done(row: &EventRow) -> EventRow {
    EventRow { state: EventState::Done, body: Vec::new(), ..row.clone() }
}
