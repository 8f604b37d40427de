//! Somebody's stream of live events, read until the server ends it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread::JoinHandle;

use anyhow::{bail, ensure};

use super::planted::Place;
use super::visit::Seen;

/// An open stream.
pub struct Listening(JoinHandle<Vec<u8>>);

impl Listening {
    /// With somebody's cookie.
    pub fn to(host: &str, cookie: &str) -> anyhow::Result<Self> {
        let mut stream = TcpStream::connect(host)?;
        write!(stream, "GET /api/v1/events HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n")?;
        Ok(Self(std::thread::spawn(move || {
            let mut heard = Vec::new();
            // A server that is gone ends it, in whatever way.
            let _ended = stream.read_to_end(&mut heard);
            heard
        })))
    }

    /// What came, once the server is gone; it must have told of something.
    pub fn heard(self, seen: &mut Seen) -> anyhow::Result<()> {
        let Ok(heard) = self.0.join() else { bail!("the listener panicked") };
        ensure!(
            heard.windows(5).any(|part| part == b"data:"),
            "no live event came: {}",
            String::from_utf8_lossy(&heard)
        );
        seen.push((Place::Kept("live events".to_owned()), heard));
        Ok(())
    }
}
