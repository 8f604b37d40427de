//! HTTP/1.1 by hand, so that what is sent may be wrong in any way.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use anyhow::{Context, bail};

/// How long an answer is waited for; what takes longer hangs.
const WAIT: Duration = Duration::from_secs(20);
/// The largest answer that is read.
const ANSWER_BYTES_MAX: u64 = 64 << 20;

/// What came back.
#[derive(Default)]
pub struct Answer {
    pub status: u16,
    /// `Content-Type`.
    pub kind: String,
    /// What the cookie is set to.
    pub cookie: Option<String>,
    pub body: Vec<u8>,
    /// Whether the connection can be used again.
    pub is_kept: bool,
}

/// One connection, opened when it is needed.
pub struct Wire {
    host: String,
    stream: Option<BufReader<TcpStream>>,
}

impl Wire {
    /// To `host:port`.
    pub fn to(host: &str) -> Self {
        Self { host: host.to_owned(), stream: None }
    }

    /// Sends bytes and reads an answer; where the server had closed a kept connection, on a new one.
    pub fn exchange(&mut self, bytes: &[u8]) -> anyhow::Result<Answer> {
        if let Some(kept) = self.stream.take()
            && let Ok(answer) = self.on(kept, bytes, false)
        {
            return Ok(answer);
        }
        let fresh = self.open()?;
        self.on(fresh, bytes, false)
    }

    /// Sends bytes that may be no request at all, on a connection of their own, and ends it. No answer is an answer too.
    pub fn throw(&mut self, bytes: &[u8]) -> anyhow::Result<Option<Answer>> {
        let stream = self.open()?;
        match self.on(stream, bytes, true) {
            Ok(answer) => Ok(Some(answer)),
            Err(error) if error.is::<Hung>() => Err(error),
            Err(_) => Ok(None),
        }
    }

    fn open(&self) -> anyhow::Result<BufReader<TcpStream>> {
        let stream = TcpStream::connect(&self.host).context("the server takes no connection")?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(WAIT))?;
        stream.set_write_timeout(Some(WAIT))?;
        Ok(BufReader::new(stream))
    }

    fn on(&mut self, mut stream: BufReader<TcpStream>, bytes: &[u8], ends: bool) -> anyhow::Result<Answer> {
        // A server may refuse by the head alone, and close while the rest is still on its way.
        let written = stream.get_mut().write_all(bytes);
        if ends {
            let _closed_already = stream.get_mut().shutdown(Shutdown::Write);
        }
        let is_head = bytes.starts_with(b"HEAD ");
        match read(&mut stream, is_head) {
            Ok(answer) => {
                if answer.is_kept && written.is_ok() && !ends {
                    self.stream = Some(stream);
                }
                Ok(answer)
            }
            Err(error) if timed_out(&error) => Err(Hung.into()),
            Err(error) => Err(error),
        }
    }
}

/// There was no answer in time.
#[derive(Debug)]
pub struct Hung;

impl std::fmt::Display for Hung {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "no answer within {} s", WAIT.as_secs())
    }
}

impl std::error::Error for Hung {}

fn timed_out(error: &anyhow::Error) -> bool {
    let kind = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
    matches!(kind, Some(std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut))
}

fn read(stream: &mut BufReader<TcpStream>, is_head: bool) -> anyhow::Result<Answer> {
    loop {
        let (mut answer, length) = head(stream)?;
        // `100 Continue` comes before the answer.
        if (100..200).contains(&answer.status) {
            continue;
        }
        if is_head || matches!(answer.status, 204 | 304) {
            return Ok(answer);
        }
        // A stream of events has no end.
        if answer.kind.starts_with("text/event-stream") {
            answer.is_kept = false;
            return Ok(answer);
        }
        match length {
            Length::Known(bytes) => {
                answer.body = vec![0; usize::try_from(bytes)?];
                stream.read_exact(&mut answer.body)?;
            }
            Length::Chunks => chunks(stream, &mut answer.body)?,
            Length::UntilClosed => {
                answer.is_kept = false;
                stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer.body)?;
            }
        }
        return Ok(answer);
    }
}

enum Length {
    Known(u64),
    Chunks,
    UntilClosed,
}

fn head(stream: &mut BufReader<TcpStream>) -> anyhow::Result<(Answer, Length)> {
    let first = line(stream)?;
    let status = first.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
    let mut answer = Answer { status, is_kept: first.starts_with("HTTP/1.1"), ..Answer::default() };
    let mut length = Length::UntilClosed;
    loop {
        let line = line(stream)?;
        let Some((name, value)) = line.split_once(':') else { break };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => {
                let bytes = value.parse().context("a wrong Content-Length")?;
                if bytes > ANSWER_BYTES_MAX {
                    bail!("an answer of {bytes} bytes");
                }
                length = Length::Known(bytes);
            }
            "transfer-encoding" => length = Length::Chunks,
            "content-type" => value.clone_into(&mut answer.kind),
            "set-cookie" => answer.cookie = value.split(';').next().map(str::to_owned),
            "connection" if value.eq_ignore_ascii_case("close") => answer.is_kept = false,
            _ => {}
        }
    }
    Ok((answer, length))
}

fn line(stream: &mut BufReader<TcpStream>) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    stream.take(64 << 10).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        bail!("the connection was closed");
    }
    Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
}

fn chunks(stream: &mut BufReader<TcpStream>, to: &mut Vec<u8>) -> anyhow::Result<()> {
    loop {
        let size = line(stream)?;
        let size = u64::from_str_radix(size.trim(), 16).context("a wrong chunk")?;
        if size > ANSWER_BYTES_MAX || to.len() as u64 > ANSWER_BYTES_MAX {
            bail!("an answer without end");
        }
        let read = stream.take(size).read_to_end(to)?;
        if read as u64 != size {
            bail!("a chunk was cut");
        }
        line(stream).or_else(|error| if size == 0 { Ok(String::new()) } else { Err(error) })?;
        if size == 0 {
            return Ok(());
        }
    }
}
