//! A real workspace under load: somebody starts runs and finishes their tasks all the time, files with them, while mails leave
//! and timers come due.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Context;
use serde_json::{Value, json};

use crate::caller::Caller;
use crate::moment::wait;
use crate::server::Server;
use crate::sink::Sink;

const WORKFLOW: &str = include_str!("keep.yaml");
const PASSWORD: &str = "nobody lives here for long";
/// How many work at once.
const CALLERS: usize = 3;
/// How many runs they begin while one backup is taken: what grows without end makes every later try slower.
const RUNS_A_TRY: u64 = 40;
/// How long who has nothing to do waits.
const PAUSE: Duration = Duration::from_millis(5);

/// What a server is started with: it sends its mails to the mailbox.
pub fn start(baton: &Path, folder: &Path, first: bool, mailbox: &Sink) -> anyhow::Result<Server> {
    let environment = [
        ("BATON_MAIL_SMTP", mailbox.address.as_str()),
        ("BATON_MAIL_FROM", "baton@example.org"),
        ("BATON_LOG", "warn"),
    ];
    Server::start(baton, folder, first, &environment)
}

/// Makes the administrator, the workflow, and a token that is kept over a restore; with it.
pub fn make(server: &Server) -> anyhow::Result<Caller> {
    let mut ada = Caller::nobody(&server.host);
    let setup = server.setup.as_deref().context("a new workspace prints its link")?;
    let who = json!({ "token": setup, "name": "Ada", "email": "ada@example.org", "password": PASSWORD });
    ada.sign_in("POST /api/v1/setup", &who)?;
    ada.send("POST /api/v1/groups", &json!({ "handle": "keepers", "title": "Keepers" }))?;
    let draft = ada.send_new("PUT /api/v1/workflows/keep/draft", &json!({ "source": WORKFLOW }))?;
    ada.send("POST /api/v1/workflows/keep/publish", &json!({ "rev": draft["rev"], "note": "For a check" }))?;
    let token = ada.send("POST /api/v1/tokens", &json!({ "name": "load", "scopes": ["read", "work"] }))?;
    Ok(Caller::token(&server.host, token["secret"].as_str().context("a token without a secret")?))
}

/// Starts a run, sometimes with a file; its key.
pub fn begin(caller: &Caller, n: u64) -> anyhow::Result<String> {
    let mut values = json!({ "item": format!("thing {n}") });
    if n.is_multiple_of(5) {
        let content = format!("what thing {n} looks like ").repeat(400);
        values["paper"] = caller.upload("thing.txt", content.as_bytes())?;
    }
    let run = caller.send("POST /api/v1/workflows/keep/runs", &json!({ "values": values }))?;
    Ok(run["key"].as_str().context("a run without a key")?.to_owned())
}

/// Finishes a run's task.
pub fn finish(caller: &Caller, run: &str) -> anyhow::Result<()> {
    caller.send(&format!("POST /api/v1/tasks/{run}.1/complete"), &json!({ "values": {} })).map(drop)
}

/// Work that goes on until it is dropped.
pub struct Load {
    stop: Arc<AtomicBool>,
    begun: Arc<AtomicU64>,
    allowed: Arc<AtomicU64>,
    threads: Vec<std::thread::JoinHandle<anyhow::Result<()>>>,
}

impl Load {
    /// Begins.
    pub fn begin(caller: &Caller) -> Self {
        let (stop, begun) = (Arc::<AtomicBool>::default(), Arc::<AtomicU64>::default());
        let allowed = Arc::<AtomicU64>::default();
        let work = |own: usize| {
            let (caller, stop) = (caller.clone(), Arc::clone(&stop));
            let (begun, allowed) = (Arc::clone(&begun), Arc::clone(&allowed));
            std::thread::spawn(move || {
                let mut n = own as u64;
                while !stop.load(Ordering::Relaxed) {
                    if begun.load(Ordering::SeqCst) >= allowed.load(Ordering::SeqCst) {
                        wait(PAUSE);
                        continue;
                    }
                    let run = begin(&caller, n)?;
                    begun.fetch_add(1, Ordering::SeqCst);
                    if !n.is_multiple_of(3) {
                        finish(&caller, &run)?;
                    }
                    n += CALLERS as u64;
                }
                Ok(())
            })
        };
        let threads = (0..CALLERS).map(work).collect();
        Self { stop, begun, allowed, threads }
    }

    /// Lets them work for another try.
    pub fn go_on(&self) {
        self.allowed.fetch_add(RUNS_A_TRY, Ordering::SeqCst);
    }

    /// How many runs were acknowledged so far.
    pub fn acknowledged(&self) -> u64 {
        self.begun.load(Ordering::SeqCst)
    }

    /// Ends it; what went wrong.
    pub fn end(self) -> anyhow::Result<()> {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads {
            thread.join().map_err(|_| anyhow::anyhow!("the load ended in a panic"))??;
        }
        Ok(())
    }
}

/// What a `--json` command said.
pub fn said(ran: &std::process::Output) -> anyhow::Result<Value> {
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    anyhow::ensure!(ran.status.success(), "{}: {out}{err}", ran.status);
    serde_json::from_str(&out).with_context(|| format!("no JSON: {out}"))
}
