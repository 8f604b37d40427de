//! A system that requests go to: it takes most, is busy for some, hangs up on others, and remembers the key of each that came
//! whole, whatever it answered.
//!
//! It knows of HTTP only what Baton sends: one request a connection, with a length.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How much of a request is read.
const REQUEST_BYTES_MAX: u64 = 1 << 20;
/// Of so many requests one is told to come again, and one is not answered at all.
const ODD_EVERY: u64 = 12;

/// It listens until the process ends.
pub struct Depot {
    /// Such as `127.0.0.1:8080`.
    pub host: String,
    keys: Arc<Mutex<Vec<String>>>,
}

impl Depot {
    /// Begins to listen.
    pub fn open() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let host = listener.local_addr()?.to_string();
        let keys: Arc<Mutex<Vec<String>>> = Arc::default();
        let (kept, count) = (Arc::clone(&keys), Arc::new(AtomicU64::new(0)));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (kept, count) = (Arc::clone(&kept), Arc::clone(&count));
                // A server that is killed in the middle of a request has not sent it.
                thread::spawn(move || take(&stream, &kept, &count));
            }
        });
        Ok(Self { host, keys })
    }

    /// The `Idempotency-Key` of each request that came since it was emptied, in their order.
    pub fn keys(&self) -> Vec<String> {
        locked(&self.keys).clone()
    }

    /// Forgets what came.
    pub fn empty(&self) {
        locked(&self.keys).clear();
    }
}

fn locked(keys: &Mutex<Vec<String>>) -> MutexGuard<'_, Vec<String>> {
    keys.lock().unwrap_or_else(PoisonError::into_inner)
}

fn take(stream: &TcpStream, kept: &Mutex<Vec<String>>, count: &AtomicU64) -> std::io::Result<()> {
    let mut read = BufReader::new(Read::take(stream, REQUEST_BYTES_MAX));
    let (mut key, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if read.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let Some((name, value)) = line.trim_end().split_once(':') else {
            if line.trim_end().is_empty() {
                break;
            }
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            "idempotency-key" => value.trim().clone_into(&mut key),
            "content-length" => length = value.trim().parse().unwrap_or(0),
            _ => {}
        }
    }
    read.read_exact(&mut vec![0; length])?;
    locked(kept).push(key);
    let status = match count.fetch_add(1, Ordering::Relaxed) % ODD_EVERY {
        3 => "503 Service Unavailable",
        8 => return Ok(()),
        _ => "200 OK",
    };
    let mut out = stream;
    write!(out, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}
