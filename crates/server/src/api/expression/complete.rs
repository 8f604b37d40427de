//! `POST /expressions/complete`: what may be written at a place of an expression.

use baton_runtime::ExpressionAsk;
use baton_runtime::view::types::Proposals;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Body;

/// The place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteExpression {
    pub expression: ExpressionAsk,
    /// How many characters of the expression stand before it.
    pub at: usize,
}

/// Proposes.
pub async fn handle(app: Shared, who: Who, Body(ask): Body<CompleteExpression>) -> Result<Shown<Proposals>, Problem> {
    app.read(move |runtime| runtime.complete_expression(&who, &ask.expression, ask.at)).await.map(Shown::of)
}
