//! A store behind a gate that makes its calls fail, on script or as the gate decides, to see what those above it do then.
//!
//! It passes everything on to another store and its key database: reads, transactions, appends and puts in them, commits,
//! calls of the keys.

mod gate;
mod keys;
mod pass;

use crate::change::Change;
use crate::entry::{EntryHead, NewEntry};
use crate::error::StoreError;
use crate::keys::Keys;
use crate::read::Reader;
use crate::store::{Look, Store, Tx, Work, Writer};
use std::sync::Arc;
use uuid::Uuid;

use gate::Script;
pub use gate::{Call, Gate};
use keys::FaultyKeys;

/// When and how to fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fail {
    /// The Nth transaction from now (1: the next) fails after its work, as a commit does.
    Commit(u64, StoreError),
    /// The Nth append or put from now fails.
    Call(u64, StoreError),
    /// The Nth call of any kind from now fails.
    Any(u64, StoreError),
}

/// The store.
#[derive(Clone)]
pub struct FaultyStore {
    inner: Arc<dyn Store>,
    gate: Arc<dyn Gate>,
    script: Arc<Script>,
}

impl FaultyStore {
    /// Passes on to `inner` until it is told to fail.
    pub fn new(inner: Arc<dyn Store>) -> Self {
        let script = Arc::<Script>::default();
        Self { inner, gate: Arc::<Script>::clone(&script), script }
    }

    /// Passes on to `inner` what the gate lets through.
    pub fn behind(inner: Arc<dyn Store>, gate: Arc<dyn Gate>) -> Self {
        Self { inner, gate, script: Arc::default() }
    }

    /// Fails later; counted from now.
    pub fn fail(&self, fail: Fail) {
        self.script.add(fail);
    }

    /// Takes back what has not failed yet; whether there was something.
    pub fn relent(&self) -> bool {
        self.script.clear()
    }
}

impl Store for FaultyStore {
    fn writer(&self) -> Result<Box<dyn Writer>, StoreError> {
        Ok(Box::new(FaultyWriter { inner: self.inner.writer()?, gate: Arc::clone(&self.gate) }))
    }

    fn reader(&self) -> Result<Box<dyn Reader + Send>, StoreError> {
        self.gate.before(Call::Read("reader"))?;
        Ok(Box::new(FaultyReader { inner: self.inner.reader()?, gate: Arc::clone(&self.gate) }))
    }

    fn view(&self, look: Look<'_>) -> Result<(), StoreError> {
        self.gate.before(Call::Read("view"))?;
        self.inner.view(&mut |inner| look(&FaultyLook { inner, gate: self.gate.as_ref() }))
    }

    fn keys(&self) -> Arc<dyn Keys> {
        Arc::new(FaultyKeys { inner: self.inner.keys(), gate: Arc::clone(&self.gate) })
    }

    fn doubt(&self) -> Option<StoreError> {
        self.inner.doubt()
    }

    fn drop_copies(&self) -> Result<(), StoreError> {
        self.gate.before(Call::Read("drop_copies"))?;
        self.inner.drop_copies()
    }
}

struct FaultyReader {
    inner: Box<dyn Reader + Send>,
    gate: Arc<dyn Gate>,
}

struct FaultyLook<'a> {
    inner: &'a dyn Reader,
    gate: &'a dyn Gate,
}

struct FaultyWriter {
    inner: Box<dyn Writer>,
    gate: Arc<dyn Gate>,
}

impl Writer for FaultyWriter {
    fn transaction(&mut self, work: Work<'_>) -> Result<(), StoreError> {
        let gate = self.gate.as_ref();
        gate.before(Call::Begin)?;
        self.inner.transaction(&mut |inner| {
            work(&mut FaultyTx { inner, gate })?;
            gate.before(Call::Commit)
        })?;
        gate.after(Call::Commit)
    }

    fn hold(&self) -> Result<(), StoreError> {
        self.gate.before(Call::Read("hold"))?;
        self.inner.hold()
    }

    fn release(&self) -> Result<(), StoreError> {
        self.gate.before(Call::Read("release"))?;
        self.inner.release()
    }

    fn write_back(&mut self) -> Result<(), StoreError> {
        self.gate.before(Call::Read("write_back"))?;
        self.inner.write_back()
    }
}

struct FaultyTx<'a> {
    inner: &'a mut dyn Tx,
    gate: &'a dyn Gate,
}

impl Tx for FaultyTx<'_> {
    fn found_workspace(&mut self, workspace: Uuid) -> Result<(), StoreError> {
        self.inner.found_workspace(workspace)
    }

    fn append(&mut self, entry: &NewEntry) -> Result<EntryHead, StoreError> {
        self.gate.before(Call::Append)?;
        let head = self.inner.append(entry)?;
        self.gate.after(Call::Append)?;
        Ok(head)
    }

    fn put(&mut self, change: &Change) -> Result<(), StoreError> {
        self.gate.before(Call::Put(change))?;
        self.inner.put(change)?;
        self.gate.after(Call::Put(change))
    }

    fn give_back(&mut self) -> Result<(), StoreError> {
        self.gate.before(Call::Read("give_back"))?;
        self.inner.give_back()
    }
}
