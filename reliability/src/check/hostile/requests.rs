//! Hostile requests to a server with the example workspace, over several connections at once.

use std::fmt::Write as _;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use fastrand::Rng;
use serde_json::{Value, json};

use super::corpus::Corpus;
use super::known::{Description, Keys};
use super::request::{Request, Source, draw};
use super::wire::{Answer, Wire};
use crate::options::Options;
use crate::report::Found;
use crate::server::Server;
use baton_bench::process;

const CONNECTIONS: u64 = 4;
/// Who attacks: mostly somebody who may much, as more of the server is behind it.
const PEOPLE: &[&str] =
    &["@ines.weber", "@ines.weber", "@nora.lindqvist", "@ana.diaz", "@kofi.mensah", "@alan.whitfield"];
/// How much memory the server may take.
const SERVER_BYTES_MAX: u64 = 512 << 20;
/// What takes longer is tried again alone, and its work measured.
const SLOW: Duration = Duration::from_secs(1);
const SLOW_KEPT_MAX: usize = 20;

struct Attack<'a> {
    options: &'a Options,
    host: String,
    corpus: Corpus,
    description: Description,
    keys: Mutex<Keys>,
    found: Mutex<Found>,
    slow: Mutex<Vec<Vec<u8>>>,
    next: AtomicU64,
    count: u64,
}

/// Sends them, and looks at the server afterwards.
pub fn run(options: &Options, count: u64, found: &mut Found) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut server = Server::example(&options.baton, folder.path(), &[("BATON_LOG", "warn")])?;
    let mut wire = Wire::to(&server.host);
    let document = wire.exchange(&get("/api/openapi.json", &server.host, ""))?;
    let description = Description::read(&serde_json::from_slice(&document.body).context("no description of the API")?);
    let attack = Attack {
        options,
        host: server.host.clone(),
        corpus: Corpus::read()?,
        description,
        keys: Mutex::default(),
        found: Mutex::default(),
        slow: Mutex::default(),
        next: AtomicU64::new(0),
        count,
    };
    std::thread::scope(|threads| {
        let all: Vec<_> = (0..CONNECTIONS).map(|_| threads.spawn(|| attack.connection())).collect();
        for one in all {
            let ended = one.join().unwrap_or_else(|_| anyhow::bail!("a connection ended in a panic"));
            if let Err(error) = ended {
                attack.wrong(format!("a connection could not go on: {error:#}"));
            }
        }
    });
    attack.try_slow_alone(server.pid())?;
    *found = attack.found.into_inner().unwrap_or_default();
    found.figures.insert("requests".to_owned(), json!(count));
    afterwards(options, &mut server, folder.path(), found)
}

fn afterwards(
    options: &Options,
    server: &mut Server,
    folder: &std::path::Path,
    found: &mut Found,
) -> anyhow::Result<()> {
    if !server.answers() {
        found.faults.push("the server does not answer any more".to_owned());
    }
    let peak = process::memory(server.pid()).map_or(0, |(_, peak)| peak);
    found.figures.insert("server_peak_mib".to_owned(), json!(peak >> 20));
    if peak > SERVER_BYTES_MAX {
        found.faults.push(format!("the server took {} MiB of memory", peak >> 20));
    }
    server.kill()?;
    let log = std::fs::read(folder.join("server.log"))?;
    let log = String::from_utf8_lossy(&log);
    for line in log.lines().filter(|line| line.contains("panic") || line.contains("overflow")) {
        found.faults.push(format!("the server's log says: {line}"));
    }
    let verify = Command::new(&options.baton).args(["verify", "--rebuild", "--data"]).arg(folder).output()?;
    if !verify.status.success() {
        let said = String::from_utf8_lossy(&verify.stdout).into_owned() + &String::from_utf8_lossy(&verify.stderr);
        found.faults.push(format!("what is left does not verify: {said}"));
    }
    Ok(())
}

fn get(path: &str, host: &str, cookie: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n").into_bytes()
}

impl Attack<'_> {
    fn connection(&self) -> anyhow::Result<()> {
        let mut wire = Wire::to(&self.host);
        let mut cookie = String::new();
        loop {
            let n = self.next.fetch_add(1, Ordering::Relaxed);
            if n >= self.count {
                return Ok(());
            }
            let mut random = self.options.random(n);
            // People change now and then, as does what there is to name.
            if cookie.is_empty() || random.u8(..200) == 0 {
                cookie = self.sign_in(&mut wire, &mut random)?;
                self.look_around(&mut wire, &cookie, &mut random)?;
            }
            if self.one(n, &mut wire, &cookie, &mut random)? {
                cookie.clear();
            }
        }
    }

    /// Sends the `n`-th request; whether the session is over.
    fn one(&self, n: u64, wire: &mut Wire, cookie: &str, random: &mut Rng) -> anyhow::Result<bool> {
        let request = {
            let keys = self.keys.lock().map_err(|_| anyhow::anyhow!("another connection ended in a panic"))?;
            let source =
                Source { description: &self.description, keys: &keys, corpus: &self.corpus, host: &self.host, cookie };
            draw(&source, random)
        };
        let request = request.context("the API's description names no operation")?;
        let began = Instant::now();
        let answer = if request.is_broken {
            wire.throw(&request.bytes).transpose()
        } else {
            Some(wire.exchange(&request.bytes))
        };
        if began.elapsed() > SLOW && !request.is_broken {
            self.is_slow(&request);
        }
        match answer {
            None => Ok(false),
            Some(Err(error)) => {
                self.wrong(format!("request {n}: {error:#}: {}", shown(&request)));
                // A server that is not there any more refuses every connection; then nothing else can be learned.
                if Wire::to(&self.host).exchange(&get("/api/v1/health", &self.host, "")).is_ok() {
                    Ok(false)
                } else {
                    Err(error)
                }
            }
            Some(Ok(answer)) => {
                self.judge(n, &request, &answer, random);
                Ok(answer.status == 401 && !request.is_broken || request.name == "sign_out")
            }
        }
    }

    fn judge(&self, n: u64, request: &Request, answer: &Answer, random: &mut Rng) {
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let is_busy = answer.status == 503 && body["code"] == "server.busy";
        let is_refused = answer.status == 429 || answer.status < 400 || is_busy;
        self.count_in(if is_busy {
            "told_to_come_again"
        } else if answer.status < 400 {
            "taken"
        } else {
            "refused"
        });
        if answer.status >= 500 && !is_busy {
            return self.wrong(format!("request {n}: {} {body}: {}", answer.status, shown(request)));
        }
        // What is no HTTP is refused before the API sees it, and a HEAD is answered without words.
        let has_words = !request.is_broken && !request.bytes.starts_with(b"HEAD ") && request.path.starts_with("/api/");
        let is_coded =
            answer.kind == "application/problem+json" && body["code"].is_string() && body["remedy"].is_string();
        if has_words && !is_refused && !is_coded && !matches!(answer.status, 400 | 414 | 431) {
            self.wrong(format!("request {n}: {} without a code ({}): {}", answer.status, answer.kind, shown(request)));
        }
        if answer.status < 300
            && random.u8(..8) == 0
            && let Ok(mut keys) = self.keys.lock()
        {
            keys.learn(&request.path, &body, random);
        }
    }

    /// Signs in as one of the people; as another where the attack has closed somebody's account.
    fn sign_in(&self, wire: &mut Wire, random: &mut Rng) -> anyhow::Result<String> {
        let first = random.usize(..PEOPLE.len());
        for person in (0..PEOPLE.len()).map(|n| PEOPLE[(first + n) % PEOPLE.len()]) {
            let body = json!({ "person": person }).to_string();
            let head = format!(
                "POST /api/v1/session HTTP/1.1\r\nHost: {}\r\nBaton-CSRF: 1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
                self.host,
                body.len()
            );
            if let Some(cookie) = wire.exchange((head + &body).as_bytes())?.cookie {
                return Ok(cookie);
            }
        }
        // Then it goes on as nobody.
        self.count_in("signed_in_as_nobody");
        Ok("__Host-baton=none".to_owned())
    }

    fn look_around(&self, wire: &mut Wire, cookie: &str, random: &mut Rng) -> anyhow::Result<()> {
        let mut paths: Vec<String> =
            self.description.operations.iter().filter(|it| it.method == "GET").map(|it| it.path.clone()).collect();
        paths.retain(|path| !path.contains('{') && !path.ends_with("/events"));
        paths.push("/api/v1/tasks?view=offered".to_owned());
        for path in paths {
            let answer = wire.exchange(&get(&path, &self.host, cookie))?;
            self.learn(&path, &answer, random);
        }
        for (kind, place) in
            [("tasks", "/api/v1/tasks/"), ("runs", "/api/v1/runs/"), ("workflows", "/api/v1/workflows/")]
        {
            let one = self.keys.lock().ok().and_then(|keys| keys.one(kind, random));
            let path = format!("{place}{}", one.unwrap_or_default());
            let answer = wire.exchange(&get(&path, &self.host, cookie))?;
            self.learn(&path, &answer, random);
        }
        Ok(())
    }

    fn learn(&self, path: &str, answer: &Answer, random: &mut Rng) {
        if let (Ok(body), Ok(mut keys)) = (serde_json::from_slice(&answer.body), self.keys.lock()) {
            keys.learn(path, &body, random);
        }
    }

    fn is_slow(&self, request: &Request) {
        self.count_in("slower_than_1_s");
        if let Ok(mut slow) = self.slow.lock()
            && slow.len() < SLOW_KEPT_MAX
        {
            slow.push(request.bytes.clone());
        }
    }

    /// A machine that is busy with other things is not what is measured: only work of the server counts.
    fn try_slow_alone(&self, server: u32) -> anyhow::Result<()> {
        let slow = self.slow.lock().map(|slow| slow.clone()).unwrap_or_default();
        for bytes in slow {
            let before = process::cpu_ms(server)?;
            let _refused_now = Wire::to(&self.host).exchange(&bytes);
            let took = process::cpu_ms(server)? - before;
            if took > 1000.0 {
                self.wrong(format!("{took:.0} ms of work for {}", text_of(&bytes)));
            }
        }
        Ok(())
    }

    fn wrong(&self, what: String) {
        if let Ok(mut found) = self.found.lock() {
            found.faults.push(what);
        }
    }

    fn count_in(&self, figure: &str) {
        if let Ok(mut found) = self.found.lock() {
            found.add(figure, 1);
        }
    }
}

fn shown(request: &Request) -> String {
    format!("{} as {}", request.name, text_of(&request.bytes))
}

/// The beginning of a request, on one line and without whose it is.
fn text_of(bytes: &[u8]) -> String {
    let mut shown = String::new();
    for line in String::from_utf8_lossy(&bytes[..bytes.len().min(3_000)]).split("\r\n") {
        if !line.starts_with("Cookie:") && !line.starts_with("X-") {
            let _ = write!(shown, "{}␍", line.chars().take(500).collect::<String>());
        }
    }
    shown.chars().take(1_500).collect()
}
