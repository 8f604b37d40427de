//! Restate's server with the service registered in it, and what it says about runs that ended.

use std::time::Duration;

use anyhow::Context;
use baton_bench::client::Client as Connection;
use rustix::process::Signal;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::json;

use crate::peer::Place;
use crate::running::{Running, Start, free_port};
use crate::turn::Workload;

/// How long it may take to be there.
const START: Duration = Duration::from_mins(1);

/// The two processes.
pub struct Restate {
    server: Running,
    service: Running,
    admin: String,
    /// `host:port` for those who call.
    pub ingress: String,
}

/// Runs that ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    pub well: u64,
    pub failed: u64,
}

#[derive(Deserialize)]
struct Rows {
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    result: Option<String>,
    n: u64,
}

impl Restate {
    /// Starts both, with their defaults, on loopback only, and registers the service.
    pub async fn start(place: &Place<'_>) -> anyhow::Result<Self> {
        let [ingress, admin, node, listen] =
            [free_port()?, free_port()?, free_port()?, free_port()?].map(|port| format!("127.0.0.1:{port}"));
        let service = Running::start(Start {
            what: "Restate's service",
            program: &place.own,
            arguments: &["restate-service", "--listen", &listen].map(str::to_owned),
            environment: &[],
            user: None,
            log: place.folder.join("restate-service.log"),
            ending: Signal::KILL,
        })?;
        let data = place.folder.join("restate").display().to_string();
        let arguments = ["--no-logo", "--listen-mode", "tcp", "--base-dir", &data, "--bind-address", &node];
        let server = Running::start(Start {
            what: "restate-server",
            program: &place.options.restate_server,
            arguments: &arguments.map(str::to_owned),
            environment: &[
                ("RESTATE_INGRESS__BIND_ADDRESS", ingress.clone()),
                ("RESTATE_ADMIN__BIND_ADDRESS", admin.clone()),
                ("RESTATE_ADVERTISED_ADDRESS", format!("http://{node}")),
                ("RESTATE_DISABLE_TELEMETRY", "true".to_owned()),
                // A line for each request would be measured too; the others say as little.
                ("RESTATE_LOG_FILTER", "warn".to_owned()),
            ],
            user: None,
            log: place.folder.join("restate.log"),
            ending: Signal::KILL,
        })?;
        let mut restate = Self { server, service, admin, ingress };
        restate.register(&listen).await?;
        Ok(restate)
    }

    /// Both processes.
    pub fn pids(&self) -> [u32; 2] {
        [self.server.pid(), self.service.pid()]
    }

    async fn register(&mut self, listen: &str) -> anyhow::Result<()> {
        let admin = self.admin.clone();
        let deployment = json!({ "uri": format!("http://{listen}") });
        let registered = async || {
            let mut to = Connection::connect(&admin).await.ok()?;
            to.post::<IgnoredAny>("register", "/deployments", &deployment).await.ok()
        };
        self.server.until(START, registered).await.context("the service could not be registered")?;
        let ingress = self.ingress.clone();
        let healthy = async || {
            let mut to = Connection::connect(&ingress).await.ok()?;
            to.get::<IgnoredAny>("health", "/restate/health").await.ok()
        };
        self.server.until(START, healthy).await.map(|_| ())
    }

    /// Waits until as many have ended as the clients say, and counts them in Restate's own tables.
    pub async fn ended(&mut self, workload: Workload, expected: u64, within: Duration) -> anyhow::Result<Ended> {
        let (service, handler) = match workload {
            Workload::W1 => ("StraightThrough", "handle"),
            Workload::W2 => ("HumanApproval", "run"),
        };
        let query = json!({ "query": format!(
            "select completion_result as result, count(*) as n from sys_invocation \
             where target_service_name = '{service}' and target_handler_name = '{handler}' group by completion_result"
        ) });
        let admin = self.admin.clone();
        let mut last = Ended { well: 0, failed: 0 };
        let all = async || {
            let mut to = Connection::connect(&admin).await.ok()?;
            let rows: Rows = to.post("count", "/query", &query).await.ok()?;
            let count = |result: &str| -> u64 {
                rows.rows.iter().filter(|row| row.result.as_deref() == Some(result)).map(|row| row.n).sum()
            };
            last = Ended { well: count("success"), failed: count("failure") };
            (last.well + last.failed >= expected).then_some(())
        };
        let found = self.server.until(within, all).await;
        found.with_context(|| format!("Restate counts {last:?}, its clients {expected}"))?;
        Ok(last)
    }
}
