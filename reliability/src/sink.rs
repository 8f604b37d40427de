//! A mail server that takes everything and remembers what came.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use baton_auditor::Mail;

/// How long a line of a mail may be here.
const LINE_MAX: usize = 1 << 20;

/// It listens until the process ends.
pub struct Sink {
    /// Such as `smtp://127.0.0.1:2525`.
    pub address: String,
    mails: Arc<Mutex<Vec<Mail>>>,
}

impl Sink {
    /// Begins to listen.
    pub fn open() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = format!("smtp://{}", listener.local_addr()?);
        let mails: Arc<Mutex<Vec<Mail>>> = Arc::default();
        let kept = Arc::clone(&mails);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let kept = Arc::clone(&kept);
                // A server that is killed in the middle of a mail has not sent it.
                thread::spawn(move || take(&stream, &kept));
            }
        });
        Ok(Self { address, mails })
    }

    /// What came so far.
    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn take(stream: &TcpStream, kept: &Mutex<Vec<Mail>>) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut lines = BufReader::new(std::io::Read::take(stream, LINE_MAX as u64)).lines();
    out.write_all(b"220 sink\r\n")?;
    while let Some(line) = lines.next().transpose()? {
        match line.get(..4).unwrap_or(&line).to_ascii_uppercase().as_str() {
            "DATA" => {
                out.write_all(b"354 go on\r\n")?;
                let mut mail = Mail { id: String::new(), subject: String::new() };
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    if let Some(id) = line.strip_prefix("Message-ID: ") {
                        id.clone_into(&mut mail.id);
                    } else if let Some(subject) = line.strip_prefix("Subject: ") {
                        subject.clone_into(&mut mail.subject);
                    }
                }
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
                out.write_all(b"250 taken\r\n")?;
            }
            "QUIT" => return out.write_all(b"221 bye\r\n"),
            _ => out.write_all(b"250 fine\r\n")?,
        }
    }
    Ok(())
}
