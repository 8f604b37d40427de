//! What can be asked of the directory: people, groups and who is in them. Whether it may be done is decided in `decide`.

use serde::{Deserialize, Serialize};

use crate::wire::present;
use crate::{GroupId, PersonId, WorkspaceRole};

/// What can be asked of the directory. Whether the asker may is not decided here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum DirectoryCommand {
    /// Takes somebody in.
    AddPerson(NewPerson),
    /// Changes what is known of somebody.
    ChangePerson {
        /// Whom.
        person: PersonId,
        /// What becomes different.
        change: PersonChange,
    },
    /// Gives somebody another handle; the old one still leads to them.
    SetHandle {
        /// Whom.
        person: PersonId,
        /// The new handle, without the `@`.
        handle: String,
    },
    /// Gives somebody another role in the workspace.
    SetWorkspaceRole {
        /// Whom.
        person: PersonId,
        /// The new role.
        role: WorkspaceRole,
    },
    /// Ends somebody's access and keeps new work from them.
    DeactivatePerson {
        /// Whom.
        person: PersonId,
    },
    /// Lets somebody in again.
    ReactivatePerson {
        /// Whom.
        person: PersonId,
    },
    /// Forgets who somebody is, for ever. Their number stays.
    ErasePerson {
        /// Whom.
        person: PersonId,
        /// Who asks for it, whose words the reason is.
        by: PersonId,
        /// Why.
        reason: String,
        /// Whether the personal fields of the runs they started go as well.
        fields: bool,
    },
    /// Makes a group.
    AddGroup {
        /// What definitions will call it; it never changes.
        handle: String,
        /// How it is shown.
        title: String,
        /// Who belongs to it from the beginning.
        #[serde(default)]
        members: Vec<PersonId>,
    },
    /// Changes how a group is shown.
    ChangeGroup {
        /// Which.
        group: GroupId,
        /// Its new title.
        title: String,
    },
    /// Puts somebody into a group.
    AddMember {
        /// Into which.
        group: GroupId,
        /// Whom.
        person: PersonId,
    },
    /// Takes somebody out of a group.
    RemoveMember {
        /// Out of which.
        group: GroupId,
        /// Whom.
        person: PersonId,
    },
}

/// Somebody to be taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// The full name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The wished handle; none: one is made of the name.
    #[serde(default)]
    pub handle: Option<String>,
    /// To whom they report.
    #[serde(default)]
    pub manager: Option<PersonId>,
    /// Where they work.
    #[serde(default)]
    pub site: Option<String>,
    /// Their language; none: English.
    #[serde(default)]
    pub language: Option<String>,
    /// Their time zone; none: the workspace's.
    #[serde(default)]
    pub zone: Option<String>,
    /// Their role in the workspace.
    #[serde(default)]
    pub role: WorkspaceRole,
    /// What they can do.
    #[serde(default)]
    pub skills: Vec<String>,
}

/// What becomes different about somebody. An absent field stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PersonChange {
    /// The full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// To whom they report; null: to nobody.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub manager: Option<Option<PersonId>>,
    /// Where they work; null: nowhere said.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub site: Option<Option<String>>,
    /// Their language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Their time zone; null: the workspace's.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub zone: Option<Option<String>>,
    /// What they can do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skills: Option<Vec<String>>,
}
