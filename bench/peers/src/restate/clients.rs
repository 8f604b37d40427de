//! Clients of Restate's ingress, one kept connection each.

use std::time::Duration;

use anyhow::{bail, ensure};
use baton_bench::client::Client as Connection;
use baton_bench::latency::Latencies;
use serde::de::IgnoredAny;
use serde_json::json;

use crate::clients::Client;

/// How long is waited before an open task is asked for again.
const PAUSE: Duration = Duration::from_millis(2);
/// How often at most.
const LOOKS: usize = 10_000;

/// W1: one call, answered when all is done.
pub struct Starter(Connection);

impl Starter {
    pub async fn connect(ingress: &str) -> anyhow::Result<Self> {
        Ok(Self(Connection::connect(ingress).await?))
    }
}

impl Client for Starter {
    async fn once(&mut self) -> anyhow::Result<()> {
        let start = json!({ "amount": 1200, "priority": "high" });
        let way: String = self.0.post("start", "/StraightThrough/handle", &start).await?;
        ensure!(way == "long", "Restate's run went the {way} way");
        Ok(())
    }

    fn take_times(&mut self) -> Latencies {
        std::mem::take(&mut self.0.times)
    }
}

/// W2: five calls, and more where a task is not there yet.
pub struct Approver {
    to: Connection,
    own: usize,
    next: usize,
}

impl Approver {
    pub async fn connect(ingress: &str, own: usize) -> anyhow::Result<Self> {
        Ok(Self { to: Connection::connect(ingress).await?, own, next: 0 })
    }

    async fn until_listed(&mut self, run: &str, task: &str) -> anyhow::Result<()> {
        let path = format!("/HumanApproval/{run}/list");
        for _ in 0..LOOKS {
            let open: String = self.to.get("list", &path).await?;
            if open == task {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        bail!("Restate did not open the task \"{task}\" of {run}")
    }
}

impl Client for Approver {
    async fn once(&mut self) -> anyhow::Result<()> {
        let run = format!("{}-{}", self.own, self.next);
        self.next += 1;
        let base = format!("/HumanApproval/{run}");
        let request = json!({ "item": "A chair", "amount": 1200 });
        self.to.post::<IgnoredAny>("start", &format!("{base}/run/send"), &request).await?;
        self.until_listed(&run, "more").await?;
        let form = json!({ "vendor": "Woodwork", "needed": "2030-01-31", "reason": "The old one is broken." });
        self.to.post::<IgnoredAny>("complete", &format!("{base}/complete"), &form).await?;
        self.until_listed(&run, "approve").await?;
        self.to.post::<IgnoredAny>("approve", &format!("{base}/approve"), &json!({ "choice": "approve" })).await?;
        Ok(())
    }

    fn take_times(&mut self) -> Latencies {
        std::mem::take(&mut self.to.times)
    }
}
