//! `PATCH /people/{id}`: changes what is known of somebody; what is left out stays, null empties.

use baton_runtime::view::types::PersonView;
use baton_runtime::Ask;
use serde::Deserialize;
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
pub struct ChangePerson {
    pub name: Option<String>,
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
    app.submit(&who, sent, Ask::ChangePerson { person: id.clone(), change: ask }).await?;
    super::show::handle(app, who, Id(id)).await
}
