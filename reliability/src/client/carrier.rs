//! A connection of a worker: takes jobs, finishes most, fails some, and forgets some, so that their lease runs out.

use std::time::{Duration, Instant};

use anyhow::Context;
use serde_json::{Value, json};

use super::journal::{Essence, Journal, Line, Sent};
use crate::http::{Connection, Request};
use crate::moment;

/// What it asks for.
const TOPIC: &str = "haul";
/// For how long a job is its own.
const LEASE_S: u32 = 2;
/// How long it waits for what is left to be done.
const REST_WITHIN: Duration = Duration::from_mins(1);
/// Of so many jobs one is forgotten, and one fails.
const ODD_EVERY: u8 = 12;

/// A worker's connection.
pub struct Carrier {
    token: String,
    name: String,
    journal: Journal,
    random: fastrand::Rng,
}

impl Carrier {
    /// The worker whose journal this is.
    pub fn new(token: &str, n: usize, journal: Journal, random: fastrand::Rng) -> Self {
        Self { token: token.to_owned(), name: format!("carrier-{n}"), journal, random }
    }

    /// Repeats what is not answered, then works until the time is over or the server is gone.
    pub fn go_on(&mut self, host: &str, until: Instant, pause: Duration) -> anyhow::Result<()> {
        let Ok(mut to) = Connection::open(host) else { return Ok(()) };
        if !self.repeat(&mut to)? {
            return Ok(());
        }
        while Instant::now() < until {
            let Some(jobs) = self.take(&mut to) else { return Ok(()) };
            for job in &jobs {
                if self.random.u8(..ODD_EVERY) > 0 && !self.answer(&mut to, job)? {
                    return Ok(());
                }
            }
            moment::wait(pause.max(Duration::from_millis(if jobs.is_empty() { 5 } else { 0 })));
        }
        Ok(())
    }

    /// Does what is left, until nothing waits, is another's, or is to be tried again. What there is is told to administrators
    /// alone, so `cookie` is one's.
    pub fn rest(&mut self, host: &str, cookie: &str) -> anyhow::Result<()> {
        let until = Instant::now() + REST_WITHIN;
        let Ok(mut to) = Connection::open(host) else { return Ok(()) };
        if !self.repeat(&mut to)? {
            return Ok(());
        }
        while Instant::now() < until {
            let Some(jobs) = self.take(&mut to) else { return Ok(()) };
            for job in &jobs {
                if !self.answer(&mut to, job)? {
                    return Ok(());
                }
            }
            if jobs.is_empty() {
                if nothing_is_left(&mut to, cookie)? {
                    return Ok(());
                }
                moment::wait_ms(50);
            }
        }
        Ok(())
    }

    /// The last answer, where nobody said that it was taken; false where the server is gone.
    fn repeat(&mut self, to: &mut Connection) -> anyhow::Result<bool> {
        match self.journal.lines.last() {
            Some(Line::Sent(sent)) => {
                let sent = sent.clone();
                self.send(to, &sent)
            }
            _ => Ok(true),
        }
    }

    /// The jobs it got; none where the server is gone.
    fn take(&mut self, to: &mut Connection) -> Option<Vec<Value>> {
        let most = self.random.u8(1..4);
        let body = json!({ "topics": [TOPIC], "worker": self.name, "most": most, "lease_seconds": LEASE_S });
        let answer = to.send(&self.request("POST", "/api/v1/jobs/take", Some(&body))).ok()?;
        if answer.status >= 500 {
            moment::wait_ms(20);
        }
        Some(answer.body["items"].as_array().cloned().unwrap_or_default())
    }

    /// Finishes a job, or says that it failed; false where the server is gone.
    fn answer(&mut self, to: &mut Connection, job: &Value) -> anyhow::Result<bool> {
        let (id, fence) = (job["id"].as_str().unwrap_or_default(), &job["fence"]);
        let (what, verb, body) = if self.random.u8(..ODD_EVERY) == 0 {
            ("fail-job", "fail", json!({ "fence": fence, "error": "spilled", "message": "on the way" }))
        } else {
            let place = format!("Shelf {}", self.random.u32(..));
            ("complete-job", "complete", json!({ "fence": fence, "result": { "place": place } }))
        };
        let sent = Sent {
            key: Some(format!("{}-{}-{:08x}", self.name, self.journal.lines.len(), self.random.u32(..))),
            what: what.to_owned(),
            who: (0, false),
            method: "POST".to_owned(),
            path: format!("/api/v1/jobs/{id}/{verb}"),
            body,
            run: job["run"].as_str().map(str::to_owned),
        };
        self.journal.add(Line::Sent(sent.clone()))?;
        self.send(to, &sent)
    }

    /// Sends it and writes down the answer; false where none came, or nobody knows whether it happened.
    fn send(&mut self, to: &mut Connection, sent: &Sent) -> anyhow::Result<bool> {
        let request = self.request(&sent.method, &sent.path, Some(&sent.body));
        let Ok(answer) = to.send(&Request { key: sent.key.as_deref(), ..request }) else { return Ok(false) };
        let fine = (200..300).contains(&answer.status);
        let code = (!fine).then(|| answer.text("code").to_owned());
        if code.as_deref() == Some("store.sync_failed") {
            return Ok(false);
        }
        let odd = matches!(answer.status, 500 | 502 | 504);
        let said = format!("{} was answered with {} {code:?}", sent.path, answer.status);
        let (key, run) = (sent.key.clone(), sent.run.clone());
        self.journal.add(Line::Answered(Essence { key, status: answer.status, code, run, rev: None }))?;
        if odd {
            self.journal.add(Line::Wrong(said))?;
        }
        Ok(true)
    }

    fn request<'a>(&'a self, method: &'a str, path: &'a str, body: Option<&'a Value>) -> Request<'a> {
        Request { method, path, body, token: Some(&self.token), ..Request::default() }
    }
}

/// Whether no job is left; also where the server is gone. An answer that does not say so is a fault of the check.
fn nothing_is_left(to: &mut Connection, cookie: &str) -> anyhow::Result<bool> {
    let asked = Request { method: "GET", path: "/api/v1/topics", cookie: Some(cookie), ..Request::default() };
    let Ok(answer) = to.send(&asked) else { return Ok(true) };
    let answer = answer.fine("what is left to be done")?;
    let topics = answer.body["items"].as_array().context("topics without a list")?;
    let left = |topic: &Value| ["queued", "taken", "failed"].iter().any(|kind| topic[*kind].as_i64() != Some(0));
    Ok(!topics.iter().any(left))
}
