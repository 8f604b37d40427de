//! W1: one call starts a run, which goes through five automatic steps and a decision to its end.

use serde::de::IgnoredAny;
use serde_json::json;

use crate::world::Pair;

/// One run.
pub async fn once(pair: &mut Pair) -> anyhow::Result<()> {
    let values = json!({ "values": { "amount": 1200, "priority": "high" } });
    pair.requester.post::<IgnoredAny>("start", "/api/v1/workflows/bench-straight-through/runs", &values).await?;
    Ok(())
}
