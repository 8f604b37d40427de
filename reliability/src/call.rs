//! One HTTP request on a connection of its own, as plainly as can be: what an answer must be like is for the caller to say.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::Value;

/// How long an answer may take.
const SILENCE: Duration = Duration::from_secs(30);

/// Somebody who calls.
#[derive(Clone)]
pub struct Caller {
    /// `host:port`.
    pub host: String,
    /// Headers that say who calls, each with its line's end.
    pub who: String,
}

/// An answer with status 200 to 299.
pub struct Answer {
    /// The cookie that was set, as it is sent back.
    pub cookie: Option<String>,
    /// The body; null where it is no JSON.
    pub body: Value,
}

impl Answer {
    /// A text of the body.
    pub fn text(&self, name: &str) -> anyhow::Result<String> {
        let text = self.body[name].as_str().map(str::to_owned);
        text.with_context(|| format!("no {name} in {}", self.body))
    }
}

impl Caller {
    /// Nobody in particular.
    pub fn nobody(host: &str) -> Self {
        Self { host: host.to_owned(), who: String::new() }
    }

    /// Sends JSON; `line` is method and path, such as `POST /api/v1/session`.
    pub fn send(&self, line: &str, body: &Value) -> anyhow::Result<Answer> {
        let body = if body.is_null() { Vec::new() } else { serde_json::to_vec(body)? };
        self.send_bytes(line, "Content-Type: application/json\r\n", &body)
    }

    /// Sends bytes with more headers.
    pub fn send_bytes(&self, line: &str, headers: &str, body: &[u8]) -> anyhow::Result<Answer> {
        let mut stream = TcpStream::connect(&self.host)?;
        stream.set_read_timeout(Some(SILENCE))?;
        let (host, who, length) = (&self.host, &self.who, body.len());
        let head = format!(
            "{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nBaton-CSRF: 1\r\nContent-Length: {length}\r\n{headers}{who}\r\n"
        );
        stream.write_all(&[head.as_bytes(), body].concat())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").with_context(|| format!("no answer to {line}"))?;
        if !head.starts_with("HTTP/1.1 2") {
            bail!("{line} was answered: {}: {body}", head.lines().next().unwrap_or_default());
        }
        let cookie = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            let cookie = value.split(';').next()?;
            name.eq_ignore_ascii_case("set-cookie").then(|| cookie.to_owned())
        });
        // A body in chunks has their sizes around it; an object's text is between the first and the last brace either way.
        let json = body.find('{').zip(body.rfind('}')).map(|(from, to)| &body[from..=to]);
        Ok(Answer { cookie, body: json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default() })
    }
}
