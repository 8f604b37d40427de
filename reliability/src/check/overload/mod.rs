//! Ten times as much as the server can do: it goes on doing what it can, each command in time, and tells the others at once to
//! come again; its memory stays bounded; when the load is over it is as before; what it acknowledged is there after its end.

mod load;

use std::time::{Duration, Instant};

use anyhow::Context;
use serde_json::json;
use tokio::task::JoinSet;

use crate::options::Options;
use crate::report::Found;
use crate::server::Server;
use baton_bench::process;
use load::{Tally, connect, exchange, open_loop};

/// How many times the capacity is asked for.
const TIMES: f64 = 10.0;
/// The most that is asked for a second; the load must not take the machine from the server.
const RATE_MAX: f64 = 20_000.0;
/// How long the capacity is measured, and how long it is exceeded.
const MEASURED: Duration = Duration::from_secs(2);
const EXCEEDED: Duration = Duration::from_secs(4);
/// With so many connections the capacity is measured.
const CLOSED_LOOP: usize = 32;
/// How long an acknowledged command may take; a development build takes several times as long.
const P99_MS_MAX: u64 = if cfg!(debug_assertions) { 5_000 } else { 1_000 };
const RECOVERED_WITHIN: Duration = Duration::from_secs(10);
const SERVER_BYTES_MAX: u64 = 512 << 20;
/// How many large bodies are sent at once, and how large.
const BODIES: usize = 200;
const BODY_BYTES: usize = 1_900_000;
const PASSWORD: &str = "ten times as many";
/// A workflow that is done at once: the whole way of a command, and nobody to wait for.
const WORKFLOW: &str = "workflow: overload\ntitle: Overload\nowner: crowd\nstart:\n  - form: One more\n    who: everyone\n    \
                        gives: [n]\nfields:\n  n: { type: number }\n  twice: { type: number }\nsteps:\n  - set: Double it\n    \
                        gives: { twice: n * 2 }\n  - end: done\noutcomes:\n  done: { title: Done, gives: [twice] }\n";

/// Does it `count` times, each on a workspace of its own.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let threads = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    for n in 0..options.count {
        threads.block_on(once(options, n, &mut found))?;
    }
    Ok(found)
}

/// Somebody who is signed in.
struct Caller {
    host: String,
    cookie: String,
}

impl Caller {
    fn request(&self, method: &str, path: &str, body: &str, more: &str) -> Vec<u8> {
        let head = format!("{method} /api/v1{path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n", self.host, self.cookie);
        let length = body.len();
        let kind = "Content-Type: application/json\r\nBaton-CSRF: 1\r\n";
        format!("{head}{kind}{more}Content-Length: {length}\r\n\r\n{body}").into_bytes()
    }

    fn start(&self, n: u64) -> Vec<u8> {
        self.request("POST", "/workflows/overload/runs", &json!({ "values": { "n": n } }).to_string(), "")
    }

    async fn must(&self, method: &str, path: &str, body: &str, more: &str) -> anyhow::Result<serde_json::Value> {
        let mut stream = connect(&self.host, 0).await?;
        let (status, _, said) = exchange(&mut stream, &self.request(method, path, body, more)).await?;
        anyhow::ensure!(status < 300, "{method} {path} was refused with {status}: {said}");
        Ok(serde_json::from_str(&said).unwrap_or_default())
    }
}

async fn once(options: &Options, n: u64, found: &mut Found) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut server = Server::start(&options.baton, folder.path(), true, &[("BATON_LOG", "warn")])?;
    let caller = prepared(&server).await?;
    let capacity = capacity(&caller).await?;
    let rate = (capacity * TIMES).min(RATE_MAX);
    let mut tally = open_loop(&caller.host, (rate, EXCEEDED), |n| caller.start(n)).await?;
    judge(n, &mut tally, found);
    let recovered = recovered(&caller).await;
    large_bodies(&caller, n, found).await?;
    found.highest("capacity_per_s", capacity as u64);
    found.highest("asked_per_s", rate as u64);
    found.highest("asked_percent", (rate * 100.0 / capacity) as u64);
    match recovered {
        Some(took) => found.highest("slowest_recovery_ms", took.as_millis() as u64),
        None => found.faults.push(format!("try {n}: {} s after the load it still refuses", RECOVERED_WITHIN.as_secs())),
    }
    let peak = process::memory(server.pid())?.1;
    found.highest("server_peak_mib", peak >> 20);
    if peak > SERVER_BYTES_MAX {
        found.faults.push(format!("try {n}: the server took {} MiB", peak >> 20));
    }
    server.kill()?;
    let server = Server::start(&options.baton, folder.path(), false, &[("BATON_LOG", "warn")])?;
    let caller = Caller { host: server.host.clone(), ..caller };
    let lost = missing(&caller, &tally.acknowledged).await?;
    found.add("lost", lost.len() as u64);
    found.faults.extend(lost.iter().take(5).map(|key| format!("try {n}: {key} was acknowledged and is not there")));
    Ok(())
}

/// A workspace with its administrator and the workflow.
async fn prepared(server: &Server) -> anyhow::Result<Caller> {
    let mut caller = Caller { host: server.host.clone(), cookie: String::new() };
    let token = server.setup.as_deref().context("no link for the administrator")?;
    let who = json!({ "token": token, "name": "Load", "email": "load@example.org", "password": PASSWORD });
    caller.must("POST", "/setup", &who.to_string(), "").await?;
    caller.cookie = signed_in(&caller).await?;
    let group = json!({ "handle": "crowd", "title": "Crowd" }).to_string();
    caller.must("POST", "/groups", &group, "").await?;
    let source = json!({ "source": WORKFLOW }).to_string();
    let draft = caller.must("PUT", "/workflows/overload/draft", &source, "If-None-Match: *\r\n").await?;
    let publish = json!({ "rev": draft["rev"], "note": "To be asked for too often" }).to_string();
    caller.must("POST", "/workflows/overload/publish", &publish, "").await?;
    Ok(caller)
}

/// The cookie of a new session; the answer's head is what says it.
async fn signed_in(caller: &Caller) -> anyhow::Result<String> {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let who = json!({ "person": "load@example.org", "password": PASSWORD }).to_string();
    let mut stream = connect(&caller.host, 0).await?;
    stream.write_all(&caller.request("POST", "/session", &who, "Connection: close\r\n")).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let answer = String::from_utf8_lossy(&answer);
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "));
    let cookie = cookie.and_then(|cookie| cookie.split(';').next()).context("no session was opened")?;
    Ok(cookie.to_owned())
}

/// How many starts a second it does for callers who each wait for their answer.
async fn capacity(caller: &Caller) -> anyhow::Result<f64> {
    let began = Instant::now();
    let mut all = JoinSet::new();
    for nth in 0..CLOSED_LOOP {
        let (host, bytes) = (caller.host.clone(), caller.start(nth as u64));
        all.spawn(async move {
            let (mut stream, mut done) = (connect(&host, nth).await?, 0_u64);
            while began.elapsed() < MEASURED {
                let (status, _, said) = exchange(&mut stream, &bytes).await?;
                anyhow::ensure!(status == 201, "a start was refused with {status}: {said}");
                done += 1;
            }
            anyhow::Ok(done)
        });
    }
    let mut done = 0;
    while let Some(one) = all.join_next().await {
        done += one??;
    }
    Ok(done as f64 / began.elapsed().as_secs_f64())
}

fn judge(n: u64, tally: &mut Tally, found: &mut Found) {
    let p99 = tally.p99_ms();
    found.highest("acknowledged_p99_ms", p99);
    found.add("acknowledged", tally.acknowledged.len() as u64);
    found.add(
        "refused",
        tally.by_status.get(&503).copied().unwrap_or(0) + tally.by_status.get(&429).copied().unwrap_or(0),
    );
    found.add("unsent", tally.unsent);
    if p99 > P99_MS_MAX {
        found.faults.push(format!("try {n}: an acknowledged command took {p99} ms (99th percentile)"));
    }
    if tally.acknowledged.is_empty() {
        found.faults.push(format!("try {n}: nothing was done at all"));
    }
    if tally.mute > 0 {
        found.faults.push(format!("try {n}: {} refusals did not say when to come again", tally.mute));
    }
    found.faults.extend(tally.odd.drain(..).map(|odd| format!("try {n}: an answer of {odd}")));
}

/// When the first of ten starts in a row is done at once again.
async fn recovered(caller: &Caller) -> Option<Duration> {
    let (began, mut in_a_row) = (Instant::now(), 0);
    while began.elapsed() < RECOVERED_WITHIN {
        let asked = Instant::now();
        let done = caller.must("POST", "/workflows/overload/runs", "{}", "").await.is_ok();
        in_a_row = if done && asked.elapsed() < Duration::from_millis(P99_MS_MAX / 2) { in_a_row + 1 } else { 0 };
        if in_a_row == 10 {
            return Some(began.elapsed());
        }
    }
    None
}

/// Many bodies of nearly the largest size at once, each as dear to read as it can be.
async fn large_bodies(caller: &Caller, n: u64, found: &mut Found) -> anyhow::Result<()> {
    let mut all = JoinSet::new();
    let body = format!("{{\"values\": {{\"n\": [{}0]}}}}", "[],".repeat(BODY_BYTES / 3));
    for nth in 0..BODIES {
        let (host, bytes) = (caller.host.clone(), caller.request("POST", "/workflows/overload/runs", &body, ""));
        all.spawn(async move {
            let mut stream = connect(&host, nth).await?;
            exchange(&mut stream, &bytes).await
        });
    }
    let small = caller.must("GET", "/session", "", "").await;
    if let Err(error) = small {
        found.faults.push(format!("try {n}: beside large bodies: {error:#}"));
    }
    while let Some(one) = all.join_next().await {
        // A connection may be closed while its body is still on its way: it was refused.
        let Ok((status, ..)) = one? else { continue };
        found.add("large_bodies_answered", 1);
        if !matches!(status, 400..=499 | 503) {
            found.faults.push(format!("try {n}: a body that says nothing was answered {status}"));
        }
    }
    Ok(())
}

/// Which of these runs are not there.
async fn missing(caller: &Caller, keys: &[String]) -> anyhow::Result<Vec<String>> {
    let mut stream = connect(&caller.host, 0).await?;
    let mut missing = Vec::new();
    for key in keys {
        let (status, ..) = exchange(&mut stream, &caller.request("GET", &format!("/runs/{key}"), "", "")).await?;
        if status != 200 {
            missing.push(key.clone());
        }
    }
    Ok(missing)
}
