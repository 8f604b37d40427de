//! `POST /expressions/evaluate`: what an expression gives on sample data.

use baton_runtime::ExpressionAsk;
use baton_runtime::view::types::Evaluated;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Body;

/// The expression and the data.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluateExpression {
    pub expression: ExpressionAsk,
    /// Values by name; for tests, what they are asked about is `input`.
    #[serde(default)]
    pub data: Map<String, Value>,
}

/// Evaluates it.
pub async fn handle(app: Shared, who: Who, Body(ask): Body<EvaluateExpression>) -> Result<Shown<Evaluated>, Problem> {
    app.read(move |runtime| runtime.evaluate_expression(&who, &ask.expression, ask.data)).await.map(Shown::of)
}
