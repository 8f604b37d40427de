//! Mail: sends what waits in the outbox, at least once, with an id that stays the same. A server that does not answer is tried
//! again, later and later; what cannot be sent stays with its fault. A rehearsal keeps its mails instead (they never wait here).

use std::time::Duration;

use baton_store::row::{OutboxKind, OutboxRow, OutboxState};
use baton_store::{Change, StoreError};
use lettre::message::Mailbox;
use lettre::{Address, Message, SmtpTransport, Transport};

use crate::config::Mail as Settings;
use crate::core::Core;
use crate::outcome::Mail;
use crate::writer::{Put, Queue};

/// How often the outbox is looked at.
pub const EVERY: Duration = Duration::from_secs(1);
/// How many mails are taken at once.
const AT_ONCE_MAX: usize = 50;
/// How often one is tried.
const ATTEMPTS_MAX: i64 = 8;

/// Sends what waits.
pub fn send_pending(core: &Core, queue: &Queue) -> Result<(), StoreError> {
    for row in core.reader()?.outbox_pending(OutboxKind::Mail, core.clock.now_us(), AT_ONCE_MAX)? {
        let done = send(core, &row);
        let row = after(row, done, core.clock.now_us());
        queue.put(Put::one(Change::PutOutbox(row))).map_err(|refused| StoreError::Io(refused.to_string()))?;
    }
    Ok(())
}

/// The row after a try.
fn after(row: OutboxRow, done: Result<(), String>, now_us: i64) -> OutboxRow {
    let attempts = row.attempts + 1;
    match done {
        Ok(()) => OutboxRow { state: OutboxState::Sent, attempts, at_us: now_us, fault: None, ..row },
        Err(fault) if attempts >= ATTEMPTS_MAX => {
            tracing::error!(outbox = row.id, fault, "a mail could not be sent; nobody tries any more");
            OutboxRow { state: OutboxState::Failed, attempts, at_us: now_us, fault: Some(fault), ..row }
        }
        Err(fault) => {
            let wait_us = 10_000_000 << attempts.min(10);
            OutboxRow { attempts, at_us: now_us + wait_us, fault: Some(fault), ..row }
        }
    }
}

fn send(core: &Core, row: &OutboxRow) -> Result<(), String> {
    let settings = core.config.mail.as_ref().ok_or("no mail server is set (mail.smtp)")?;
    let opened = core.sealer.open_from(&row.body).map_err(|error| error.to_string())?;
    // Whoever was erased gets nothing; that counts as sent.
    let Some(opened) = opened else { return Ok(()) };
    let mail: Mail = serde_json::from_slice(&opened).map_err(|error| error.to_string())?;
    let transport = transport(settings)?;
    let directory = core.directory();
    for person in mail.to.iter().filter_map(|person| directory.person(*person)).filter(|person| !person.erased) {
        let address: Address = person.email.parse().map_err(|error| format!("the address of a person: {error}"))?;
        let to = Mailbox::new(Some(person.name.clone()), address);
        let from: Mailbox = settings.from.parse().map_err(|error| format!("mail.from: {error}"))?;
        let id = format!("<{}.{}@baton>", mail.message_id, person.id);
        let message = Message::builder().from(from).to(to).subject(&mail.subject).message_id(Some(id));
        let message = message.body(mail.body.clone()).map_err(|error| error.to_string())?;
        transport.send(&message).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn transport(settings: &Settings) -> Result<SmtpTransport, String> {
    let url = match (&settings.password, settings.smtp.split_once('@')) {
        (Some(password), Some((before, host))) => format!("{before}:{}@{host}", escaped(password)),
        _ => settings.smtp.clone(),
    };
    let builder = SmtpTransport::from_url(&url).map_err(|error| format!("mail.smtp: {error}"))?;
    Ok(builder.timeout(Some(Duration::from_secs(20))).build())
}

/// A password as it stands in an address.
fn escaped(password: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric();
    password
        .bytes()
        .map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
