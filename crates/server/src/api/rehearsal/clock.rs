//! `POST /rehearsal/clock`: moves the rehearsal's clock forward; what is due by then happens.

use baton_runtime::Ask;
use baton_runtime::view::types::RehearsalView;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::Body;

/// To when: one of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveClock {
    /// RFC 3339.
    pub to: Option<String>,
    /// Such as `2 days`.
    pub by: Option<String>,
}

/// Moves it.
pub async fn handle(
    app: Shared,
    who: Who,
    sent: Sent,
    Body(ask): Body<MoveClock>,
) -> Result<Shown<RehearsalView>, Problem> {
    app.submit(&who, sent, Ask::MoveClock { to: ask.to, by: ask.by }).await?;
    super::show::handle(app, who).await
}
