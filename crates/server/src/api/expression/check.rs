//! `POST /expressions/check`: what is wrong with an expression, and what it gives.

use baton_runtime::ExpressionAsk;
use baton_runtime::view::types::CheckedExpression;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Body;

/// Checks it.
pub async fn handle(
    app: Shared,
    who: Who,
    Body(ask): Body<ExpressionAsk>,
) -> Result<Shown<CheckedExpression>, Problem> {
    app.read(move |runtime| runtime.check_expression(&who, &ask)).await.map(Shown::of)
}
