//! What every request can reach: the runtime, and the server's own bounded memory.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use baton_runtime::{Answer, Ask, Caller, Handle, Refused, Request};
use tokio::sync::{Semaphore, watch};

use crate::admission::Admission;
use crate::auth::guess::Guesses;
use crate::auth::peer::Peer;
use crate::commands::Sent;
use crate::describe::{Description, Takes};
use crate::error::Problem;
use crate::limits::{PASSWORDS_AT_ONCE_MAX, REQUESTS_AT_ONCE_MAX, THREADS_AT_ONCE_MAX};
use crate::live::Streams;
use crate::origin::Origin;
use crate::pace::Pace;

/// What every request can reach.
pub struct App {
    /// The workspace.
    pub runtime: Handle,
    /// From where it is reached.
    pub origin: Origin,
    /// Whether a proxy in front says where requests come from.
    pub behind_proxy: bool,
    /// Wrong passwords.
    pub guesses: Guesses,
    /// How often strangers ask.
    pub pace: Pace,
    /// How much is taken at once.
    pub admission: Admission,
    /// Places for requests that are answered at once.
    pub places: Semaphore,
    /// Places for passwords that are checked at once.
    passwords: Semaphore,
    /// Places for what threads do at once.
    threads: Semaphore,
    /// Live streams that are open.
    pub streams: Streams,
    /// Whether the server is stopping.
    pub stopping: watch::Receiver<bool>,
}

/// A session just opened.
pub struct Opened {
    /// What the cookie carries.
    pub secret: String,
    /// How long it holds.
    pub seconds: i64,
    /// Whose it is.
    pub caller: Caller,
}

impl App {
    /// What requests reach, until `stopping` says so.
    pub fn new(runtime: Handle, origin: Origin, behind_proxy: bool, stopping: watch::Receiver<bool>) -> Arc<Self> {
        Arc::new(Self {
            runtime,
            origin,
            behind_proxy,
            guesses: Guesses::default(),
            pace: Pace::default(),
            admission: Admission::default(),
            streams: Streams::default(),
            places: Semaphore::new(REQUESTS_AT_ONCE_MAX),
            passwords: Semaphore::new(PASSWORDS_AT_ONCE_MAX),
            threads: Semaphore::new(THREADS_AT_ONCE_MAX),
            stopping,
        })
    }

    /// Whether the server is stopping.
    pub fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }

    /// Asks the runtime here, for what is bounded by a key or a page and in memory as a rule: handing it to another thread
    /// and back would cost more than it does.
    pub fn glance<T>(&self, work: impl FnOnce(&Handle) -> Result<T, Refused>) -> Result<T, Problem> {
        work(&self.runtime).map_err(Problem::from)
    }

    /// Asks the runtime on a thread that may wait for the store.
    pub async fn read<T, W>(&self, work: W) -> Result<T, Problem>
    where
        T: Send + 'static,
        W: FnOnce(&Handle) -> Result<T, Refused> + Send + 'static,
    {
        self.ask(work).await.map_err(Problem::from)
    }

    /// As [`Self::read`], for somebody who counts refusals.
    pub async fn ask<T, W>(&self, work: W) -> Result<T, Refused>
    where
        T: Send + 'static,
        W: FnOnce(&Handle) -> Result<T, Refused> + Send + 'static,
    {
        let runtime = self.runtime.clone();
        let _place = self.threads.acquire().await;
        let done = tokio::task::spawn_blocking(move || work(&runtime)).await;
        done.unwrap_or_else(|_| Err(Refused::new(crate::codes::INTERNAL)))
    }

    /// As [`Self::ask`], with one of the few places for passwords.
    pub async fn with_password<T, W>(&self, work: W) -> Result<T, Refused>
    where
        T: Send + 'static,
        W: FnOnce(&Handle) -> Result<T, Refused> + Send + 'static,
    {
        let _place = self.passwords.acquire().await;
        self.ask(work).await
    }

    /// A command with who sends it, and how.
    #[expect(clippy::unused_self, reason = "read beside submit")]
    pub fn request(&self, who: &Caller, sent: Sent, ask: Ask) -> Request {
        Request { caller: who.clone(), key: sent.key, if_match: sent.if_match.rev(), ask }
    }

    /// Sends a command, as soon as there is a place for it.
    pub async fn submit(&self, who: &Caller, sent: Sent, ask: Ask) -> Result<Answer, Problem> {
        let place = self.admission.command().await?;
        let seen = sent.if_match.rev();
        let (caller, asked) = (who.clone(), seen.map(|_| ask.clone()));
        let done = self.runtime.submit(self.request(who, sent, ask)).await;
        drop(place);
        match (done, seen.zip(asked)) {
            (Err(refused), Some((seen, ask))) if refused.code == "request.stale" => {
                let with = move |runtime: &Handle| Ok(runtime.with_difference(&caller, &ask, seen, refused));
                Err(Problem::from(self.ask(with).await.unwrap_or_else(|failed| failed)))
            }
            (done, _) => done.map_err(Problem::from),
        }
    }

    /// Opens a session for somebody who proved who they are.
    pub async fn open_session(&self, person: i64, peer: &Peer) -> Result<Opened, Problem> {
        let peer = peer.clone();
        let opened = self.read(move |runtime| runtime.open_session(person, peer.agent.as_deref())).await?;
        let (secret, seconds, caller) = opened;
        Ok(Opened { secret, seconds, caller })
    }
}

/// The app, as a part of a handler's signature.
#[derive(Clone)]
pub struct Shared(Arc<App>);

impl Deref for Shared {
    type Target = Arc<App>;

    fn deref(&self) -> &Arc<App> {
        &self.0
    }
}

impl Takes for Shared {
    fn describe(_: &mut Description) {}
}

impl FromRequestParts<Arc<App>> for Shared {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        State::<Arc<App>>::from_request_parts(parts, app).await.map(|State(app)| Self(app))
    }
}
