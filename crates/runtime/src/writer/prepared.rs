//! A decided command: what is to be written, and what is true once it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_engine::RunState;
use baton_people::{Directory, PersonId};
use baton_store::entry::BODY_BYTES_MAX;
use baton_store::keys::Subject;
use baton_store::row::{CommandKey, CommandRow};
use baton_store::seal::Sealer;
use baton_store::{ActorKind, Change, Hash, NewEntry, StoreError, Stream, Tx};

use crate::access::Access;
use crate::ask::{Answer, Ask};
use crate::body::Body;
use crate::core::Core;
use crate::histories::Tail;
use crate::kept::{self, Opened};
use crate::live::Live;

/// What sealing adds to a body at most, beside the longer writing of its values.
const SEALED_BESIDE_MAX: usize = 64 * 1024;

/// A decided command.
pub struct Prepared {
    /// The stream its entry belongs to.
    pub stream: Stream,
    /// The `seq` of the stream's last entry as it was decided on.
    pub expect_seq: i64,
    /// When.
    pub time_us: i64,
    /// Who, as the store has it.
    pub actor: (ActorKind, i64),
    /// The entry's body, personal values marked.
    pub body: Body,
    /// The entry's number, which the batch foresees.
    pub number: i64,
    /// What must stand before the entry: the run's row.
    pub before: Vec<Change>,
    /// What changes with it.
    pub changes: Vec<Change>,
    /// How many open tasks more, or fewer, people have afterwards.
    pub loads: Vec<(PersonId, i64)>,
    /// What is true from then on.
    pub becomes: Becomes,
    /// What is told.
    pub told: Vec<Live>,
    /// What is done after the commit, outside the store's tables.
    pub then: Vec<Then>,
    /// What is answered.
    pub answer: Answer,
}

/// A command's entry and what is kept of the state after it, as they are stored.
pub struct Sealed {
    body: Vec<u8>,
    snapshot: Option<Change>,
}

/// What is true once it is committed.
pub enum Becomes {
    /// A run's state, and what its history grows by.
    Run(Arc<RunState>, Box<Tail>),
    /// The directory.
    Directory(Arc<Directory>),
    /// The stream of access.
    Access(Arc<Access>),
    /// A definition: read from the tables when it is needed.
    Definition,
}

/// What is done after the commit.
#[expect(clippy::large_enum_variant, reason = "few, and gone once carried out")]
pub enum Then {
    /// A run goes on.
    GoOn(Ask),
    /// Somebody's sessions end, and links to set their password stop working.
    CloseSessions(i64),
    /// A token's secret is forgotten.
    DropToken(i64),
    /// The key of a secret's value is destroyed.
    DropSecret(i64),
    /// Runs were taken out: their kept states go.
    ForgetRuns(Vec<i64>),
    /// A worker has a job for so long.
    BeginLease {
        /// The job.
        job: i64,
        /// The worker's number.
        fence: u32,
        /// How long.
        lease_s: u32,
    },
    /// A job is not its worker's any more.
    EndLease {
        /// The job.
        job: i64,
        /// The number of the worker that had it.
        fence: u32,
    },
    /// There is something to do for workers.
    TellWorkers,
    /// A file's key belongs to the run from now on.
    GiveKey {
        /// The key.
        key: i64,
        /// The run.
        run: i64,
    },
}

impl Prepared {
    /// Keeps the answer for repeats.
    pub fn remember(&mut self, id: CommandKey, fingerprint: Hash) {
        let answer = serde_json::to_vec(&self.answer).unwrap_or_default();
        self.changes.push(Change::PutCommand(CommandRow { id, fingerprint, answer, at_us: self.time_us }));
    }

    /// Whether its entry could be larger than the store takes. Sealing writes three bytes as four, and a little beside.
    pub fn is_too_large(&self) -> bool {
        let plain = self.body.bytes();
        plain + plain / 3 + SEALED_BESIDE_MAX > BODY_BYTES_MAX
    }

    /// The subjects with whose keys it is sealed.
    pub fn subjects(&self) -> Result<Vec<Subject>, StoreError> {
        self.body.subjects(self.run())
    }

    /// The run, where it begins with this.
    pub fn begins(&self) -> Option<i64> {
        self.run().filter(|_| self.expect_seq == 0)
    }

    /// What is stored sealed.
    pub fn seal(&mut self, sealer: &Sealer) -> Result<Sealed, StoreError> {
        let snapshot = match &self.becomes {
            Becomes::Run(state, _) => kept::snapshot(state, self.body.events(), sealer)?,
            _ => None,
        };
        let run = self.run();
        let body = self.body.seal(sealer, run)?;
        if let Becomes::Run(_, tail) = &mut self.becomes {
            tail.bytes = body.len() as u64;
        }
        Ok(Sealed { body, snapshot })
    }

    fn run(&self) -> Option<i64> {
        matches!(self.becomes, Becomes::Run(..)).then_some(self.stream.id)
    }

    /// Writes it; gives the entry's hash. Counters are left to whoever writes many: only what they come to in the end counts.
    pub fn write<'a>(
        &'a self,
        tx: &mut dyn Tx,
        sealed: &Sealed,
        counters: &mut BTreeMap<&'a str, i64>,
    ) -> Result<Hash, StoreError> {
        for change in &self.before {
            tx.put(change)?;
        }
        let (actor_kind, actor_id) = self.actor;
        let (stream, expect_seq, time_us, body) = (self.stream, self.expect_seq, self.time_us, sealed.body.clone());
        let head = tx.append(&NewEntry { stream, expect_seq, time_us, actor_kind, actor_id, body })?;
        if head.number != self.number {
            return Err(StoreError::Conflict(format!("entry {} was foreseen as {}", head.number, self.number)));
        }
        for change in &self.changes {
            if let Change::SetCounter { name, n } = change {
                counters.insert(name, *n);
            } else {
                tx.put(change)?;
            }
        }
        sealed.snapshot.iter().try_for_each(|change| tx.put(change))?;
        Ok(head.hash)
    }

    /// Makes it true for readers and tells it; gives the answer and what goes on.
    pub fn committed(self, core: &Core, hash: &Hash, opened: Opened) -> (Answer, Vec<Ask>) {
        match self.becomes {
            Becomes::Run(state, tail) => {
                core.grow_history(state.run, *tail, hash, opened);
                core.keep_run(state, opened);
            }
            Becomes::Directory(directory) => core.set_directory(directory),
            Becomes::Access(access) => core.set_access(access),
            Becomes::Definition => {}
        }
        // Published, thrown away or taken back: other starts are live.
        if self.changes.iter().any(|change| matches!(change, Change::PutWorkflow(_) | Change::DropWorkflow { .. })) {
            core.live_starts.changed();
        }
        let mut follow = Vec::new();
        for then in self.then {
            let done = match then {
                Then::GoOn(ask) => {
                    follow.push(ask);
                    Ok(())
                }
                Then::CloseSessions(person) => core
                    .credentials
                    .close_sessions_of(person, None)
                    .and_then(|()| core.credentials.drop_links_of(person)),
                Then::DropToken(token) => core.credentials.drop_token(token),
                Then::DropSecret(secret) => core.store.keys().erase(Subject::secret(secret)).map(drop),
                Then::ForgetRuns(runs) => {
                    core.forget_runs(&runs);
                    Ok(())
                }
                Then::BeginLease { job, fence, lease_s } => {
                    core.leases.begin((job, fence), lease_s, &core.clock);
                    Ok(())
                }
                Then::EndLease { job, fence } => {
                    core.leases.end(job, fence);
                    Ok(())
                }
                Then::TellWorkers => {
                    core.queued.notify_waiters();
                    Ok(())
                }
                Then::GiveKey { key, run } => core.store.keys().give_key(key, Subject::run(run)),
            };
            if let Err(error) = done {
                // The entry stands; who asks for the session, token or file is checked against it as well.
                tracing::error!(%error, "what follows from a committed command was not done");
            }
        }
        core.hub.tell(self.told);
        (self.answer, follow)
    }
}
