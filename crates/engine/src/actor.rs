//! Who acts in an entry: a person, a token, a timer, Baton itself, and on whose behalf. The numbers are stored and never change.
//! Does not decide what anybody may do.

use baton_people::PersonId;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// What kind of thing acts. The numbers are those of the stored entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum ActorKind {
    /// Somebody who is signed in.
    Person = 1,
    /// A program with a token.
    Token = 2,
    /// Somebody outside: with a personal link, or, under the number 0, by a form that is open to anybody.
    Guest = 3,
    /// A worker that takes jobs.
    Worker = 4,
    /// A timer that was due.
    Timer = 5,
    /// Baton itself.
    System = 6,
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// What kind of thing.
    pub kind: ActorKind,
    /// Its number; 0 where there is only one.
    pub id: i64,
    /// The person it acts for, if that is another.
    pub on_behalf_of: Option<PersonId>,
}

impl Actor {
    /// A person who acts.
    pub fn person(id: PersonId) -> Self {
        Self { kind: ActorKind::Person, id, on_behalf_of: None }
    }

    /// Somebody without an account, of whom nothing is known.
    pub fn outside() -> Self {
        Self { kind: ActorKind::Guest, id: 0, on_behalf_of: None }
    }

    /// A timer that was due.
    pub fn timer() -> Self {
        Self { kind: ActorKind::Timer, id: 0, on_behalf_of: None }
    }

    /// Baton itself.
    pub fn system() -> Self {
        Self { kind: ActorKind::System, id: 0, on_behalf_of: None }
    }

    /// The person whose act it counts as: the one it is done for, else the one who is signed in.
    pub fn as_person(&self) -> Option<PersonId> {
        self.on_behalf_of.or((self.kind == ActorKind::Person).then_some(self.id))
    }
}

/// What surrounds a command: when, by whom, and what the workspace says about time and links.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// The command's time; the same for all that follows from it.
    pub now: Timestamp,
    /// Who asks.
    pub actor: Actor,
    /// The command's id.
    pub cmd: String,
    /// The workspace's time zone.
    pub zone: TimeZone,
    /// Where the run is seen in a browser; `run.link` in expressions.
    pub link: String,
}

/// The entry that holds an event: what `apply` may know beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryRef {
    /// Its number in the workspace; 0 while it is not yet stored.
    pub number: i64,
    /// Its time.
    pub time: Timestamp,
    /// Who acted.
    pub actor: Actor,
}
