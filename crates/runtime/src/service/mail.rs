//! Mail: sends what waits in the outbox, at least once, with an id that stays the same. A server that does not answer is tried
//! again, later and later; what cannot be sent stays with its fault. A rehearsal keeps its mails instead (they never wait here).
//!
//! What the log, the figures and the outbox say of a fault is its kind and the server's number alone: what a mail server
//! writes carries addresses. Files that go with a mail are opened when it leaves: one that was erased by then lets the mail stay.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use baton_store::StoreError;
use baton_store::keys::KeyState;
use baton_store::row::{FileRow, OutboxKind, OutboxRow, OutboxState};
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use crate::core::Core;
use crate::files::Download;
use crate::outcome::{Attached, Mail};
use crate::reads::uploaded_name;
use crate::writer::{Put, Queue};

/// How often the outbox is looked at.
pub const EVERY: Duration = Duration::from_secs(1);
/// How many mails are taken at once.
const AT_ONCE_MAX: usize = 50;
/// How often so many are taken without a pause.
const ROUNDS_MAX: usize = 1_000;
/// How often one is tried.
const ATTEMPTS_MAX: i64 = 8;

/// The type of a file of which nothing else is known.
const ANY_BYTES: &str = "application/octet-stream";

/// Sends what waits, until it is told to stop. Says how many were sent or given up.
pub fn send_pending(core: &Core, queue: &Queue, stopping: &AtomicBool) -> Result<usize, StoreError> {
    let mut settled = 0;
    for _ in 0..ROUNDS_MAX {
        let waiting = core.reader()?.outbox_pending(OutboxKind::Mail, core.clock.now_us(), AT_ONCE_MAX)?;
        let more = waiting.len() == AT_ONCE_MAX;
        for row in waiting {
            if stopping.load(Ordering::Relaxed) {
                return Ok(settled);
            }
            let done = send(core, &row);
            let row = after(row, done, core.clock.now_us());
            settled += usize::from(row.state != OutboxState::Pending);
            queue.put(Put::Outbox(Box::new(row))).map_err(|refused| StoreError::Io(refused.to_string()))?;
        }
        if !more {
            break;
        }
    }
    Ok(settled)
}

/// The row after a try.
fn after(row: OutboxRow, done: Result<(), String>, now_us: i64) -> OutboxRow {
    let attempts = row.attempts + 1;
    match done {
        Ok(()) => {
            metrics::counter!("baton_mails_total", "result" => "sent").increment(1);
            OutboxRow { state: OutboxState::Sent, attempts, at_us: now_us, fault: None, ..row }
        }
        Err(fault) if attempts >= ATTEMPTS_MAX => {
            metrics::counter!("baton_mails_total", "result" => "failed").increment(1);
            tracing::error!(outbox = row.id, fault, "a mail could not be sent; nobody tries any more");
            OutboxRow { state: OutboxState::Failed, attempts, at_us: now_us, fault: Some(fault), ..row }
        }
        Err(fault) => {
            metrics::counter!("baton_mails_total", "result" => "put_off").increment(1);
            let wait_us = 10_000_000 << attempts.min(10);
            tracing::warn!(
                outbox = row.id,
                fault,
                wait_s = wait_us / 1_000_000,
                "a mail was not sent; it is tried again"
            );
            OutboxRow { attempts, at_us: now_us + wait_us, fault: Some(fault), ..row }
        }
    }
}

fn send(core: &Core, row: &OutboxRow) -> Result<(), String> {
    let settings = core.config.mail.as_ref().ok_or("no mail server is set (mail.smtp)")?;
    let opened = core.sealer.open_from(&row.body).map_err(|error| error.to_string())?;
    // Whoever was erased gets nothing; that counts as sent.
    let Some(opened) = opened else { return Ok(()) };
    let mail: Mail = serde_json::from_slice(&opened).map_err(|_| "what was to be sent cannot be read")?;
    let directory = core.directory();
    for person in mail.to.iter().filter_map(|person| directory.person(*person)).filter(|person| !person.erased) {
        // Made of its parts, so that a comma or an @ in a name is quoted.
        let address: Address = person.email.parse().map_err(|_| "the person's address is none")?;
        let to = Mailbox::new(Some(person.name.clone()), address);
        let from: Mailbox = settings.from.parse().map_err(|_| "mail.from is no address")?;
        let id = format!("<{}.{}@baton>", mail.message_id, person.id);
        let message = Message::builder().from(from).to(to).subject(&mail.subject).message_id(Some(id.clone()));
        let both = MultiPart::alternative_plain_html(mail.body.clone(), html(&mail.body));
        let whole = match attached(core, &mail.files)? {
            parts if parts.is_empty() => both,
            parts => parts.into_iter().fold(MultiPart::mixed().multipart(both), MultiPart::singlepart),
        };
        let message = message.multipart(whole).map_err(|_| "the mail could not be put together")?;
        core.outside.post(&id, &message)?;
    }
    Ok(())
}

/// The files that go with a mail, opened. Together they are as small as the engine lets go.
fn attached(core: &Core, files: &[Attached]) -> Result<Vec<SinglePart>, String> {
    let mut parts = Vec::new();
    for file in files {
        let (row, content) = content(core, &file.id)?;
        let kind = ContentType::parse(&row.media_type).or_else(|_| ContentType::parse(ANY_BYTES));
        let kind = kind.map_err(|_| "the type of a file that goes with it is none")?;
        let name = uploaded_name(core, &row).map_err(|error| error.to_string())?;
        parts.push(Attachment::new(name.unwrap_or_else(|| file.id.clone())).body(content, kind));
    }
    Ok(parts)
}

/// What a file holds.
fn content(core: &Core, id: &str) -> Result<(FileRow, Vec<u8>), String> {
    let gone = || "a file that goes with it is not there any more".to_owned();
    let row = core.reader().and_then(|reader| reader.file(id)).map_err(|error| error.to_string())?.ok_or_else(gone)?;
    let key = core.store.keys().key(row.key).map_err(|error| error.to_string())?;
    let KeyState::Live(key) = key else { return Err(gone()) };
    let unreadable = |_| "a file that goes with it cannot be read".to_owned();
    let mut download = Download::begin(core.shelf.as_ref(), id, &key, row.size as u64).map_err(unreadable)?;
    let mut content = Vec::with_capacity(row.size as usize);
    while let Some(chunk) = download.next_chunk().map_err(unreadable)? {
        content.extend_from_slice(&chunk);
    }
    Ok((row, content))
}

/// The text as a page: its lines as they are, its addresses as links.
fn html(text: &str) -> String {
    let line = |line: &str| line.split(' ').map(word).collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = text.lines().map(line).collect();
    format!("<!doctype html>\n<meta charset=\"utf-8\">\n<p>{}</p>\n", lines.join("<br>\n"))
}

fn word(word: &str) -> String {
    let is_link = word.starts_with("https://") || word.starts_with("http://");
    let escaped = word.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    if is_link { format!("<a href=\"{escaped}\">{escaped}</a>") } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn a_mail_is_text_and_never_a_page_of_somebody_elses() {
        assert_eq!(
            html("Hello <b>Ana</b>,\nsee http://localhost/runs/X-1?a=1&b=2"),
            "<!doctype html>\n<meta charset=\"utf-8\">\n<p>Hello &lt;b&gt;Ana&lt;/b&gt;,<br>\nsee \
             <a href=\"http://localhost/runs/X-1?a=1&amp;b=2\">http://localhost/runs/X-1?a=1&amp;b=2</a></p>\n"
        );
    }
}
