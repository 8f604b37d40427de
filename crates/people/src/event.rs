//! What happened in the directory, as it is stored.
//!
//! Handles, names and addresses are [`Private`]: the runtime seals them before the entry is written and opens them
//! before it is applied.
//! A published event's meaning never changes; a new meaning gets a new form number in `v`.

use serde::{Deserialize, Serialize};

use crate::wire::{Form, present};
use crate::{GroupId, PersonId, Private, WorkspaceRole};

/// One event of the stream `directory`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields repeat the variant: which person, which group, which new value")]
pub enum DirectoryEvent {
    /// Somebody was taken in.
    PersonAdded(Box<PersonAdded>),
    /// Something about somebody became different.
    PersonChanged(Box<PersonChanged>),
    /// Somebody got another handle.
    HandleSet { v: Form<1>, person: PersonId, handle: Private },
    /// Somebody got another role in the workspace.
    WorkspaceRoleSet { v: Form<1>, person: PersonId, role: WorkspaceRole },
    /// Somebody's access ended.
    PersonDeactivated { v: Form<1>, person: PersonId },
    /// Somebody was let in again.
    PersonReactivated { v: Form<1>, person: PersonId },
    /// Who somebody is was forgotten: their key is destroyed, and if `fields`, the keys of the runs they started.
    PersonErased { v: Form<1>, person: PersonId, reason: Private, fields: bool },
    /// A group was made.
    GroupAdded { v: Form<1>, group: GroupId, handle: String, title: String },
    /// A group is shown otherwise.
    GroupChanged { v: Form<1>, group: GroupId, title: String },
    /// Somebody came into a group.
    MemberAdded { v: Form<1>, group: GroupId, person: PersonId },
    /// Somebody left a group.
    MemberRemoved { v: Form<1>, group: GroupId, person: PersonId },
}

/// What is known of somebody who was taken in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonAdded {
    /// The form of this event.
    pub v: Form<1>,
    /// The number given.
    pub person: PersonId,
    /// Personal: the handle.
    pub handle: Private,
    /// Personal: the full name.
    pub name: Private,
    /// Personal: the e-mail address.
    pub email: Private,
    /// To whom they report.
    pub manager: Option<PersonId>,
    /// Where they work.
    pub site: Option<String>,
    /// Their language.
    pub language: String,
    /// Their time zone.
    pub zone: Option<String>,
    /// Their role in the workspace.
    pub role: WorkspaceRole,
    /// What they can do.
    pub skills: Vec<String>,
}

/// What became different about somebody; absent: unchanged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonChanged {
    /// The form of this event.
    pub v: Form<1>,
    /// Whom.
    pub person: PersonId,
    /// Personal: the full name.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub name: Option<Private>,
    /// Personal: the e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub email: Option<Private>,
    /// To whom they report.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub manager: Option<Option<PersonId>>,
    /// Where they work.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub site: Option<Option<String>>,
    /// Their language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Their time zone.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub zone: Option<Option<String>>,
    /// What they can do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skills: Option<Vec<String>>,
}
