//! The queue before the writer: bounded, so that a server that is asked for too much says so at once instead of growing.

use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::time::Duration;

use tokio::sync::oneshot;

use super::Put;
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
}

impl Queue {
    pub(super) const fn new(send: SyncSender<Message>) -> Self {
        Self { send }
    }

    /// Sends a command and waits for the answer.
    pub async fn submit(&self, request: Request) -> Done {
        self.send(request)?.await.unwrap_or_else(|_| Err(Refused::new("server.stopping")))
    }

    /// Sends a command and waits for the answer on this thread.
    pub fn submit_blocking(&self, request: Request) -> Done {
        self.send(request)?.blocking_recv().unwrap_or_else(|_| Err(Refused::new("server.stopping")))
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
        self.send.send(Message::Command(Box::new(request), answer)).map_err(|_| Refused::new("server.stopping"))?;
        metrics::gauge!("baton_queue_length").increment(1.0);
        Ok(answered)
    }

    /// Writes rows that are no evidence.
    pub fn put(&self, put: Put) -> Result<(), Refused> {
        let (answer, answered) = oneshot::channel();
        self.enqueue(Message::Put(put, answer))?;
        answered.blocking_recv().unwrap_or_else(|_| Err(Refused::new("server.stopping")))
    }

    /// Refuses where the writer does not answer within that time.
    pub fn answers(&self, within: Duration) -> Result<(), Refused> {
        let (answer, answered) = sync_channel(1);
        self.enqueue(Message::Ready(answer))?;
        answered.recv_timeout(within).map_err(|_| Refused::new("server.busy").with("seconds", 1))
    }

    /// Ends the writer once what waits is done.
    pub fn stop(&self) {
        // A writer that is gone has stopped.
        let _ = self.send.send(Message::Stop);
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
