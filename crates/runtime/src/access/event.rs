//! What happened in the stream `access`, as it is stored. A published event's meaning never changes; a new one gets a new `v`.
//! The first entry's `workspace_created` is the store's own event, because proving anything needs it.

use baton_people::{PersonId, Private};
use baton_store::removed::RemovedRun;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Scope;

/// One event of the stream `access`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields repeat the variant")]
pub enum AccessEvent {
    /// The workspace has this name and zone.
    WorkspaceNamed { v: u8, name: String, zone: String },
    /// A token was made.
    TokenMade { v: u8, token: i64, person: PersonId, name: String, scopes: Vec<Scope>, expires: Option<Timestamp> },
    /// A token was ended.
    TokenRevoked { v: u8, token: i64 },
    /// A link was made by which somebody sets a password. Who made it could use it: therefore it stands here.
    InvitationMade { v: u8, person: PersonId },
    /// Somebody's password was set, by the old one or by a link.
    PasswordSet { v: u8, person: PersonId, by_link: bool },
    /// The rehearsal's clock was moved to then; `ahead_us`: how far it is before the machine's from now on.
    ClockMoved { v: u8, to: Timestamp, ahead_us: i64 },
    /// These runs, or all of a workflow, are kept beyond their time.
    HoldSet { v: u8, hold: i64, on: HeldThing, by: Option<PersonId>, reason: Private },
    /// Their time counts again.
    HoldLifted { v: u8, hold: i64, by: Option<PersonId>, reason: Private },
    /// Runs were taken out because their time was over: their rows, files, keys and the bodies of their entries.
    RunsRemoved { v: u8, workflow: i64, keep: String, runs: Vec<RemovedRun> },
    /// A secret has this value, sealed with a key of its own that goes when it is set anew or dropped.
    SecretSet { v: u8, secret: i64, name: String, by: Option<PersonId>, value: Private },
    /// A secret is gone.
    SecretDropped { v: u8, secret: i64, name: String, by: Option<PersonId> },
    /// A design went into the bin, until then. `workflow`: its number, where it was published; a draft alone has none.
    DesignBinned {
        v: u8,
        item: i64,
        id: String,
        kind: DesignKind,
        title: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        workflow: Option<i64>,
        by: Option<PersonId>,
        until: Timestamp,
    },
    /// It came back.
    DesignRestored { v: u8, item: i64, by: Option<PersonId> },
    /// Their time in the bin was over.
    DesignsForgotten { v: u8, items: Vec<i64> },
    /// An earlier version became the draft.
    VersionRestored { v: u8, id: String, version: u32, by: Option<PersonId> },
    /// Whether single keys do something for somebody.
    ShortcutsSet { v: u8, person: PersonId, on: bool },
}

/// What of a design is in the bin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DesignKind {
    /// A draft; what is published of it stays.
    Draft,
    /// A published workflow that never ran, with its versions and its draft.
    Workflow,
    /// A published decision that nothing asks, with its versions and its draft.
    Decision,
}

impl DesignKind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Workflow => "workflow",
            Self::Decision => "decision",
        }
    }
}

/// What a hold is on, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldThing {
    /// One run.
    Run(i64),
    /// All runs of a workflow.
    Workflow(i64),
}
