//! `POST /rehearsal/clock`: moves the rehearsal's clock forward; what is due by then happens.

use baton_runtime::Ask;
use baton_runtime::view::types::RehearsalView;
use jiff::{Span, Timestamp};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::{Fault, Problem};
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
    let to = moment(&app, ask)?;
    let request = app.request(&who, sent, Ask::MoveClock { to });
    app.read(move |runtime| runtime.move_clock(request)).await?;
    super::show::handle(app, who).await
}

fn moment(app: &Shared, ask: MoveClock) -> Result<Timestamp, Problem> {
    let core = app.runtime.core();
    match (ask.to, ask.by) {
        (Some(to), None) => to.parse().map_err(|_| wrong("/to", "a time such as 2026-11-20T09:00:00Z is expected")),
        (None, Some(by)) => {
            let span: Span = by.parse().map_err(|_| wrong("/by", "a duration such as 2 days is expected"))?;
            let later = core.now().to_zoned(core.zone()).checked_add(span);
            later.map(|later| later.timestamp()).map_err(|_| wrong("/by", "that is too far"))
        }
        _ => Err(wrong("", "either to or by is expected")),
    }
}

fn wrong(path: &str, reason: &str) -> Problem {
    Problem::new("request.wrong_body").fault(Fault::at(path, "request.wrong_value").param("reason", reason))
}
