//! One batch: commands decided together on what was committed. A command that depends on one before it waits for the next
//! batch; one that changes people, access or definitions, on which others depend, is alone in its batch.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use baton_people::Directory;
use baton_store::row::{CommandKey, WorkflowRow};
use baton_store::{Change, Reader, StoreError, Stream};

use super::prepared::Prepared;
use super::{access, bin, definition, directory, run};
use crate::access::Access;
use crate::ask::{Answer, Ask, Request};
use crate::core::Core;
use crate::facts::Ahead;
use crate::refused::Refused;

/// What became of a command.
pub enum Decision {
    /// It is to be written.
    Take(Box<Prepared>),
    /// There was nothing to do.
    Nothing(Answer),
    /// It depends on another of this batch.
    Later,
}

/// Commands decided together.
pub struct Batch<'a> {
    /// The shared state.
    pub core: &'a Core,
    /// The tables as committed.
    pub reader: &'a dyn Reader,
    /// Who there is.
    pub directory: Arc<Directory>,
    /// What the workspace is.
    pub access: Arc<Access>,
    /// The time of all its commands.
    pub now_us: i64,
    /// What the commands so far change of what the tables say.
    ahead: Ahead,
    /// Counters and workflows as they were read: within a batch they are what they are.
    counted: RefCell<HashMap<String, i64>>,
    workflows: RefCell<HashMap<i64, Arc<WorkflowRow>>>,
    files: HashSet<String>,
    /// Whether a command so far took an event that was kept.
    took_event: bool,
    /// Whether a command so far changed who waits for a lock or holds it.
    moved_locks: bool,
    next_entry: i64,
    touched: HashSet<Stream>,
    keys: BTreeSet<CommandKey>,
    closed: bool,
}

impl<'a> Batch<'a> {
    /// A batch on what is committed now.
    pub fn new(core: &'a Core, reader: &'a dyn Reader) -> Result<Self, StoreError> {
        let last = reader.last()?;
        if let Some(last) = last {
            core.clock.not_before(last.time_us);
        }
        Ok(Self {
            core,
            reader,
            directory: core.directory(),
            access: core.access(),
            now_us: core.clock.now_us(),
            ahead: Ahead::default(),
            counted: RefCell::default(),
            workflows: RefCell::default(),
            files: HashSet::new(),
            took_event: false,
            moved_locks: false,
            next_entry: last.map_or(0, |last| last.number) + 1,
            touched: HashSet::new(),
            keys: BTreeSet::new(),
            closed: false,
        })
    }

    /// Decides a command.
    pub fn prepare(&mut self, request: &Request) -> Result<Decision, Refused> {
        match &request.ask {
            Ask::AddPerson(_)
            | Ask::ChangePerson { .. }
            | Ask::AddGroup { .. }
            | Ask::ChangeGroup { .. }
            | Ask::AddMember { .. }
            | Ask::RemoveMember { .. }
            | Ask::ErasePerson { .. }
            | Ask::ChangeMe { .. } => self.alone(|batch| directory::prepare(batch, request)),
            Ask::MakeToken { .. }
            | Ask::RevokeToken { .. }
            | Ask::MoveClock { .. }
            | Ask::SetShortcuts { .. }
            | Ask::Invite { .. }
            | Ask::SetSecret { .. }
            | Ask::DropSecret { .. }
            | Ask::SetHold { .. }
            | Ask::LiftHold { .. }
            | Ask::RemoveRuns { .. }
            | Ask::SetPassword { .. } => self.alone(|batch| access::prepare(batch, request)),
            Ask::BinDraft { .. }
            | Ask::BinDesign { .. }
            | Ask::RestoreDesign { .. }
            | Ask::RestoreVersion { .. }
            | Ask::EmptyBin => self.alone(|batch| bin::prepare(batch, request)),
            Ask::Publish { workflow, note, rev } => {
                self.alone(|batch| definition::prepare(batch, request, workflow, note, *rev))
            }
            _ => run::prepare(self, request),
        }
    }

    fn alone(&mut self, decide: impl FnOnce(&mut Self) -> Result<Decision, Refused>) -> Result<Decision, Refused> {
        if !self.touched.is_empty() {
            return Ok(Decision::Later);
        }
        let decided = decide(self)?;
        self.closed = matches!(decided, Decision::Take(_));
        Ok(decided)
    }

    /// Takes a decided command in.
    pub fn accept(&mut self, prepared: &mut Prepared) {
        self.touched.insert(prepared.stream);
        self.next_entry = prepared.number + 1;
        for change in &prepared.changes {
            match change {
                Change::SetCounter { name, n } => {
                    self.ahead.counters.insert(name.clone(), *n);
                }
                Change::PutFile(row) => {
                    self.files.insert(row.id.clone());
                }
                Change::PutEvent(_) => self.took_event = true,
                Change::PutLock(_) | Change::DropLock(_) => self.moved_locks = true,
                _ => {}
            }
        }
        for (person, more) in &prepared.loads {
            *self.ahead.loads.entry(*person).or_default() += more;
        }
    }

    /// The number of the entry that comes next.
    pub fn next_entry(&self) -> i64 {
        self.next_entry
    }

    /// Whether a stream has a command in this batch already.
    pub fn is_touched(&self, stream: Stream) -> bool {
        self.touched.contains(&stream)
    }

    /// What the commands so far change of what the tables say.
    pub fn ahead(&self) -> &Ahead {
        &self.ahead
    }

    /// Whether a command before it took this file.
    pub fn has_file(&self, id: &str) -> bool {
        self.files.contains(id)
    }

    /// Whether a command before it took an event that was kept.
    pub fn took_event(&self) -> bool {
        self.took_event
    }

    /// Whether a command before it changed who waits for a lock or holds it.
    pub fn moved_locks(&self) -> bool {
        self.moved_locks
    }

    /// Whether nothing more fits in.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// A counter, after the commands so far.
    pub fn counter(&self, name: &str) -> Result<i64, StoreError> {
        match self.ahead.counters.get(name) {
            Some(n) => Ok(*n),
            None => {
                if let Some(n) = self.counted.borrow().get(name) {
                    return Ok(*n);
                }
                let n = self.reader.counter(name)?;
                self.counted.borrow_mut().insert(name.to_owned(), n);
                Ok(n)
            }
        }
    }

    /// The row of a workflow, also of one in the bin.
    pub fn workflow(&self, id: i64) -> Result<Option<Arc<WorkflowRow>>, StoreError> {
        if let Some(row) = self.workflows.borrow().get(&id) {
            return Ok(Some(Arc::clone(row)));
        }
        Ok(self.reader.workflow(id)?.map(|row| self.keep(row)))
    }

    /// The row of a workflow by its name in paths.
    pub fn workflow_by_slug(&self, slug: &str) -> Result<Option<Arc<WorkflowRow>>, StoreError> {
        if let Some(row) = self.workflows.borrow().values().find(|row| row.slug == slug && !row.binned) {
            return Ok(Some(Arc::clone(row)));
        }
        Ok(self.reader.workflow_by_slug(slug)?.map(|row| self.keep(row)))
    }

    fn keep(&self, row: WorkflowRow) -> Arc<WorkflowRow> {
        let row = Arc::new(row);
        self.workflows.borrow_mut().insert(row.id, Arc::clone(&row));
        row
    }

    /// Whether a command with this key is in the batch.
    pub fn has_key(&self, key: &CommandKey) -> bool {
        self.keys.contains(key)
    }

    /// Notes a command's key.
    pub fn add_key(&mut self, key: CommandKey) {
        self.keys.insert(key);
    }
}
