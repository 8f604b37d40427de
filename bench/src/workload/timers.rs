//! W5: the clock of a rehearsal is moved over the moment at which every waiting run's task falls due.

use serde::de::IgnoredAny;
use serde_json::json;

use crate::client::Client;

/// Moves the clock by a day and an hour; the answer comes when everything that fell due has fired.
pub async fn fall_due(administrator: &mut Client) -> anyhow::Result<()> {
    let by = json!({ "by": "25 hours" });
    administrator.post::<IgnoredAny>("move clock", "/api/v1/rehearsal/clock", &by).await?;
    Ok(())
}
