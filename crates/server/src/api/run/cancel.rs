//! `POST /runs/{id}/cancel`: ends a run without an outcome. `GET` shows before what would come of it, and of which revision that is:
//! who cancels under it (`If-Match`) is refused where something happened since.

use baton_runtime::Ask;
use baton_runtime::view::types::{CancelPreview, RunSummary};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::api::run::answer::answer;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    pub reason: String,
    /// `keep`: what was done stays done. `undo`: what was done and can be undone is undone first, the latest first, and the run is
    /// cancelled then. `force`: a run that is ending ends at once, and what is still done for that is given up.
    #[serde(default)]
    pub how: CancelHow,
}

/// How a run is cancelled.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CancelHow {
    #[default]
    Keep,
    Undo,
    Force,
}

impl From<CancelHow> for baton_engine::CancelHow {
    fn from(how: CancelHow) -> Self {
        match how {
            CancelHow::Keep => Self::Keep,
            CancelHow::Undo => Self::Undo,
            CancelHow::Force => Self::Force,
        }
    }
}

/// Does it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<Cancel>,
) -> Result<Shown<RunSummary>, Problem> {
    let cancel = Ask::CancelRun { run: id.clone(), reason: ask.reason, how: ask.how.into() };
    app.submit(&who, sent, cancel).await?;
    answer(&app, who, id).await
}

/// Shows what would come of it.
pub async fn preview(app: Shared, who: Who, Id(id): Id) -> Result<Shown<CancelPreview>, Problem> {
    let told = app.read(move |runtime| runtime.cancel_preview(&who, &id)).await?;
    let rev = told.rev;
    Ok(Shown::of(told).rev(rev))
}
