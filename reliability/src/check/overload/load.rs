//! An open loop: requests leave at their moments whether or not those before them were answered.
//!
//! Loopback only, and bounded: so many connections, so many requests a second. Connections come from several addresses of
//! 127.0.0.0/8, as the server lets each have only so many.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;

/// How many connections an address opens at most; the server takes 512.
const CONNECTIONS_AN_ADDRESS: usize = 480;
const ADDRESSES: usize = 5;
/// How long an answer is waited for.
const WAIT: Duration = Duration::from_secs(20);

/// What one request became.
pub struct Outcome {
    pub status: u16,
    /// From the moment at which it was to leave.
    pub took: Duration,
    pub body: String,
    pub has_retry_after: bool,
}

/// What all of them became.
#[derive(Default)]
pub struct Tally {
    pub by_status: BTreeMap<u16, u64>,
    /// The keys of runs that were acknowledged.
    pub acknowledged: Vec<String>,
    /// How long the acknowledged took, in milliseconds.
    pub took_ms: Vec<u64>,
    /// Those for which no connection was left, or whose connection was closed.
    pub unsent: u64,
    /// Refusals that did not say when to come again.
    pub mute: u64,
    /// Answers that are neither done nor told to come again.
    pub odd: Vec<String>,
}

impl Tally {
    fn add(&mut self, outcome: Option<Outcome>) {
        let Some(outcome) = outcome else {
            self.unsent += 1;
            return;
        };
        *self.by_status.entry(outcome.status).or_default() += 1;
        match outcome.status {
            200 | 201 => {
                self.took_ms.push(outcome.took.as_millis() as u64);
                self.acknowledged.extend(key_in(&outcome.body));
            }
            429 | 503 => self.mute += u64::from(!outcome.has_retry_after),
            _ if self.odd.len() < 5 => self.odd.push(format!("{}: {}", outcome.status, outcome.body)),
            _ => {}
        }
    }

    /// How long all but one of a hundred took at most.
    pub fn p99_ms(&mut self) -> u64 {
        self.took_ms.sort_unstable();
        let at = self.took_ms.len().saturating_sub(1) * 99 / 100;
        self.took_ms.get(at).copied().unwrap_or(0)
    }
}

fn key_in(body: &str) -> Option<String> {
    let answer: serde_json::Value = serde_json::from_str(body).ok()?;
    answer["key"].as_str().map(str::to_owned)
}

/// Connections that are open and idle, and how many there are.
#[derive(Default)]
struct Idle {
    streams: Vec<TcpStream>,
    open: usize,
}

/// Sends `make(n)` at `rate` a second for `time`.
pub async fn open_loop(
    host: &str,
    (rate, time): (f64, Duration),
    make: impl Fn(u64) -> Vec<u8>,
) -> anyhow::Result<Tally> {
    let (idle, tally) = (Arc::new(Mutex::new(Idle::default())), Arc::new(Mutex::new(Tally::default())));
    let mut sent = JoinSet::new();
    let (began, mut n) = (Instant::now(), 0_u64);
    let mut tick = tokio::time::interval(Duration::from_millis(2));
    while began.elapsed() < time {
        let due = (began.elapsed().as_secs_f64() * rate) as u64;
        while n < due {
            let (idle, tally, host, bytes) = (Arc::clone(&idle), Arc::clone(&tally), host.to_owned(), make(n));
            let moment = began + Duration::from_secs_f64(n as f64 / rate);
            sent.spawn(async move {
                let outcome = send(&idle, &host, &bytes, moment).await;
                if let Ok(mut tally) = tally.lock() {
                    tally.add(outcome);
                }
            });
            n += 1;
        }
        while sent.try_join_next().is_some() {}
        tick.tick().await;
    }
    while sent.join_next().await.is_some() {}
    drop(idle);
    let tally = Arc::into_inner(tally).context("a request is still on its way")?;
    tally.into_inner().map_err(|_| anyhow::anyhow!("a request ended in a panic"))
}

async fn send(idle: &Mutex<Idle>, host: &str, bytes: &[u8], moment: Instant) -> Option<Outcome> {
    let mut stream = taken(idle, host).await?;
    let answered = tokio::time::timeout(WAIT, exchange(&mut stream, bytes)).await;
    let mut idle = idle.lock().ok()?;
    let Ok(Ok((status, has_retry_after, body))) = answered else {
        idle.open -= 1;
        return None;
    };
    idle.streams.push(stream);
    Some(Outcome { status, took: moment.elapsed(), body, has_retry_after })
}

async fn taken(idle: &Mutex<Idle>, host: &str) -> Option<TcpStream> {
    let nth = {
        let mut idle = idle.lock().ok()?;
        if let Some(stream) = idle.streams.pop() {
            return Some(stream);
        }
        if idle.open >= CONNECTIONS_AN_ADDRESS * ADDRESSES {
            return None;
        }
        idle.open += 1;
        idle.open
    };
    let stream = connect(host, nth).await.ok();
    if stream.is_none()
        && let Ok(mut idle) = idle.lock()
    {
        idle.open -= 1;
    }
    stream
}

/// A connection from the `nth` connection's address.
pub async fn connect(host: &str, nth: usize) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    let address = [127, 0, 0, 2 + (nth % ADDRESSES) as u8];
    socket.bind((std::net::Ipv4Addr::from(address), 0).into())?;
    let stream = socket.connect(host.parse().map_err(std::io::Error::other)?).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Sends a request and reads the answer: its status, whether it says when to come again, its body.
pub async fn exchange(stream: &mut TcpStream, bytes: &[u8]) -> anyhow::Result<(u16, bool, String)> {
    stream.write_all(bytes).await?;
    let mut read = Vec::with_capacity(4096);
    loop {
        if stream.read_buf(&mut read).await? == 0 {
            anyhow::bail!("the connection was closed");
        }
        let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&read[..end]).to_ascii_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.map_or(Ok(0), str::parse)?;
        if read.len() >= end + 4 + length {
            let status = head.get(9..12).and_then(|status| status.parse().ok()).context("no status")?;
            let body = String::from_utf8_lossy(&read[end + 4..]).into_owned();
            return Ok((status, head.contains("\r\nretry-after: "), body));
        }
    }
}
