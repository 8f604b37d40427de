//! `PUT /secrets/{id}`: gives a secret its value, a new one or another. The value before is forgotten for good.

use baton_runtime::Ask;
use baton_runtime::hidden::Hidden;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Nothing;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// Its value.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecretValue {
    /// Nobody is shown it again.
    #[schema(value_type = String)]
    pub value: Hidden,
}

/// Sets it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<SecretValue>,
) -> Result<Nothing, Problem> {
    app.submit(&who, sent, Ask::SetSecret { name: id, value: ask.value }).await?;
    Ok(Nothing::default())
}
