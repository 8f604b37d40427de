//! W4: somebody with very many open tasks looks at the first fifty, by due date.

use serde::de::IgnoredAny;

use crate::world::Pair;

/// One look.
pub async fn once(pair: &mut Pair) -> anyhow::Result<()> {
    pair.requester.get::<IgnoredAny>("list of many", "/api/v1/tasks?view=mine&limit=50").await?;
    Ok(())
}
