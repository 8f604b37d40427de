//! Roles: who fills them, in words the engine and `baton-people` understand.

use super::{Named, People, Template};
use crate::span::Span;

/// One entry of `roles:`.
#[derive(Debug, Clone)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// Its place (of the name).
    pub span: Span,
    /// Who fills it.
    pub spec: RoleSpec,
}

/// Who fills a role.
#[derive(Debug, Clone)]
pub struct RoleSpec {
    /// A person, or one of a group.
    pub rule: RoleRule,
    /// Who may not have it: four eyes.
    pub not: Vec<People>,
    /// A skill the person must have; empty asks for none.
    pub skill: Option<Template>,
    /// Who has it when nobody else is left. `not` holds there too.
    pub or_else: Option<Box<Else>>,
}

/// How the person is found.
#[derive(Debug, Clone)]
pub enum RoleRule {
    /// `is:` this person.
    Person(People),
    /// `group:` one of these.
    Group {
        /// The group's id.
        group: Named,
        /// Which of them.
        pick: Pick,
    },
}

/// `pick:` which member of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// Offered to all; the first to claim it has it.
    FirstCome,
    /// One after the other.
    InTurn,
    /// Who has the fewest open tasks.
    LeastBusy,
    /// All are asked.
    Everyone,
}

impl Pick {
    /// The word the language has for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::FirstCome => "first-come",
            Self::InTurn => "in-turn",
            Self::LeastBusy => "least-busy",
            Self::Everyone => "everyone",
        }
    }
}

/// `else:` a role's name, or what a role may be.
#[derive(Debug, Clone)]
pub enum Else {
    /// Another role.
    Role(Named),
    /// A rule of its own.
    Spec(RoleSpec),
}
