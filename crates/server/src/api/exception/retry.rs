//! `POST /exceptions/{id}/retry`: tries again what was not possible.

use baton_runtime::Ask;
use baton_runtime::view::types::RunSummary;

use crate::answer::Shown;
use crate::api::run::answer::answer;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::Id;

/// Tries it.
pub async fn handle(app: Shared, who: Who, Id(id): Id, sent: Sent) -> Result<Shown<RunSummary>, Problem> {
    let run = run_of(&id);
    app.submit(&who, sent, Ask::RetryException { exception: id }).await?;
    answer(&app, who, run).await
}

/// The run's key in an exception's.
pub fn run_of(exception: &str) -> String {
    exception.split('!').next().unwrap_or_default().to_owned()
}
