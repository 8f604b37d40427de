//! Who asks: a person who is signed in, a program with a token, or Baton itself.

use baton_engine::Actor;
use baton_people::PersonId;
use serde::{Deserialize, Serialize};

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The person as whom it counts; none: Baton itself, a timer, or a stranger with a one-time link.
    pub person: Option<PersonId>,
    /// How they came in.
    pub via: Via,
    /// The address the request came from.
    pub origin: Option<String>,
}

/// How a caller came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// Signed in with a browser.
    Session {
        /// The session's id in lists.
        id: String,
    },
    /// A program.
    Token {
        /// The token's number.
        id: i64,
        /// What it may be used for.
        scopes: Vec<Scope>,
    },
    /// Nobody is signed in.
    Stranger,
    /// Somebody without an account, by a form that is open to anybody.
    Form,
    /// A timer that was due.
    Timer,
    /// Baton itself, also on its command line.
    System,
}

/// What a token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Read what its person may read.
    Read,
    /// Start runs and do tasks.
    Work,
    /// Write and publish definitions.
    Design,
    /// Take jobs and answer them.
    Jobs,
    /// Manage people, groups, tokens, settings.
    Admin,
}

impl Scope {
    /// Every scope, in the order in which screens list them.
    pub const ALL: [Self; 5] = [Self::Read, Self::Work, Self::Design, Self::Jobs, Self::Admin];

    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Work => "work",
            Self::Design => "design",
            Self::Jobs => "jobs",
            Self::Admin => "admin",
        }
    }

    /// The scope of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }
}

impl Caller {
    /// A person with a session.
    pub fn person(person: PersonId) -> Self {
        Self { person: Some(person), via: Via::Session { id: String::new() }, origin: None }
    }

    /// Baton itself.
    pub const fn system() -> Self {
        Self { person: None, via: Via::System, origin: None }
    }

    /// A timer that was due.
    pub const fn timer() -> Self {
        Self { person: None, via: Via::Timer, origin: None }
    }

    /// Nobody who is known.
    pub const fn stranger() -> Self {
        Self { person: None, via: Via::Stranger, origin: None }
    }

    /// Somebody without an account, who fills in a form that is open to anybody. Where from is not kept.
    pub const fn outside() -> Self {
        Self { person: None, via: Via::Form, origin: None }
    }

    /// Where the request came from.
    #[must_use]
    pub fn from(mut self, origin: impl Into<String>) -> Self {
        self.origin = Some(origin.into());
        self
    }

    /// Who it is for the engine and in the entry's header.
    pub fn actor(&self) -> Actor {
        match (&self.via, self.person) {
            (Via::Token { id, .. }, person) => {
                Actor { kind: baton_engine::ActorKind::Token, id: *id, on_behalf_of: person }
            }
            (Via::Timer, _) => Actor::timer(),
            (Via::Form, _) => Actor::outside(),
            (Via::System, on_behalf_of) => Actor { on_behalf_of, ..Actor::system() },
            (_, Some(person)) => Actor::person(person),
            (_, None) => Actor::system(),
        }
    }

    /// Whether it is Baton itself or one of its timers.
    pub const fn is_internal(&self) -> bool {
        matches!(self.via, Via::System | Via::Timer)
    }
}
