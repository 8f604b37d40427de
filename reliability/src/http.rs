//! A small HTTP/1.1 client that blocks: one connection, kept open; what was sent and not answered is an error.
//!
//! It knows of the protocol what the server uses, and nothing of the API. Limits: an answer of 16 MiB, 60 seconds of silence.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use serde_json::Value;

/// How much an answer may hold.
const BODY_BYTES_MAX: usize = 16 << 20;
/// How long an answer may take.
const SILENCE: Duration = Duration::from_mins(1);

/// What was answered.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The cookie that was set.
    pub cookie: Option<String>,
    /// The body, null where it is no JSON.
    pub body: Value,
}

impl Answer {
    /// What stands under a key of the body, as text.
    pub fn text(&self, key: &str) -> &str {
        self.body.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// This answer, where it is a success.
    pub fn fine(self, what: &str) -> anyhow::Result<Self> {
        ensure!((200..300).contains(&self.status), "{what} was refused with {}: {}", self.status, self.body);
        Ok(self)
    }
}

/// A request.
#[derive(Clone, Copy, Default)]
pub struct Request<'a> {
    /// Such as `POST`.
    pub method: &'a str,
    /// With what stands after the host.
    pub path: &'a str,
    /// The session's cookie.
    pub cookie: Option<&'a str>,
    /// A token's secret.
    pub token: Option<&'a str>,
    /// The `Idempotency-Key`.
    pub key: Option<&'a str>,
    /// What is sent as JSON.
    pub body: Option<&'a Value>,
    /// What is sent as a file, after its name.
    pub file: Option<(&'a str, &'a [u8])>,
    /// Whether it is something new.
    pub if_none_match: bool,
}

/// A connection.
pub struct Connection {
    host: String,
    stream: BufReader<TcpStream>,
}

impl Connection {
    /// Connects to `host:port`.
    pub fn open(host: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(host).with_context(|| format!("cannot reach {host}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(SILENCE))?;
        Ok(Self { host: host.to_owned(), stream: BufReader::new(stream) })
    }

    /// Sends a request and waits for its answer.
    pub fn send(&mut self, request: &Request<'_>) -> anyhow::Result<Answer> {
        let json = request.body.map(Value::to_string).unwrap_or_default();
        let body = request.file.map_or(json.as_bytes(), |(_, content)| content);
        let mut head =
            format!("{} {} HTTP/1.1\r\nHost: {}\r\nBaton-CSRF: 1\r\n", request.method, request.path, self.host);
        if let Some(cookie) = request.cookie {
            write!(head, "Cookie: {cookie}\r\n")?;
        }
        if let Some(secret) = request.token {
            write!(head, "Authorization: Bearer {secret}\r\n")?;
        }
        if let Some(key) = request.key {
            write!(head, "Idempotency-Key: {key}\r\n")?;
        }
        if request.if_none_match {
            head.push_str("If-None-Match: *\r\n");
        }
        if let Some((name, _)) = request.file {
            write!(head, "Content-Type: application/octet-stream\r\nX-Filename: {name}\r\n")?;
        } else if request.body.is_some() {
            head.push_str("Content-Type: application/json\r\n");
        }
        write!(head, "Content-Length: {}\r\n\r\n", body.len())?;
        self.stream.get_mut().write_all(&[head.as_bytes(), body].concat())?;
        self.answer()
    }

    fn answer(&mut self) -> anyhow::Result<Answer> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
        let status = status.with_context(|| format!("not an answer: {first}"))?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let header = |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let length: Option<usize> = header("content-length").and_then(|value| value.parse().ok());
        let cookie = header("set-cookie").and_then(|value| value.split(';').next()).map(str::to_owned);
        let body = match length {
            Some(length) => self.exactly(length)?,
            None if header("transfer-encoding") == Some("chunked") => self.chunks()?,
            None => Vec::new(),
        };
        Ok(Answer { status, cookie, body: serde_json::from_slice(&body).unwrap_or_default() })
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        let read = self.stream.by_ref().take(64 << 10).read_line(&mut line)?;
        ensure!(read > 0 && line.ends_with('\n'), "the connection ended");
        Ok(line.trim_end().to_owned())
    }

    fn exactly(&mut self, length: usize) -> anyhow::Result<Vec<u8>> {
        ensure!(length <= BODY_BYTES_MAX, "an answer of {length} bytes");
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn chunks(&mut self) -> anyhow::Result<Vec<u8>> {
        let mut all = Vec::new();
        loop {
            let line = self.line()?;
            let Ok(length) = usize::from_str_radix(&line, 16) else { bail!("not a chunk: {line}") };
            ensure!(all.len() + length <= BODY_BYTES_MAX, "an answer of more than {BODY_BYTES_MAX} bytes");
            all.extend(self.exactly(length)?);
            self.line().ok();
            if length == 0 {
                return Ok(all);
            }
        }
    }
}
