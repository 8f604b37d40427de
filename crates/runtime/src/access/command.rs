//! What can be asked of the stream `access`: the workspace's name and zone, tokens, people's own preferences.

use baton_people::PersonId;
use baton_store::removed::RemovedRun;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{DesignKind, HeldThing};
use crate::Scope;
use crate::hidden::Hidden;

/// What can be asked of the stream `access`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum AccessCommand {
    /// Names the workspace and its time zone.
    NameWorkspace {
        /// What people call it.
        name: String,
        /// The IANA name of its zone.
        zone: String,
    },
    /// Makes a token.
    MakeToken {
        /// Whose it is.
        person: PersonId,
        /// What it is for.
        name: String,
        /// What it may be used for.
        scopes: Vec<Scope>,
        /// When it ends by itself.
        expires: Option<Timestamp>,
    },
    /// Ends a token.
    RevokeToken {
        /// Who asks.
        person: PersonId,
        /// Which.
        token: i64,
    },
    /// Makes a link by which somebody sets a password.
    Invite {
        /// Whom.
        person: PersonId,
    },
    /// Sets somebody's own password.
    SetPassword {
        /// Whose.
        person: PersonId,
        /// Whether a link allowed it, not the old password.
        by_link: bool,
    },
    /// Moves a rehearsal's clock forward, to then.
    MoveClock {
        /// The time it is to be.
        to: Timestamp,
    },
    /// Gives a secret its value.
    SetSecret {
        /// Its name.
        name: String,
        /// Its value.
        value: Hidden,
        /// Who says so.
        by: Option<PersonId>,
    },
    /// Takes a secret out.
    DropSecret {
        /// Its name.
        name: String,
        /// Who says so.
        by: Option<PersonId>,
    },
    /// Keeps runs beyond their time.
    SetHold {
        /// Which.
        on: HeldThing,
        /// Who says so.
        by: Option<PersonId>,
        /// Why.
        reason: String,
    },
    /// Lets their time count again.
    LiftHold {
        /// Which.
        hold: i64,
        /// Who says so.
        by: Option<PersonId>,
        /// Why.
        reason: String,
    },
    /// Records that runs are taken out.
    RemoveRuns {
        /// Of which workflow.
        workflow: i64,
        /// How long it keeps them, as written.
        keep: String,
        /// Which.
        runs: Vec<RemovedRun>,
    },
    /// Puts a design into the bin; what was there is decided by who reads the tables.
    BinDesign {
        /// Its id.
        id: String,
        /// What of it.
        kind: DesignKind,
        /// What it is called.
        title: String,
        /// Its number, where it was published.
        workflow: Option<i64>,
        /// Who says so.
        by: Option<PersonId>,
    },
    /// Takes a design out of the bin again, and what stands in its place into it.
    RestoreDesign {
        /// Which item.
        item: i64,
        /// Who says so.
        by: Option<PersonId>,
    },
    /// Records that an earlier version became the draft.
    RestoreVersion {
        /// Of what.
        id: String,
        /// Which.
        version: u32,
        /// Who says so.
        by: Option<PersonId>,
    },
    /// Records that what was long enough in the bin is forgotten.
    ForgetDesigns,
    /// Settles whether single keys do something.
    SetShortcuts {
        /// For whom.
        person: PersonId,
        /// Whether they do.
        on: bool,
    },
}
