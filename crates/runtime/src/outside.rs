//! What leaves the process and waits for somebody outside: requests of workflows and mails. Everything that the runtime sends goes
//! through [`Outside`], so that what plays the services in one thread can stand in for the network; the store and the clock
//! are handed in likewise.

use std::sync::Arc;
use std::time::Duration;

use baton_engine::CallAnswer;
use baton_engine::calls::CallRequest;
use baton_store::StoreError;
use lettre::transport::smtp::Error as SmtpError;
use lettre::{SmtpTransport, Transport};

pub use lettre::Message;

use crate::access::Access;
use crate::calls::{Sender, Target};
use crate::config::{Config, Mail};

/// How long a mail server may take for an answer.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(20);

/// What is done beside everything else.
pub type Beside = Box<dyn FnOnce() + Send>;

/// Who is outside.
pub trait Outside: Send + Sync {
    /// Sends a request, under a key that is the same each time it is sent, and says what came of it.
    fn call(&self, request: &CallRequest, idempotency_key: &str) -> CallAnswer;

    /// Hands a mail over, under an id that is the same each time it is sent, or says why not.
    fn post(&self, id: &str, mail: &Message) -> Result<(), String>;

    /// Does what waits for somebody, so that nothing else waits for them.
    fn beside(&self, work: Beside) -> Result<(), StoreError>;

    /// Lets this much time pass before something is tried again.
    fn pause(&self, time: Duration);
}

/// The network: HTTP and SMTP.
pub struct Network {
    sender: Sender,
    mail: Option<Mail>,
}

impl Network {
    /// As configured; in a rehearsal requests go only where the configuration says.
    pub fn new(config: &Config, access: &Access) -> Arc<Self> {
        let target = Target { allowed: config.calls_allowed.clone(), only: access.is_rehearsal() };
        Arc::new(Self { sender: Sender::new(target), mail: config.mail.clone() })
    }
}

impl Outside for Network {
    fn call(&self, request: &CallRequest, idempotency_key: &str) -> CallAnswer {
        self.sender.send(request, idempotency_key)
    }

    fn post(&self, _id: &str, mail: &Message) -> Result<(), String> {
        let settings = self.mail.as_ref().ok_or("no mail server is set (mail.smtp)")?;
        transport(settings)?.send(mail).map(drop).map_err(|error| fault_of(&error))
    }

    fn beside(&self, work: Beside) -> Result<(), StoreError> {
        let thread = std::thread::Builder::new().name("call".to_owned());
        thread.spawn(work).map(drop).map_err(|error| StoreError::Io(error.to_string()))
    }

    fn pause(&self, time: Duration) {
        std::thread::park_timeout(time);
    }
}

/// What went wrong, without what the server wrote.
fn fault_of(error: &SmtpError) -> String {
    let number = error.status().map(|code| format!(" ({code})")).unwrap_or_default();
    let kind = if error.is_timeout() {
        "the mail server did not answer in time"
    } else if error.is_tls() {
        "no safe connection to the mail server: TLS is missing there, or its certificate is not trusted"
    } else if error.is_permanent() {
        "the mail server refused the mail"
    } else if error.is_transient() {
        "the mail server does not take the mail now"
    } else {
        "the mail server cannot be reached"
    };
    format!("{kind}{number}")
}

fn transport(settings: &Mail) -> Result<SmtpTransport, String> {
    let url = match (&settings.password, settings.smtp.split_once('@')) {
        (Some(password), Some((before, host))) => format!("{before}:{}@{host}", escaped(password)),
        _ => settings.smtp.clone(),
    };
    let builder = SmtpTransport::from_url(&url).map_err(|_| "mail.smtp is no address of a mail server")?;
    Ok(builder.timeout(Some(ANSWER_TIME_MAX)).build())
}

/// A password as it stands in an address.
fn escaped(password: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric();
    password
        .bytes()
        .map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
