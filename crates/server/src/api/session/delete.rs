//! `DELETE /session`: signs out; the session's secret means nothing from then on.

use axum::http::header;
use baton_runtime::Via;

use crate::answer::Nothing;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::auth::cookie;
use crate::error::Problem;

/// Signs out.
pub async fn handle(app: Shared, who: Who) -> Result<Nothing, Problem> {
    let Via::Session { id } = &who.via else { return Err(Problem::new("access.session_only")) };
    let id = id.clone();
    app.read(move |runtime| runtime.close_session(&who, &id)).await?;
    Ok(Nothing::default().header(header::SET_COOKIE, cookie::forget(&app.origin)))
}
