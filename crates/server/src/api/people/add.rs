//! `POST /people`: takes somebody in. They sign in once they have set a password by an invitation.

use baton_runtime::view::types::PersonView;
use baton_runtime::{Ask, Made as Added, PersonAsk};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Made;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::Body;

/// Somebody to be taken in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddPerson {
    pub name: String,
    pub email: String,
    /// The wished handle; without it one is made of the name.
    pub handle: Option<String>,
    /// A handle.
    pub manager: Option<String>,
    /// `administrator`, `designer`, `member` (default) or `auditor`.
    pub role: Option<String>,
    pub site: Option<String>,
    /// Such as `en`.
    pub language: Option<String>,
    /// The IANA name of a time zone.
    pub zone: Option<String>,
    #[serde(default)]
    pub skills: Vec<String>,
}

/// Takes them in.
pub async fn handle(
    app: Shared,
    who: Who,
    sent: Sent,
    Body(ask): Body<AddPerson>,
) -> Result<Made<PersonView>, Problem> {
    let AddPerson { name, email, handle, manager, role, site, language, zone, skills } = ask;
    let person = PersonAsk { name, email, handle, manager, role, site, language, zone, skills };
    let id = app.submit(&who, sent, Ask::AddPerson(person)).await?;
    let Added::Person(number) = id.made else { return Err(Problem::internal("nobody was added")) };
    let id = app.read(move |runtime| runtime.handle_of(number)).await?;
    let place = format!("/api/v1/people/{id}");
    let person = app.read(move |runtime| runtime.person(&who, &id)).await?;
    Ok(Made::at(place, person))
}
