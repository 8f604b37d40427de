//! `GET /ready`: that the server takes work: its store answers and it is not stopping.

use baton_runtime::Handle;

use crate::answer::Shown;
use crate::api::service::health::Health;
use crate::app::Shared;
use crate::error::Problem;

/// Answers it.
pub async fn handle(app: Shared) -> Result<Shown<Health>, Problem> {
    if app.is_stopping() {
        return Err(Problem::new("server.stopping").retry_after(5));
    }
    app.read(Handle::is_ready).await?;
    Ok(Shown::of(Health { status: "ready", version: env!("CARGO_PKG_VERSION") }))
}
