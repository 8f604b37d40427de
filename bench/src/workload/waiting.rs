//! W3: runs that wait at a person. What one costs in memory and on disk, and how soon a server that was killed with them
//! answers again.

use serde::de::IgnoredAny;
use serde_json::json;

use crate::world::Pair;

/// Starts a run that waits at its requester.
pub async fn once(pair: &mut Pair) -> anyhow::Result<()> {
    let request = json!({ "values": { "item": "A chair" } });
    pair.requester.post::<IgnoredAny>("start", "/api/v1/workflows/bench-waiting/runs", &request).await?;
    Ok(())
}
