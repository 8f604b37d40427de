//! What everything in the runtime shares: the store, the states that are kept in memory, the clock, where changes are told.
//!
//! The directory and the stream of access are kept whole and replaced after a commit; runs are folded when asked for and kept
//! up to a limit. Readers never wait for the writer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use baton_engine::RunState;
use baton_model::Compiled;
use baton_people::Directory;
use baton_store::row::{RunRow, WorkflowRow};
use baton_store::seal::Sealer;
use baton_store::workspace::WorkspaceKind;
use baton_store::{Hash, Reader, Store, StoreError};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use parking_lot::{Mutex, RwLock};
use tokio::sync::Notify;

use crate::access::Access;
use crate::calls::UnderWay;
use crate::clock::Clock;
use crate::config::Config;
use crate::credentials::Credentials;
use crate::definitions::Definitions;
use crate::files::Shelf;
use crate::heads::Heads;
use crate::histories::{Histories, History, Tail};
use crate::history;
use crate::kept::{Ended, KeptRuns, Opened};
use crate::leases::Leases;
use crate::live::Hub;
use crate::outside::{Network, Outside};
use crate::service::{Awaited, Failing, Strangers};
use crate::starts::{LiveStarts, Starts};
use crate::workers::Workers;

/// Where a workspace is kept.
pub struct Place {
    /// Entries and tables.
    pub store: Arc<dyn Store>,
    /// Files' contents.
    pub shelf: Arc<dyn Shelf>,
    /// Checkpoints as files.
    pub heads: Heads,
}

/// What everything shares.
pub struct Core {
    /// Entries and tables.
    pub store: Arc<dyn Store>,
    /// Seals and opens.
    pub sealer: Sealer,
    /// Passwords, sessions, links, tokens' secrets.
    pub credentials: Credentials,
    /// What time it is.
    pub clock: Clock,
    /// Where files' contents are.
    pub shelf: Arc<dyn Shelf>,
    /// Compiled versions.
    pub definitions: Definitions,
    /// Where changes are told.
    pub hub: Hub,
    /// Where checkpoints are kept as files.
    pub heads: Heads,
    /// Timers that could not be fired.
    pub failing: Failing,
    /// Contents of files that no row names.
    pub strangers: Strangers,
    /// What was settled before the start.
    pub config: Config,
    /// For how long each job is its worker's.
    pub leases: Leases,
    /// Where requests and mails leave to.
    pub outside: Arc<dyn Outside>,
    /// The requests that are under way.
    pub under_way: UnderWay,
    /// Which workers ask for what.
    pub workers: Workers,
    /// Told when there is something to do for workers.
    pub queued: Notify,
    /// Held by who signs a checkpoint.
    pub signing: Mutex<()>,
    /// Held by who fires timers.
    pub firing: Mutex<()>,
    /// Held by who brings events to what listens for them.
    pub delivering: Mutex<()>,
    /// Held by who makes secrets that are missing.
    pub making_secrets: Mutex<()>,
    /// Which schedules need not be looked at yet.
    pub awaited: Awaited,
    /// What begins runs by itself.
    pub live_starts: LiveStarts,
    doubt: Mutex<Option<StoreError>>,
    directory: RwLock<Arc<Directory>>,
    access: RwLock<Arc<Access>>,
    runs: KeptRuns,
    histories: Histories,
    ended: Ended,
    /// How often something was erased.
    erasures: AtomicU64,
}

impl Core {
    /// Reads what is kept in memory. Who is outside is the network where nobody else is given.
    pub fn open(
        place: Place,
        clock: Clock,
        config: Config,
        outside: Option<Arc<dyn Outside>>,
    ) -> Result<Self, StoreError> {
        let Place { store, shelf, heads } = place;
        let sealer = Sealer::new(store.keys());
        let reader = store.reader()?;
        let access = history::access(reader.as_ref(), &sealer)?;
        let directory = history::directory(reader.as_ref(), &sealer)?;
        clock.set_ahead(access.ahead_us);
        if let Some(last) = reader.last()? {
            clock.not_before(last.time_us);
        }
        drop(reader);
        Ok(Self {
            credentials: Credentials::new(store.keys()),
            store,
            sealer,
            clock,
            shelf,
            definitions: Definitions::default(),
            hub: Hub::default(),
            failing: Failing::default(),
            leases: Leases::default(),
            outside: outside.unwrap_or_else(|| Network::new(&config, &access)),
            under_way: UnderWay::default(),
            workers: Workers::default(),
            queued: Notify::new(),
            signing: Mutex::default(),
            firing: Mutex::default(),
            delivering: Mutex::default(),
            making_secrets: Mutex::default(),
            awaited: Awaited::default(),
            live_starts: LiveStarts::default(),
            strangers: Strangers::default(),
            heads,
            config,
            doubt: Mutex::default(),
            directory: RwLock::new(Arc::new(directory)),
            access: RwLock::new(Arc::new(access)),
            runs: KeptRuns::default(),
            histories: Histories::default(),
            ended: Ended::default(),
            erasures: AtomicU64::new(0),
        })
    }

    /// What failed so that nobody knows any more what is on the disk: in the store, or where files and checkpoints are kept.
    pub fn doubt(&self) -> Option<StoreError> {
        self.doubt.lock().clone().or_else(|| self.store.doubt())
    }

    /// A result of what is kept outside the store; a failure that leaves a doubt ends the process soon.
    pub fn noted<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        result.inspect_err(|fault| {
            if fault.must_stop() {
                self.doubt.lock().get_or_insert_with(|| fault.clone());
            }
        })
    }

    /// A reader of the committed state.
    pub fn reader(&self) -> Result<Box<dyn Reader + Send>, StoreError> {
        self.store.reader()
    }

    /// Who there is.
    pub fn directory(&self) -> Arc<Directory> {
        Arc::clone(&self.directory.read())
    }

    /// What the workspace is, and its tokens.
    pub fn access(&self) -> Arc<Access> {
        Arc::clone(&self.access.read())
    }

    /// What the workspace is for.
    pub fn kind(&self) -> WorkspaceKind {
        self.access.read().kind()
    }

    /// The workspace's time zone.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.access.read().zone).unwrap_or(TimeZone::UTC)
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A version of a workflow, compiled.
    pub fn compiled(&self, workflow: i64, version: i64) -> Result<Arc<Compiled>, StoreError> {
        self.definitions.compiled(self.reader()?.as_ref(), workflow, version)
    }

    /// What begins runs by itself, as published.
    pub fn starts(&self, reader: &dyn Reader) -> Result<Arc<Starts>, StoreError> {
        self.live_starts.get(&self.definitions, reader)
    }

    /// A run's row and its state; none: there is no such run.
    pub fn run_by_key(&self, key: &str) -> Result<Option<(RunRow, Arc<RunState>)>, StoreError> {
        let reader = self.reader()?;
        let Some(row) = reader.run_by_key(key)? else { return Ok(None) };
        let state = self.run_state(reader.as_ref(), &row)?;
        Ok(state.map(|state| (row, state)))
    }

    /// A run's state as committed, at least up to this row of it.
    pub fn run_state<R: Reader + ?Sized>(&self, reader: &R, row: &RunRow) -> Result<Option<Arc<RunState>>, StoreError> {
        let opened = self.opened();
        if let Some(kept) = self.runs.get(row.id, row.last_entry, opened) {
            return Ok(Some(kept));
        }
        let Some(state) = history::run_state(reader, &self.sealer, row.id)? else { return Ok(None) };
        let state = Arc::new(state);
        self.keep_run(Arc::clone(&state), opened);
        Ok(Some(state))
    }

    /// What happened in a run, at least up to this row of it.
    pub fn recorded(&self, row: &RunRow) -> Result<History, StoreError> {
        let opened = self.opened();
        self.histories.of(self.store.as_ref(), &self.sealer, row, opened)
    }

    /// Lets a run's history in memory grow by what was just committed.
    pub fn grow_history(&self, run: i64, tail: Tail, hash: &Hash, opened: Opened) {
        self.histories.grow(run, tail, hash, opened);
    }

    /// Keeps a run's state, with when what it comes from was opened.
    pub fn keep_run(&self, state: Arc<RunState>, opened: Opened) {
        let over = if state.is_running() { None } else { self.ended.note(state.run) };
        self.runs.keep(state, opened);
        if let Some(over) = over {
            self.forget_runs(&[over]);
        }
    }

    /// When what is read from now on is opened. Asked before reading.
    pub fn opened(&self) -> Opened {
        Opened(self.erasures.load(Ordering::Acquire))
    }

    /// Forgets what is kept of these runs.
    pub fn forget_runs(&self, runs: &[i64]) {
        self.runs.forget(runs);
        self.histories.forget(runs);
    }

    /// Forgets all states, since they hold what was opened with a key that is gone.
    pub fn forget_states(&self) {
        self.erasures.fetch_add(1, Ordering::AcqRel);
        self.runs.forget_all();
        self.histories.forget_all();
    }

    /// Replaces the directory after a commit.
    pub fn set_directory(&self, directory: Arc<Directory>) {
        *self.directory.write() = directory;
    }

    /// Replaces what is known of access after a commit.
    pub fn set_access(&self, access: Arc<Access>) {
        self.clock.set_ahead(access.ahead_us);
        *self.access.write() = access;
    }

    /// Whether somebody belongs to a workflow's owner.
    pub fn is_owner(&self, person: i64, workflow: &WorkflowRow) -> bool {
        owns(&self.directory(), person, &workflow.owner)
    }

    /// Where a run is seen in a browser.
    pub fn link(&self, run: &str) -> String {
        format!("{}/runs/{run}", self.config.base)
    }

    /// Where anybody fills in a form of a workflow: the first one, or that of this name.
    pub fn form_link(&self, workflow: &str, form: Option<&str>) -> String {
        let name = form.map(|form| format!("/{form}")).unwrap_or_default();
        format!("{}/f/{workflow}{name}", self.config.base)
    }
}

/// Whether somebody is, or belongs to, what a definition names as its owner.
pub fn owns(directory: &Directory, person: i64, owner: &str) -> bool {
    directory.is_member(person, owner) || directory.resolve_person(owner).is_some_and(|found| found.id == person)
}
