//! What the entries of the stream `access` add up to: the workspace's name, tokens without their secrets, preferences.
//! Secrets are in the key database alone.

use std::collections::BTreeMap;

use baton_people::{PersonId, Private};
use baton_store::workspace::{WorkspaceCreated, WorkspaceKind};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AccessEvent, DesignKind, HeldThing};
use crate::Scope;

/// A token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub person: PersonId,
    /// What it is for.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub made: Timestamp,
    /// When it ends by itself.
    pub expires: Option<Timestamp>,
    /// Whether it was ended.
    pub revoked: bool,
}

/// Runs that are kept beyond their time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Its number.
    pub id: i64,
    /// What it is on.
    pub on: HeldThing,
    /// Since when.
    pub since: Timestamp,
    /// Who said so.
    pub by: Option<PersonId>,
    /// Why.
    pub reason: Private,
}

/// The password of another system, or the like: `secret.NAME` in a request.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    /// The number of its value: with each value another.
    pub id: i64,
    /// Since when it has it.
    pub since: Timestamp,
    /// Who set it.
    pub by: Option<PersonId>,
    /// Its value.
    value: Private,
}

impl Secret {
    /// Its value, for the request alone.
    pub fn value(&self) -> Option<&str> {
        self.value.text()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "Secret({})", self.id)
    }
}

/// A design that is in the bin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binned {
    /// The item's number.
    pub item: i64,
    /// The design's id.
    pub id: String,
    /// What of it.
    pub kind: DesignKind,
    /// What it is called.
    pub title: String,
    /// Its number, where it was published.
    pub workflow: Option<i64>,
    /// Who put it there.
    pub by: Option<PersonId>,
    /// Since when.
    pub since: Timestamp,
    /// Until when it can be restored.
    pub until: Timestamp,
}

/// What somebody settled for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// Whether single keys do something.
    pub shortcuts: bool,
}

/// What the workspace is, and who has which token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// What entry 1 says.
    pub workspace: WorkspaceCreated,
    /// What people call it.
    pub name: String,
    /// The IANA name of its time zone.
    pub zone: String,
    /// How far the rehearsal's clock is before the machine's, in microseconds.
    pub ahead_us: i64,
    /// Which copy of the workspace this is: 1, and one more with each restoring from a backup.
    pub epoch: i64,
    /// When the last restoring was, in microseconds; before all times where there was none.
    pub restored_us: i64,
    tokens: BTreeMap<i64, Token>,
    no_shortcuts: Vec<PersonId>,
    holds: BTreeMap<i64, Hold>,
    holds_made: i64,
    secrets: BTreeMap<String, Secret>,
    secrets_made: i64,
    bin: BTreeMap<i64, Binned>,
    binned_made: i64,
}

impl Access {
    /// A workspace of which only entry 1 is known.
    pub fn new(workspace: WorkspaceCreated) -> Self {
        Self {
            workspace,
            name: String::new(),
            zone: String::new(),
            ahead_us: 0,
            epoch: 1,
            restored_us: i64::MIN,
            tokens: BTreeMap::new(),
            no_shortcuts: Vec::new(),
            holds: BTreeMap::new(),
            holds_made: 0,
            secrets: BTreeMap::new(),
            secrets_made: 0,
            bin: BTreeMap::new(),
            binned_made: 0,
        }
    }

    /// What the workspace is for.
    pub fn kind(&self) -> WorkspaceKind {
        self.workspace.kind
    }

    /// Whether time can be moved and mails are kept.
    pub fn is_rehearsal(&self) -> bool {
        self.kind() != WorkspaceKind::Real
    }

    /// The token of that number, also when it was ended.
    pub fn token(&self, id: i64) -> Option<&Token> {
        self.tokens.get(&id)
    }

    /// A person's tokens that were not ended, latest first.
    pub fn tokens_of(&self, person: PersonId) -> impl Iterator<Item = &Token> {
        self.tokens.values().rev().filter(move |token| token.person == person && !token.revoked)
    }

    /// The number the next token gets.
    pub fn next_token(&self) -> i64 {
        self.tokens.last_key_value().map_or(1, |(id, _)| id + 1)
    }

    /// The holds that were not lifted, in the order in which they were set.
    pub fn holds(&self) -> impl Iterator<Item = &Hold> {
        self.holds.values()
    }

    /// The number the next hold gets.
    pub fn next_hold(&self) -> i64 {
        self.holds_made + 1
    }

    /// The secrets by name.
    pub fn secrets(&self) -> impl Iterator<Item = (&String, &Secret)> {
        self.secrets.iter()
    }

    /// A secret.
    pub fn secret(&self, name: &str) -> Option<&Secret> {
        self.secrets.get(name)
    }

    /// The number the next value of a secret gets.
    pub fn next_secret(&self) -> i64 {
        self.secrets_made + 1
    }

    /// What is in the bin, in the order in which it came.
    pub fn bin(&self) -> impl DoubleEndedIterator<Item = &Binned> {
        self.bin.values()
    }

    /// An item of the bin.
    pub fn binned(&self, item: i64) -> Option<&Binned> {
        self.bin.get(&item)
    }

    /// The number the next item gets.
    pub fn next_binned(&self) -> i64 {
        self.binned_made + 1
    }

    /// Whether a run is held, itself or with its workflow.
    pub fn is_held(&self, run: i64, workflow: i64) -> bool {
        self.holds().any(|hold| hold.on == HeldThing::Run(run) || hold.on == HeldThing::Workflow(workflow))
    }

    /// What somebody settled for themselves.
    pub fn preferences(&self, person: PersonId) -> Preferences {
        Preferences { shortcuts: !self.no_shortcuts.contains(&person) }
    }

    /// Folds an event that happened at that time.
    pub fn apply(&mut self, event: &AccessEvent, at: Timestamp) {
        match event {
            AccessEvent::WorkspaceNamed { name, zone, .. } => {
                self.name.clone_from(name);
                self.zone.clone_from(zone);
            }
            AccessEvent::TokenMade { token, person, name, scopes, expires, .. } => {
                let (name, scopes) = (name.clone(), scopes.clone());
                let made =
                    Token { id: *token, person: *person, name, scopes, made: at, expires: *expires, revoked: false };
                self.tokens.insert(*token, made);
            }
            AccessEvent::TokenRevoked { token, .. } => {
                if let Some(token) = self.tokens.get_mut(token) {
                    token.revoked = true;
                }
            }
            AccessEvent::HoldSet { hold, on, by, reason, .. } => {
                self.holds_made = *hold;
                let set = Hold { id: *hold, on: *on, since: at, by: *by, reason: reason.clone() };
                self.holds.insert(*hold, set);
            }
            AccessEvent::SecretSet { secret, name, by, value, .. } => {
                self.secrets_made = *secret;
                let set = Secret { id: *secret, since: at, by: *by, value: value.clone() };
                self.secrets.insert(name.clone(), set);
            }
            AccessEvent::SecretDropped { name, .. } => drop(self.secrets.remove(name)),
            AccessEvent::DesignBinned { item, id, kind, title, workflow, by, until, .. } => {
                self.binned_made = *item;
                let (id, title) = (id.clone(), title.clone());
                let (item, kind, workflow, by, until) = (*item, *kind, *workflow, *by, *until);
                self.bin.insert(item, Binned { item, id, kind, title, workflow, by, since: at, until });
            }
            AccessEvent::DesignRestored { item, .. } => drop(self.bin.remove(item)),
            AccessEvent::DesignsForgotten { items, .. } => items.iter().for_each(|item| drop(self.bin.remove(item))),
            AccessEvent::HoldLifted { hold, .. } => drop(self.holds.remove(hold)),
            // Evidence only: links and passwords are in the key database, what was taken out is gone from the tables, and what
            // a version was made into is a draft.
            AccessEvent::InvitationMade { .. }
            | AccessEvent::PasswordSet { .. }
            | AccessEvent::RunsRemoved { .. }
            | AccessEvent::VersionRestored { .. } => {}
            AccessEvent::ClockMoved { ahead_us, .. } => self.ahead_us = *ahead_us,
            AccessEvent::ShortcutsSet { person, on, .. } => {
                self.no_shortcuts.retain(|other| other != person);
                if !on {
                    self.no_shortcuts.push(*person);
                    self.no_shortcuts.sort_unstable();
                }
            }
        }
    }
}

impl Token {
    /// Whether it still opens anything.
    pub fn holds(&self, now: Timestamp) -> bool {
        !self.revoked && self.expires.is_none_or(|expires| now < expires)
    }
}
