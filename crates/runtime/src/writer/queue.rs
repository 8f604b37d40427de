//! The queue before the writer: bounded, so that a server that is asked for too much says so at once instead of growing.

use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::oneshot;

use super::Put;
use super::turns::{Turn, Turns};
use crate::ask::{Done, Request};
use crate::refused::Refused;

/// How many asks wait for the writer; more are told to come again.
pub(super) const QUEUE_MAX: usize = 1_024;

/// What the writer is sent.
pub(super) enum Message {
    /// A command.
    Command(Box<Request>, oneshot::Sender<Done>),
    /// Rows that are no evidence: drafts, files, read marks.
    Put(Put, oneshot::Sender<Result<(), Refused>>),
    /// Say that the writer is there.
    Ready(SyncSender<()>),
    /// Stop.
    Stop,
}

/// Where asks are sent.
#[derive(Clone)]
pub struct Queue {
    send: SyncSender<Message>,
    /// The writer itself, where it has no thread; gone once it is over.
    turns: Option<Arc<Mutex<Option<Turns>>>>,
}

impl Queue {
    pub(super) const fn new(send: SyncSender<Message>) -> Self {
        Self { send, turns: None }
    }

    /// Before a writer that has no thread.
    pub(super) fn in_turns(send: SyncSender<Message>, turns: Turns) -> Self {
        Self { send, turns: Some(Arc::new(Mutex::new(Some(turns)))) }
    }

    /// Has a writer without a thread take a turn; none: it has a thread, or is over.
    pub fn turn(&self) -> Option<Turn> {
        let mut turns = self.turns.as_ref()?.lock();
        let came = turns.as_mut()?.next_if_any();
        if matches!(came, Turn::Over | Turn::Doubt(_)) {
            *turns = None;
        }
        Some(came)
    }

    /// Waits for an answer on this thread. A writer without a thread takes its turns meanwhile.
    pub fn wait<T>(&self, mut answer: oneshot::Receiver<T>) -> Option<T> {
        if self.turns.is_none() {
            return answer.blocking_recv().ok();
        }
        loop {
            match answer.try_recv() {
                Ok(answer) => return Some(answer),
                Err(oneshot::error::TryRecvError::Closed) => return None,
                Err(oneshot::error::TryRecvError::Empty) => {}
            }
            self.turn().filter(|came| matches!(came, Turn::Done))?;
        }
    }

    /// Sends a command and waits for the answer.
    pub async fn submit(&self, request: Request) -> Done {
        if self.turns.is_some() {
            return self.submit_blocking(request);
        }
        self.send(request)?.await.unwrap_or_else(|_| Err(Refused::new("server.stopping")))
    }

    /// Sends a command and waits for the answer on this thread.
    pub fn submit_blocking(&self, request: Request) -> Done {
        self.wait(self.send(request)?).unwrap_or_else(|| Err(Refused::new("server.stopping")))
    }

    /// Sends a command; the answer comes to what is given back.
    pub fn send(&self, request: Request) -> Result<oneshot::Receiver<Done>, Refused> {
        let (answer, answered) = oneshot::channel();
        self.enqueue(Message::Command(Box::new(request), answer))?;
        Ok(answered)
    }

    /// Sends a command as soon as there is room; the answer comes to what is given back. Blocks this thread meanwhile.
    pub fn send_waiting(&self, request: Request) -> Result<oneshot::Receiver<Done>, Refused> {
        let (answer, answered) = oneshot::channel();
        let message = Message::Command(Box::new(request), answer);
        match self.send.try_send(message) {
            Ok(()) => {}
            Err(TrySendError::Full(message)) if self.turns.is_none() => {
                self.send.send(message).map_err(|_| Refused::new("server.stopping"))?;
            }
            // A turn empties it, up to what it takes at once.
            Err(TrySendError::Full(message)) => {
                self.turn();
                self.send.try_send(message).map_err(|_| Refused::new("server.stopping"))?;
            }
            Err(TrySendError::Disconnected(_)) => return Err(Refused::new("server.stopping")),
        }
        metrics::gauge!("baton_queue_length").increment(1.0);
        Ok(answered)
    }

    /// Writes rows that are no evidence.
    pub fn put(&self, put: Put) -> Result<(), Refused> {
        let (answer, answered) = oneshot::channel();
        self.enqueue(Message::Put(put, answer))?;
        self.wait(answered).unwrap_or_else(|| Err(Refused::new("server.stopping")))
    }

    /// Refuses where the writer does not answer within that time.
    pub fn answers(&self, within: Duration) -> Result<(), Refused> {
        let (answer, answered) = sync_channel(1);
        self.enqueue(Message::Ready(answer))?;
        while matches!(self.turn(), Some(Turn::Done)) {}
        answered.recv_timeout(within).map_err(|_| Refused::new("server.busy").with("seconds", 1))
    }

    /// Ends the writer once what waits is done.
    pub fn stop(&self) {
        while matches!(self.turn(), Some(Turn::Done)) {}
        // A writer that is gone has stopped.
        let _ = self.send.send(Message::Stop);
        while matches!(self.turn(), Some(Turn::Done)) {}
    }

    fn enqueue(&self, message: Message) -> Result<(), Refused> {
        let sent = self.send.try_send(message);
        if sent.is_ok() {
            metrics::gauge!("baton_queue_length").increment(1.0);
        }
        sent.map_err(|error| match error {
            TrySendError::Full(_) => {
                Refused { retry_after_s: Some(1), ..Refused::new("server.busy").with("seconds", 1) }
            }
            TrySendError::Disconnected(_) => Refused::new("server.stopping"),
        })
    }
}
