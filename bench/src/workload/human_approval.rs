//! W2: a request; the requester lists their tasks and completes one of three fields; a decision; the approver lists theirs
//! and approves. Five calls a run, four of them by people who look at a list first.

use anyhow::Context;
use serde::de::IgnoredAny;
use serde_json::json;

use super::{Started, Tasks};
use crate::client::Client;
use crate::world::Pair;

const MINE: &str = "/api/v1/tasks?view=mine&limit=50";

/// One run, from the request to the approval.
pub async fn once(pair: &mut Pair) -> anyhow::Result<()> {
    let request = json!({ "values": { "item": "A chair", "amount": 1200 } });
    let path = "/api/v1/workflows/bench-human-approval/runs";
    let started: Started = pair.requester.post("start", path, &request).await?;
    let more =
        json!({ "values": { "vendor": "Woodwork", "needed": "2030-01-31", "reason": "The old one is broken." } });
    complete(&mut pair.requester, &started.key, "complete", &more).await?;
    complete(&mut pair.approver, &started.key, "approve", &json!({ "choice": "approve" })).await
}

async fn complete(
    client: &mut Client,
    run: &str,
    call: &'static str,
    answer: &serde_json::Value,
) -> anyhow::Result<()> {
    let tasks: Tasks = client.get("list", MINE).await?;
    let task = tasks.items.iter().find(|task| task.run == run);
    let task = task.with_context(|| format!("the task of {run} is not in the list of who should have it"))?;
    let path = format!("/api/v1/tasks/{}/complete", task.id);
    client.post::<IgnoredAny>(call, &path, answer).await?;
    Ok(())
}
