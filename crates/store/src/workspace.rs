//! The events that this crate must understand to prove anything: entry 1, a new signing key, and that the workspace was
//! restored from a backup.

use crate::bytes;
use crate::coded::coded;
use crate::entry::Entry;
use serde_json::{Value, json};
use uuid::Uuid;

coded! {
    /// What a workspace is for. It stands in entry 1 and never changes.
    pub enum WorkspaceKind {
        /// Real work.
        Real = 1 "real",
        /// Trying things out: the clock can be moved, mails are kept.
        Rehearsal = 2 "rehearsal",
        /// A rehearsal with example people, who can be signed in with one click.
        Example = 3 "example",
    }
}

/// The event of entry 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceCreated {
    /// The workspace.
    pub workspace: Uuid,
    /// What it is for.
    pub kind: WorkspaceKind,
    /// The public key that proves checkpoints.
    pub public_key: [u8; 32],
}

impl WorkspaceCreated {
    /// Its name in a body.
    pub const NAME: &'static str = "workspace_created";

    /// As it stands in a body.
    pub fn to_event(&self) -> Value {
        let (workspace, kind) = (self.workspace.to_string(), self.kind.word());
        json!({ "t": Self::NAME, "v": 1, "workspace": workspace, "kind": kind, "key": bytes::encode(&self.public_key) })
    }

    /// From an event in a body.
    pub fn from_event(event: &Value) -> Option<Self> {
        if event.get("t")? != Self::NAME {
            return None;
        }
        let kind = event.get("kind")?.as_str()?;
        Some(Self {
            workspace: Uuid::parse_str(event.get("workspace")?.as_str()?).ok()?,
            kind: WorkspaceKind::ALL.iter().copied().find(|other| other.word() == kind)?,
            public_key: key_of(event)?,
        })
    }

    /// From entry 1.
    pub fn from_entry(entry: &Entry) -> Option<Self> {
        events(entry).iter().find_map(Self::from_event)
    }
}

/// The event that names a new signing key.
pub const SIGNING_KEY_CHANGED: &str = "signing_key_changed";

/// A new signing key, as it stands in a body.
pub fn signing_key_changed(public_key: &[u8; 32]) -> Value {
    json!({ "t": SIGNING_KEY_CHANGED, "v": 1, "key": bytes::encode(public_key) })
}

/// The signing keys that an entry names.
pub fn keys_named(entry: &Entry) -> Vec<[u8; 32]> {
    let names = |event: &&Value| {
        let name = event.get("t").and_then(Value::as_str);
        name == Some(WorkspaceCreated::NAME) || name == Some(SIGNING_KEY_CHANGED)
    };
    events(entry).iter().filter(names).filter_map(key_of).collect()
}

/// The event by which a restored workspace begins its next epoch: what the log says from here on is of another copy than what
/// heads of the epoch before say of the same places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceRestored {
    /// The epoch that begins, from 2.
    pub epoch: i64,
    /// When the backup was made, in microseconds since 1970.
    pub backed_up_us: i64,
    /// What waited in the outbox up to this id may have left before; it was not sent again.
    pub outbox: i64,
    /// How many mails that were.
    pub mails: i64,
}

impl WorkspaceRestored {
    /// Its name in a body.
    pub const NAME: &'static str = "workspace_restored";

    /// As it stands in a body.
    pub fn to_event(&self) -> Value {
        let Self { epoch, backed_up_us, outbox, mails } = self;
        json!({ "t": Self::NAME, "v": 1, "epoch": epoch, "backed_up": backed_up_us, "outbox": outbox, "mails": mails })
    }

    /// From an event in a body.
    pub fn from_event(event: &Value) -> Option<Self> {
        if event.get("t")? != Self::NAME {
            return None;
        }
        let number = |name: &str| event.get(name)?.as_i64();
        let (epoch, backed_up_us) = (number("epoch")?, number("backed_up")?);
        Some(Self { epoch, backed_up_us, outbox: number("outbox")?, mails: number("mails")? })
    }

    /// From an entry.
    pub fn from_entry(entry: &Entry) -> Option<Self> {
        events(entry).iter().find_map(Self::from_event)
    }
}

fn key_of(event: &Value) -> Option<[u8; 32]> {
    bytes::decode(event.get("key")?.as_str()?)?.try_into().ok()
}

/// The events of an entry; none where its body is gone or is none.
pub(crate) fn events(entry: &Entry) -> Vec<Value> {
    let body: Option<Value> = entry.body.as_deref().and_then(|body| serde_json::from_slice(body).ok());
    match body.as_ref().and_then(|body| body.get("ev")) {
        Some(Value::Array(events)) => events.clone(),
        _ => Vec::new(),
    }
}
