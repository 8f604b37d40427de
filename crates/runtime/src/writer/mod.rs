//! The one writer: a thread that takes what waits, decides it, commits once and answers all.
//!
//! Commands of different runs are decided together on the states as committed; a command that depends on one before it in the
//! batch waits for the next. A refused command changes nothing, a panic costs its command alone, a failed commit answers all
//! alike and leaves the kept states as they were.

mod access;
mod batch;
mod definition;
mod directory;
mod drafts;
mod prepared;
mod put;
mod run;
mod target;

pub use target::split;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::time::Instant;

use baton_store::row::CommandKey;
use baton_store::{Hash, StoreError, Writer as StoreWriter};
use tokio::sync::oneshot;

use crate::ask::{Answer, Ask, Done, Request};
use crate::core::Core;
use crate::history::stored_kind;
use crate::refused::Refused;
pub use batch::Batch;
use prepared::Prepared;

pub use put::Put;

/// How many asks wait for the writer; more are told to come again.
const QUEUE_MAX: usize = 1_024;
/// How many commands are committed together.
const BATCH_MAX: usize = 128;

/// What the writer is sent.
enum Message {
    /// A command.
    Command(Box<Request>, oneshot::Sender<Done>),
    /// Rows that are no evidence: drafts, files, read marks.
    Put(Put, oneshot::Sender<Result<(), Refused>>),
    /// Stop.
    Stop,
}

/// Where asks are sent.
#[derive(Clone)]
pub struct Queue {
    send: SyncSender<Message>,
}

impl Queue {
    /// Sends a command and waits for the answer.
    pub async fn submit(&self, request: Request) -> Done {
        let (answer, answered) = oneshot::channel();
        self.enqueue(Message::Command(Box::new(request), answer))?;
        answered.await.unwrap_or_else(|_| Err(Refused::new("server.stopping")))
    }

    /// Sends a command and waits for the answer on this thread.
    pub fn submit_blocking(&self, request: Request) -> Done {
        let (answer, answered) = oneshot::channel();
        self.enqueue(Message::Command(Box::new(request), answer))?;
        answered.blocking_recv().unwrap_or_else(|_| Err(Refused::new("server.stopping")))
    }

    /// Writes rows that are no evidence.
    pub fn put(&self, put: Put) -> Result<(), Refused> {
        let (answer, answered) = oneshot::channel();
        self.enqueue(Message::Put(put, answer))?;
        answered.blocking_recv().unwrap_or_else(|_| Err(Refused::new("server.stopping")))
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

/// Starts the writer.
pub fn start(core: Arc<Core>) -> Result<(Queue, std::thread::JoinHandle<()>), StoreError> {
    let store = core.store.writer()?;
    let (send, receive) = sync_channel(QUEUE_MAX);
    let again = send.clone();
    let thread = std::thread::Builder::new().name("writer".to_owned());
    let thread = thread.spawn(move || Loop { core, store, receive, again, carried: None }.run());
    Ok((Queue { send }, thread.map_err(|error| StoreError::Io(error.to_string()))?))
}

struct Loop {
    core: Arc<Core>,
    store: Box<dyn StoreWriter>,
    receive: Receiver<Message>,
    /// For commands that follow from others.
    again: SyncSender<Message>,
    /// What did not fit into the last batch.
    carried: Option<Message>,
}

/// A prepared command and where its answer goes.
type Waiting = (Prepared, oneshot::Sender<Done>);

impl Loop {
    fn run(mut self) {
        while let Some(first) = self.carried.take().or_else(|| self.take(Receiver::recv)) {
            let mut waiting = Vec::new();
            let mut batch = match Batch::new(&self.core, self.store.as_ref()) {
                Ok(batch) => batch,
                Err(error) => {
                    fail(first, &error.into());
                    continue;
                }
            };
            let mut next = Some(first);
            while let Some(message) = next {
                match message {
                    Message::Stop => return self.commit(waiting),
                    Message::Put(put, answer) if waiting.is_empty() => {
                        self.put(&put, answer);
                        break;
                    }
                    Message::Command(request, answer) => match self.prepare(&mut batch, &request) {
                        Step::Take(prepared) => waiting.push((*prepared, answer)),
                        Step::Answer(done) => answered(answer, done),
                        Step::Later => {
                            self.carried = Some(Message::Command(request, answer));
                            break;
                        }
                    },
                    later @ Message::Put(..) => {
                        self.carried = Some(later);
                        break;
                    }
                }
                if waiting.len() >= BATCH_MAX || batch.is_closed() {
                    break;
                }
                next = self.take(Receiver::try_recv);
            }
            self.commit(waiting);
        }
    }

    fn take<E>(&self, receive: impl FnOnce(&Receiver<Message>) -> Result<Message, E>) -> Option<Message> {
        let message = receive(&self.receive).ok()?;
        metrics::gauge!("baton_queue_length").decrement(1.0);
        Some(message)
    }

    fn prepare(&self, batch: &mut Batch<'_>, request: &Request) -> Step {
        let key = command_key(request);
        if let Some(key) = &key {
            if batch.has_key(key) {
                return Step::Later;
            }
            match repeated(self.store.as_ref(), key, request) {
                Ok(Some(done)) => return Step::Answer(done),
                Ok(None) => {}
                Err(error) => return Step::Answer(Err(error.into())),
            }
        }
        let decided = catch_unwind(AssertUnwindSafe(|| batch.prepare(request)));
        match decided {
            Ok(Ok(batch::Decision::Take(prepared))) if prepared.is_too_large() => {
                Step::Answer(Err(Refused::new("store.too_large")))
            }
            Ok(Ok(batch::Decision::Take(mut prepared))) => {
                if let Some(key) = key {
                    prepared.remember(key.clone(), fingerprint(&request.ask));
                    batch.add_key(key);
                }
                batch.accept(&mut prepared);
                Step::Take(prepared)
            }
            Ok(Ok(batch::Decision::Nothing(answer))) => Step::Answer(Ok(answer)),
            Ok(Ok(batch::Decision::Later)) => Step::Later,
            Ok(Err(refused)) => Step::Answer(Err(refused)),
            Err(_) => {
                tracing::error!("a command ended in a panic; nothing of it was written");
                Step::Answer(Err(Refused::new("server.internal")))
            }
        }
    }

    fn commit(&mut self, waiting: Vec<Waiting>) {
        if waiting.is_empty() {
            return;
        }
        let began = Instant::now();
        let result = self.write(&waiting);
        metrics::histogram!("baton_commit_seconds").record(began.elapsed().as_secs_f64());
        metrics::counter!("baton_commands_total").increment(waiting.len() as u64);
        if let Err(error) = result {
            let must_stop = error.must_stop();
            let refused = Refused::from(error);
            for (_, answer) in waiting {
                answered(answer, Err(refused.clone()));
            }
            if must_stop {
                // What is on the disk is not known any more: only a new start finds out.
                tracing::error!("the store cannot go on; the process stops and recovers at its next start");
                std::process::exit(70);
            }
            return;
        }
        for (prepared, answer) in waiting {
            let (done, follow) = prepared.committed(&self.core);
            for ask in follow {
                self.go_on(ask);
            }
            answered(answer, Ok(done));
        }
    }

    fn write(&mut self, waiting: &[Waiting]) -> Result<(), StoreError> {
        let bodies: Vec<_> = waiting.iter().map(|(prepared, _)| prepared.to_seal()).collect();
        self.core.sealer.prepare(&bodies)?;
        let sealed: Vec<Vec<u8>> =
            waiting.iter().map(|(prepared, _)| prepared.sealed(&self.core.sealer)).collect::<Result<_, _>>()?;
        self.store.transaction(&mut |tx| {
            for ((prepared, _), body) in waiting.iter().zip(&sealed) {
                prepared.write(tx, body.clone())?;
            }
            Ok(())
        })
    }

    fn put(&mut self, put: &Put, answer: oneshot::Sender<Result<(), Refused>>) {
        let done = self.store.transaction(&mut |tx| put.write(tx));
        // Whoever asked may have gone away meanwhile.
        let _ = answer.send(done.map_err(Refused::from));
    }

    /// Sends a command that follows from another; when the queue is full, its timer brings it again.
    fn go_on(&self, ask: Ask) {
        let request = Request { caller: crate::Caller::system(), key: None, if_match: None, ask };
        let (answer, _) = oneshot::channel();
        if self.again.try_send(Message::Command(Box::new(request), answer)).is_ok() {
            metrics::gauge!("baton_queue_length").increment(1.0);
        } else {
            tracing::warn!("a command that goes on with a run found no place in the queue");
        }
    }
}

enum Step {
    Take(Box<Prepared>),
    Answer(Done),
    Later,
}

fn answered(answer: oneshot::Sender<Done>, done: Done) {
    // Whoever asked may have gone away meanwhile: it is done all the same.
    let _ = answer.send(done);
}

fn fail(message: Message, refused: &Refused) {
    match message {
        Message::Command(_, answer) => answered(answer, Err(refused.clone())),
        Message::Put(_, answer) => {
            let _ = answer.send(Err(refused.clone()));
        }
        Message::Stop => {}
    }
}

fn command_key(request: &Request) -> Option<CommandKey> {
    let actor = request.caller.actor();
    let key = request.key.clone()?;
    Some(CommandKey { actor_kind: stored_kind(actor.kind), actor_id: actor.id, key })
}

/// The answer of the first time, where this command was done already.
fn repeated(reader: &dyn StoreWriter, key: &CommandKey, request: &Request) -> Result<Option<Done>, StoreError> {
    let Some(row) = reader.command(key)? else { return Ok(None) };
    if row.fingerprint != fingerprint(&request.ask) {
        return Ok(Some(Err(Refused::new("request.key_used"))));
    }
    let answer: Answer =
        serde_json::from_slice(&row.answer).map_err(|error| StoreError::Corrupt(format!("a kept answer: {error}")))?;
    Ok(Some(Ok(answer)))
}

/// What tells one request from another under the same key.
fn fingerprint(ask: &Ask) -> Hash {
    Hash::of(&[serde_json::to_vec(ask).unwrap_or_default().as_slice()])
}
