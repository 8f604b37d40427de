//! `POST /people/{id}/erase`: forgets who somebody is, for ever.

use baton_runtime::Ask;
use baton_runtime::view::types::PersonView;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// Why, and what stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasePerson {
    pub reason: String,
    /// Whether the personal fields of the runs they started stay, because they are about somebody else.
    #[serde(default)]
    pub keep_fields: bool,
}

/// Erases them.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<ErasePerson>,
) -> Result<Shown<PersonView>, Problem> {
    let ask = Ask::ErasePerson { person: id, reason: ask.reason, keep_fields: ask.keep_fields };
    let request = app.request(&who, sent, ask);
    let person = app.read(move |runtime| runtime.erase(request)).await?;
    super::show::handle(app, who, Id(person.to_string())).await
}
