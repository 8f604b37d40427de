//! The application with DBOS in it: the workflows, and clients that call the library where they are, without a hop.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use baton_bench::latency::Latencies;
use dbos::{Config, DBOS, SendOptions, StartOptions, WorkflowRef};
use serde::{Deserialize, Serialize};

use crate::clients::Client;
use crate::served::{self, Counted};
use crate::turn::{Drive, Measured, Workload};

/// Nothing here waits as long as this.
const LONG: Duration = Duration::from_mins(10);
/// Connections of the pool: as many as the clients of the standing size can use, within PostgreSQL's stock limit of 100.
const CONNECTIONS: u32 = 32;

#[derive(Clone, Serialize, Deserialize)]
struct Request {
    item: String,
    amount: u64,
    priority: String,
}

#[derive(Serialize, Deserialize)]
struct Form {
    vendor: String,
    needed: String,
    reason: String,
}

type Flow = WorkflowRef<Request, String>;

/// One turn: starts DBOS, drives the workload, says what it cost; `postgres` is the database's first process.
pub async fn turn(drive: Drive, database: String, postgres: u32) -> anyhow::Result<Measured> {
    let app = DBOS::new(Config {
        app_version: Some("1".to_owned()),
        max_connections: CONNECTIONS,
        ..Config::new("baton-peers", database)
    });
    let straight_through = app.register_workflow("straight-through", straight_through)?;
    let human_approval = app.register_workflow("human-approval", human_approval)?;
    app.launch().await?;
    let pids = [std::process::id(), postgres];
    let counted = Counted { peer: &pids, clients_apart: false };
    let measured = match drive.workload {
        Workload::W1 => {
            let client = |_| Starter { flow: straight_through.clone(), times: Latencies::default() };
            served::drive((0..drive.clients).map(client).collect(), drive, counted).await?
        }
        Workload::W2 => {
            let client = |_| Approver { app: app.clone(), flow: human_approval.clone(), times: Latencies::default() };
            served::drive((0..drive.clients).map(client).collect(), drive, counted).await?
        }
    };
    app.shutdown().await;
    Ok(measured)
}

async fn straight_through(start: Request) -> dbos::Result<String> {
    nothing("take the tax apart").await?;
    nothing("keep the tax").await?;
    let way = if start.amount > 1000 && start.priority == "high" {
        nothing("the long way").await?;
        "long"
    } else {
        nothing("the short way").await?;
        "short"
    };
    nothing("add it up").await?;
    nothing("write it down").await?;
    Ok(way.to_owned())
}

async fn nothing(name: &str) -> dbos::Result<()> {
    dbos::step(name, || async { Ok(()) }).await
}

async fn human_approval(request: Request) -> dbos::Result<String> {
    dbos::set_event("more", &request.item).await?;
    let form: Option<Form> = dbos::recv(Some("more"), LONG).await?;
    let level = if request.amount >= 1000 { "high" } else { "low" };
    let vendor = form.map(|form| form.vendor).unwrap_or_default();
    dbos::set_event("approve", &format!("{level}, {vendor}")).await?;
    let choice: Option<String> = dbos::recv(Some("approve"), LONG).await?;
    Ok(format!("{}, {level}", choice.unwrap_or_default()))
}

fn request() -> Request {
    Request { item: "A chair".to_owned(), amount: 1200, priority: "high".to_owned() }
}

struct Starter {
    flow: Flow,
    times: Latencies,
}

impl Client for Starter {
    async fn once(&mut self) -> anyhow::Result<()> {
        let began = Instant::now();
        let way = self.flow.run(request()).await?;
        self.times.record("start", began.elapsed());
        ensure!(way == "long", "DBOS's run went the {way} way");
        Ok(())
    }

    fn take_times(&mut self) -> Latencies {
        std::mem::take(&mut self.times)
    }
}

struct Approver {
    app: DBOS,
    flow: Flow,
    times: Latencies,
}

impl Approver {
    /// The open task: waits until it is there, which a list over HTTP could not.
    async fn list(&mut self, run: &str, task: &str) -> anyhow::Result<()> {
        let began = Instant::now();
        let open: Option<String> = self.app.get_event(run, task, LONG).await?;
        open.with_context(|| format!("DBOS did not open the task \"{task}\" of {run}"))?;
        self.times.record("list", began.elapsed());
        Ok(())
    }

    async fn complete<T: Serialize>(
        &mut self,
        run: &str,
        call: &'static str,
        topic: &str,
        answer: &T,
    ) -> anyhow::Result<()> {
        let began = Instant::now();
        let options = SendOptions { topic: Some(topic), ..SendOptions::default() };
        self.app.send_with(run, answer, options).await?;
        self.times.record(call, began.elapsed());
        Ok(())
    }
}

impl Client for Approver {
    async fn once(&mut self) -> anyhow::Result<()> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let run = format!("run-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let began = Instant::now();
        let options = StartOptions { workflow_id: Some(&run), ..StartOptions::default() };
        let flow = self.flow.clone();
        let handle = flow.start_with(request(), options).await?;
        self.times.record("start", began.elapsed());
        self.list(&run, "more").await?;
        let form = Form {
            vendor: "Woodwork".to_owned(),
            needed: "2030-01-31".to_owned(),
            reason: "The old one is broken.".to_owned(),
        };
        self.complete(&run, "complete", "more", &form).await?;
        self.list(&run, "approve").await?;
        self.complete(&run, "approve", "approve", &"approve").await?;
        let ended = handle.result().await?;
        ensure!(ended == "approve, high", "DBOS's run ended with \"{ended}\"");
        Ok(())
    }

    fn take_times(&mut self) -> Latencies {
        std::mem::take(&mut self.times)
    }
}
