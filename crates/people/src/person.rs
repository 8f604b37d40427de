//! Somebody who takes part, and their role in the workspace. Deactivated, never removed: entries name people by number for ever.

use serde::{Deserialize, Serialize};

use crate::GroupId;

/// A person's number. It never changes and is never given again; entries name people by it.
pub type PersonId = i64;

/// What somebody may do in the workspace as a whole, apart from their part in runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceRole {
    /// Manages people, groups, tokens and settings.
    Administrator,
    /// Writes and publishes definitions.
    Designer,
    /// Takes part in runs.
    #[default]
    Member,
    /// Reads all, changes nothing.
    Auditor,
}

impl WorkspaceRole {
    /// Every role, in the order in which screens list them.
    pub const ALL: [Self; 4] = [Self::Administrator, Self::Designer, Self::Member, Self::Auditor];

    /// The word for it in the API and in entries.
    pub fn word(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Designer => "designer",
            Self::Member => "member",
            Self::Auditor => "auditor",
        }
    }

    /// The role of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// Somebody who can sign in and be given work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Its number.
    pub id: PersonId,
    /// The speakable name after the `@`, such as `ana.diaz`.
    pub handle: String,
    /// Handles it had before; they still lead here.
    pub old_handles: Vec<String>,
    /// The full name, as it is shown.
    pub name: String,
    /// Where mail goes; unique in the workspace without regard to case.
    pub email: String,
    /// To whom it reports.
    pub manager: Option<PersonId>,
    /// The groups it is a member of, kept from the groups' members.
    pub groups: Vec<GroupId>,
    /// Where it works.
    pub site: Option<String>,
    /// The language of what is shown and sent to it, such as `en`.
    pub language: String,
    /// The IANA name of its time zone; none: the workspace's.
    pub zone: Option<String>,
    /// What it may do in the workspace.
    pub role: WorkspaceRole,
    /// Whether it can sign in and be given work.
    pub active: bool,
    /// What it can do, for roles that ask for a skill.
    pub skills: Vec<String>,
    /// Whether its personal values were erased.
    pub erased: bool,
}
