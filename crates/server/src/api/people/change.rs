//! `PATCH /people/{id}`: changes what is known of somebody; what is left out stays, null empties.

use baton_runtime::view::types::PersonView;
use baton_runtime::{Ask, PersonChangeAsk};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// What becomes different.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::option_option, reason = "absent: stays as it is; null: becomes empty")]
pub struct ChangePerson {
    pub name: Option<String>,
    pub email: Option<String>,
    /// A new handle; the old one still leads here.
    pub handle: Option<String>,
    /// A handle; null: nobody.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub manager: Option<Option<String>>,
    /// `administrator`, `designer`, `member` or `auditor`.
    pub role: Option<String>,
    /// Whether they can sign in and be given work.
    pub active: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub site: Option<Option<String>>,
    /// Such as `en`.
    pub language: Option<String>,
    /// The IANA name of a time zone; null: the workspace's.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub zone: Option<Option<String>>,
    pub skills: Option<Vec<String>>,
}

/// What is there is to be set, also to null.
#[expect(clippy::option_option, reason = "absent: stays as it is; null: becomes empty")]
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}

impl From<ChangePerson> for PersonChangeAsk {
    fn from(ask: ChangePerson) -> Self {
        let ChangePerson { name, email, handle, manager, role, active, site, language, zone, skills } = ask;
        Self { name, email, handle, manager, role, active, site, language, zone, skills }
    }
}

/// Changes it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<ChangePerson>,
) -> Result<Shown<PersonView>, Problem> {
    let sent = sent.needed()?;
    app.submit(&who, sent, Ask::ChangePerson { person: id.clone(), change: ask.into() }).await?;
    super::show::handle(app, who, Id(id)).await
}
