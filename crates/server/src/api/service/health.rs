//! `GET /health`: that the server is up. Asks nothing of the store.

use serde::Serialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::error::Problem;

/// That it is up.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// `ok`.
    pub status: &'static str,
    pub version: &'static str,
}

/// Answers it.
pub async fn handle() -> Result<Shown<Health>, Problem> {
    Ok(Shown::of(Health { status: "ok", version: env!("CARGO_PKG_VERSION") }))
}
