//! The writer's turns: one takes what waits, decides it, commits once, answers all and hands out what comes of it.
//!
//! Who calls for them decides where they are taken: the writer's thread, one after the other as long as it lives, or whoever
//! waits for an answer, where everything happens in one thread. A turn ends no process; it says where one must end.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};
use std::time::Instant;

use baton_store::row::CommandKey;
use baton_store::{Change, Hash, StoreError, Writer as StoreWriter};
use tokio::sync::oneshot;

use super::batch::{self, Batch};
use super::prepared::{Prepared, Sealed};
use super::put::Put;
use super::queue::Message;
use crate::ask::{Answer, Ask, Done, Request};
use crate::core::Core;
use crate::history::stored_kind;
use crate::kept::Opened;
use crate::refused::Refused;

/// How many commands are decided together.
const BATCH_MAX: usize = 128;

/// The writer as far as it is not a thread: it does what waits, turn by turn.
pub struct Turns {
    core: Arc<Core>,
    store: Box<dyn StoreWriter>,
    receive: Receiver<Message>,
    /// For commands that follow from others.
    again: SyncSender<Message>,
    /// What did not fit into the last batch.
    carried: Option<Message>,
    /// Why the process must end.
    doubt: Option<StoreError>,
}

/// What came of a turn.
pub enum Turn {
    /// What was taken was done, or refused.
    Done,
    /// Nothing waited.
    Nothing,
    /// It was told to stop, or nobody can send anything more.
    Over,
    /// Nobody knows what is on the disk: only a new start finds out.
    Doubt(StoreError),
}

/// A prepared command and where its answer goes.
type Waiting = (Prepared, oneshot::Sender<Done>);
/// Rows that are no evidence, and where the answer goes.
type Putting = (Put, oneshot::Sender<Result<(), Refused>>);

impl Turns {
    /// Turns on what is received; what follows from a command is sent there as well.
    pub(super) fn new(
        core: Arc<Core>,
        receive: Receiver<Message>,
        again: SyncSender<Message>,
    ) -> Result<Self, StoreError> {
        let store = core.store.writer()?;
        Ok(Self { core, store, receive, again, carried: None, doubt: None })
    }

    /// One turn; it waits until there is something to do.
    pub fn next(&mut self) -> Turn {
        match self.carried.take().or_else(|| self.take(Receiver::recv)) {
            Some(first) => self.turn(first),
            None => Turn::Over,
        }
    }

    /// One turn, if there is something to do.
    pub fn next_if_any(&mut self) -> Turn {
        match self.carried.take().or_else(|| self.take(Receiver::try_recv)) {
            Some(first) => self.turn(first),
            None => Turn::Nothing,
        }
    }

    fn turn(&mut self, first: Message) -> Turn {
        let is_last = self.batch(first);
        match self.doubt.take() {
            Some(fault) => Turn::Doubt(fault),
            None if is_last => Turn::Over,
            None => Turn::Done,
        }
    }

    /// Takes what waits, decides it, commits once, hands out what comes of it. Whether it was told to stop.
    fn batch(&mut self, first: Message) -> bool {
        let mut waiting = Vec::new();
        let opened = self.core.opened();
        let held = self.store.hold();
        let mut batch = match held.and_then(|()| Batch::new(&self.core, self.store.as_ref())) {
            Ok(batch) => batch,
            // It ends also where nothing can be read any more.
            Err(_) if matches!(first, Message::Stop) => return true,
            Err(error) => {
                let_go(self.store.as_ref(), &mut self.doubt);
                fail(first, &error.into());
                return false;
            }
        };
        let mut next = Some(first);
        let mut taken = 0;
        while let Some(message) = next {
            taken += 1;
            match message {
                Message::Stop => {
                    self.commit(waiting, opened);
                    return true;
                }
                Message::Ready(answer) => ready(&answer),
                Message::Put(put, answer) if waiting.is_empty() => {
                    self.put_all((put, answer));
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
            // What was answered at once counts as well: else a stream of refusals would hold up those that wait for the
            // commit, and one that took nothing would go on at the time at which it began.
            if taken >= BATCH_MAX || waiting.is_empty() || batch.is_closed() {
                break;
            }
            next = self.take(Receiver::try_recv);
        }
        self.commit(waiting, opened);
        false
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

    fn commit(&mut self, mut waiting: Vec<Waiting>, opened: Opened) {
        if waiting.is_empty() {
            return let_go(self.store.as_ref(), &mut self.doubt);
        }
        let began = Instant::now();
        let result = self.write(&mut waiting);
        metrics::histogram!("baton_commit_seconds").record(began.elapsed().as_secs_f64());
        metrics::counter!("baton_commands_total").increment(waiting.len() as u64);
        let hashes = match result {
            Ok(hashes) => hashes,
            Err(error) => {
                let refused = Refused::from(error.clone());
                for (_, answer) in waiting {
                    answered(answer, Err(refused.clone()));
                }
                return doubted(&mut self.doubt, error);
            }
        };
        for ((prepared, answer), hash) in waiting.into_iter().zip(&hashes) {
            let (done, follow) = prepared.committed(&self.core, hash, opened);
            for ask in follow {
                self.go_on(ask);
            }
            answered(answer, Ok(done));
        }
    }

    /// Writes them in one transaction; gives the hash of each entry.
    fn write(&mut self, waiting: &mut [Waiting]) -> Result<Vec<Hash>, StoreError> {
        self.core.doubt().map_or(Ok(()), Err)?;
        let mut subjects = Vec::new();
        for (prepared, _) in waiting.iter() {
            subjects.extend(prepared.subjects()?);
        }
        let begins = waiting.iter().filter_map(|(prepared, _)| prepared.begins()).max();
        self.core.sealer.prepare(subjects, begins)?;
        let sealer = &self.core.sealer;
        let sealed: Vec<Sealed> =
            waiting.iter_mut().map(|(prepared, _)| prepared.seal(sealer)).collect::<Result<_, _>>()?;
        let mut hashes = Vec::with_capacity(waiting.len());
        self.store.transaction(&mut |tx| {
            hashes.clear();
            let mut counters = BTreeMap::new();
            for ((prepared, _), sealed) in waiting.iter().zip(&sealed) {
                hashes.push(prepared.write(tx, sealed, &mut counters)?);
            }
            counters.into_iter().try_for_each(|(name, n)| tx.put(&Change::SetCounter { name: name.to_owned(), n }))
        })?;
        Ok(hashes)
    }

    /// Writes these rows, and those that wait next, in one transaction. Where it fails each has one of its own, so that
    /// only that which is at fault fails.
    fn put_all(&mut self, first: Putting) {
        let mut puts = vec![first];
        while puts.len() < BATCH_MAX {
            match self.take(Receiver::try_recv) {
                Some(Message::Put(put, answer)) => puts.push((put, answer)),
                other => {
                    self.carried = other;
                    break;
                }
            }
        }
        let rows: Vec<&Put> = puts.iter().map(|(put, _)| put).collect();
        let done = match self.put(&rows) {
            Err(error) if puts.len() > 1 && !error.must_stop() => {
                rows.iter().flat_map(|row| self.put(&[row]).unwrap_or_else(|error| vec![Some(error.into())])).collect()
            }
            Err(error) => {
                let refused = Refused::from(error.clone());
                for (_, answer) in puts {
                    let _ = answer.send(Err(refused.clone()));
                }
                return doubted(&mut self.doubt, error);
            }
            Ok(done) => done,
        };
        for ((_, answer), refused) in puts.into_iter().zip(done) {
            // Whoever asked may have gone away meanwhile.
            let _ = answer.send(refused.map_or(Ok(()), Err));
        }
    }

    /// Writes rows in one transaction; says of each why it was not written.
    fn put(&mut self, puts: &[&Put]) -> Result<Vec<Option<Refused>>, StoreError> {
        self.core.doubt().map_or(Ok(()), Err)?;
        let mut done = Vec::with_capacity(puts.len());
        // First, so that where it fails nothing else was done.
        if puts.iter().any(|put| matches!(put, Put::WriteBack)) {
            self.store.write_back()?;
        }
        self.store.transaction(&mut |tx| {
            done.clear();
            for put in puts {
                done.push(put.write(tx)?);
            }
            Ok(())
        })?;
        Ok(done)
    }

    /// Sends a command that follows from another; when the queue is full, the outbox brings it again.
    fn go_on(&self, ask: Ask) {
        let key = ask.order_key();
        let request = Request { caller: crate::Caller::system(), key, if_match: None, ask };
        let (answer, _) = oneshot::channel();
        if self.again.try_send(Message::Command(Box::new(request), answer)).is_ok() {
            metrics::gauge!("baton_queue_length").increment(1.0);
        } else {
            tracing::info!("a command that goes on with a run found no place in the queue; it comes again");
        }
    }
}

/// Nothing is held while it waits for the next command.
fn let_go(store: &dyn StoreWriter, doubt: &mut Option<StoreError>) {
    if let Err(error) = store.release() {
        tracing::error!(%error, "what was read could not be let go of");
        doubted(doubt, error);
    }
}

/// After it nothing more is taken from the queue, where it leaves a doubt about what is on the disk.
fn doubted(doubt: &mut Option<StoreError>, error: StoreError) {
    if error.must_stop() {
        doubt.get_or_insert(error);
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
        Message::Ready(_) | Message::Stop => {}
    }
}

fn ready(answer: &SyncSender<()>) {
    // Whoever asked may have gone away meanwhile.
    let _ = answer.send(());
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
