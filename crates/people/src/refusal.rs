use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::{GroupId, PersonId};

/// Why the directory did not do what was asked. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the fields are what the sentence shows")]
pub enum Refusal {
    /// Nobody has this number.
    #[error("there is no person with the number {person}")]
    PersonNotFound { person: PersonId },
    /// No group has this number.
    #[error("there is no group with the number {group}")]
    GroupNotFound { group: GroupId },
    /// Somebody has or had this handle.
    #[error("the handle is taken: @{handle}")]
    HandleTaken { handle: String },
    /// This is no handle.
    #[error(
        "a handle is 2 to 40 of a–z, 0–9, a letter among them, with single dots, hyphens or underscores between them: {handle}"
    )]
    HandleWrong { handle: String },
    /// Somebody has this address.
    #[error("somebody has this e-mail address: {email}")]
    EmailTaken { email: String },
    /// This is no address.
    #[error("this is not an e-mail address: {email}")]
    EmailWrong { email: String },
    /// A text is empty, too long or has control characters.
    #[error("a {field} has 1 to {max} characters and no line breaks")]
    TextWrong { field: &'static str, max: usize },
    /// No such language tag.
    #[error("this is not a language tag such as \"en\" or \"pt-BR\": {language}")]
    LanguageWrong { language: String },
    /// No such zone.
    #[error("this is not a time zone such as \"Europe/Lisbon\": {zone}")]
    ZoneWrong { zone: String },
    /// They would report to themselves.
    #[error("this makes a circle: {person} would report to themselves through {manager}")]
    ManagerCircle { person: PersonId, manager: PersonId },
    /// The workspace would have no administrator.
    #[error("this is the last active administrator: {person}")]
    LastAdministrator { person: PersonId },
    /// They can sign in already.
    #[error("this person is active already: {person}")]
    AlreadyActive { person: PersonId },
    /// They cannot sign in any more already.
    #[error("this person is not active: {person}")]
    NotActive { person: PersonId },
    /// A group is called so.
    #[error("there is a group with this handle: {handle}")]
    GroupTaken { handle: String },
    /// They are in it already.
    #[error("person {person} is a member of this group already: {group}")]
    AlreadyMember { group: GroupId, person: PersonId },
    /// They are not in it.
    #[error("person {person} is not a member of this group: {group}")]
    NotMember { group: GroupId, person: PersonId },
    /// The workspace has no room.
    #[error("a workspace has at most this many {what}: {max}")]
    Full { what: &'static str, max: usize },
}

impl Refusal {
    /// The code under which the refusal is documented.
    pub fn code(&self) -> &'static str {
        match self {
            Self::PersonNotFound { .. } => "person.not_found",
            Self::GroupNotFound { .. } => "group.not_found",
            Self::HandleTaken { .. } => "person.handle_taken",
            Self::HandleWrong { .. } => "person.handle_wrong",
            Self::EmailTaken { .. } => "person.email_taken",
            Self::EmailWrong { .. } => "person.email_wrong",
            Self::TextWrong { .. } => "person.text_wrong",
            Self::LanguageWrong { .. } => "person.language_wrong",
            Self::ZoneWrong { .. } => "person.zone_wrong",
            Self::ManagerCircle { .. } => "person.manager_circle",
            Self::LastAdministrator { .. } => "person.last_administrator",
            Self::AlreadyActive { .. } => "person.already_active",
            Self::NotActive { .. } => "person.not_active",
            Self::GroupTaken { .. } => "group.handle_taken",
            Self::AlreadyMember { .. } => "group.already_member",
            Self::NotMember { .. } => "group.not_member",
            Self::Full { .. } => "person.workspace_full",
        }
    }

    /// The values that the sentence shows, by name.
    pub fn params(&self) -> Map<String, Value> {
        let params = match self {
            Self::PersonNotFound { person }
            | Self::LastAdministrator { person }
            | Self::AlreadyActive { person }
            | Self::NotActive { person } => json!({ "person": person }),
            Self::GroupNotFound { group } => json!({ "group": group }),
            Self::HandleTaken { handle } | Self::HandleWrong { handle } | Self::GroupTaken { handle } => {
                json!({ "handle": handle })
            }
            Self::EmailTaken { email } | Self::EmailWrong { email } => json!({ "email": email }),
            Self::TextWrong { field, max } => json!({ "field": field, "max": max }),
            Self::LanguageWrong { language } => json!({ "language": language }),
            Self::ZoneWrong { zone } => json!({ "zone": zone }),
            Self::ManagerCircle { person, manager } => json!({ "person": person, "manager": manager }),
            Self::AlreadyMember { group, person } | Self::NotMember { group, person } => {
                json!({ "group": group, "person": person })
            }
            Self::Full { what, max } => json!({ "what": what, "max": max }),
        };
        match params {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }
}
