//! Phrases that name people.

use std::fmt;

use crate::span::Span;

/// A phrase and where it stands.
#[derive(Debug, Clone)]
pub struct People {
    /// Who is meant.
    pub phrase: Phrase,
    /// Its place.
    pub span: Span,
}

/// Who is meant: `manager of requester`. Phrases nest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phrase {
    /// Who started the run.
    Starter,
    /// The manager of somebody.
    ManagerOf(Box<Phrase>),
    /// Who owns a workflow, a process or a decision, by its id; `workflow` is the one it stands in.
    OwnerOf(String),
    /// Who has this role of the run.
    Role(String),
    /// The person in this field.
    Field(String),
    /// Who did this step last: `step("review").by`.
    DoerOf(String),
    /// A person by handle (`@ana.diaz`) or e-mail.
    Person(String),
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Starter => f.write_str("starter"),
            Self::ManagerOf(of) => write!(f, "manager of {of}"),
            Self::OwnerOf(of) => write!(f, "owner of {of}"),
            Self::Role(name) | Self::Field(name) | Self::Person(name) => f.write_str(name),
            Self::DoerOf(step) => write!(f, "step(\"{step}\").by"),
        }
    }
}
