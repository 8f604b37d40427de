//! Why the directory did not do what was asked, with its code. A refusal promises that nothing was changed.

use std::fmt;

use serde_json::{Map, Value, json};

use crate::codes::CODES;
use crate::{GroupId, PersonId};

/// Why the directory did not do what was asked. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are what the sentence shows")]
pub enum Refusal {
    /// Nobody has this number.
    PersonNotFound { person: PersonId },
    /// No group has this number.
    GroupNotFound { group: GroupId },
    /// Somebody has or had this handle.
    HandleTaken { handle: String },
    /// This is no handle.
    HandleWrong { handle: String },
    /// Somebody has this address.
    EmailTaken { email: String },
    /// This is no address.
    EmailWrong { email: String },
    /// A text is empty, too long or has control characters.
    TextWrong { field: &'static str, max: usize },
    /// No such language tag.
    LanguageWrong { language: String },
    /// No such zone.
    ZoneWrong { zone: String },
    /// They would report to themselves.
    ManagerCircle { person: PersonId, manager: PersonId },
    /// The workspace would have no administrator.
    LastAdministrator { person: PersonId },
    /// They can sign in already.
    AlreadyActive { person: PersonId },
    /// They cannot sign in any more already.
    NotActive { person: PersonId },
    /// They were erased.
    Erased { person: PersonId },
    /// Nobody erases themselves.
    EraseYourself { person: PersonId },
    /// No reason is given, or one that is too long.
    ReasonMissing { max: usize },
    /// A group is called so.
    GroupTaken { handle: String },
    /// They are in it already.
    AlreadyMember { group: GroupId, person: PersonId },
    /// They are not in it.
    NotMember { group: GroupId, person: PersonId },
    /// The workspace has no room.
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
            Self::Erased { .. } => "person.erased",
            Self::EraseYourself { .. } => "person.erase_yourself",
            Self::ReasonMissing { .. } => "person.reason_missing",
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
            | Self::Erased { person }
            | Self::EraseYourself { person }
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
            Self::ReasonMissing { max } => json!({ "max": max }),
            Self::Full { what, max } => json!({ "what": what, "max": max }),
        };
        match params {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code();
        let sentence = CODES.iter().find(|known| known.code == code).map_or(code, |known| known.sentence);
        let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let fill = |text: String, (name, value): (&String, &Value)| text.replace(&format!("{{{name}}}"), &shown(value));
        f.write_str(&self.params().iter().fold(sentence.to_owned(), fill))
    }
}

impl std::error::Error for Refusal {}
