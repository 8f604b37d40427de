//! `POST /runs/{id}/items`: adds an item to what is done for each of several, as long as that goes on.

use baton_runtime::view::types::RunSummary;
use baton_runtime::{Ask, Filled};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::api::run::answer::answer;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// An item more.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewItem {
    /// The step that is done for each.
    pub step: String,
    /// Which one of it, where it is under way more than once: as the run shows it.
    #[serde(default)]
    pub thread: Option<u32>,
    /// The columns of its row, else the item under its name; nothing where it is done a number of times.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub values: Filled,
}

/// Does it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(item): Body<NewItem>,
) -> Result<Shown<RunSummary>, Problem> {
    let NewItem { step, thread, values } = item;
    app.submit(&who, sent, Ask::AddItem { run: id.clone(), step, thread, values }).await?;
    answer(&app, who, id).await
}
