//! A store that fails on script, to see what those above it do then.
//!
//! It passes everything on to another store; the calls counted are transactions, and inside them appends and puts.

mod pass;

use crate::change::Change;
use crate::entry::{EntryHead, NewEntry};
use crate::error::StoreError;
use crate::keys::Keys;
use crate::read::Reader;
use crate::store::{Look, Store, Tx, Work, Writer};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// When and how to fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fail {
    /// The Nth transaction from now (1: the next) fails after its work, as a commit does.
    Commit(u64, StoreError),
    /// The Nth append or put from now fails.
    Call(u64, StoreError),
}

/// What is still to fail.
#[derive(Default)]
struct Script {
    fails: Vec<Fail>,
    commits: u64,
    calls: u64,
}

/// The store.
#[derive(Clone)]
pub struct FaultyStore {
    inner: Arc<dyn Store>,
    script: Arc<Mutex<Script>>,
}

impl FaultyStore {
    /// Passes on to `inner` until it is told to fail.
    pub fn new(inner: Arc<dyn Store>) -> Self {
        Self { inner, script: Arc::default() }
    }

    /// Fails later; counted from now.
    pub fn fail(&self, fail: Fail) {
        let mut script = locked(&self.script);
        let (commits, calls) = (script.commits, script.calls);
        script.fails.push(match fail {
            Fail::Commit(n, fault) => Fail::Commit(n + commits, fault),
            Fail::Call(n, fault) => Fail::Call(n + calls, fault),
        });
    }
}

impl Script {
    fn commit(&mut self) -> Result<(), StoreError> {
        self.commits += 1;
        let due = self.fails.iter().find_map(|fail| match fail {
            Fail::Commit(n, fault) if *n == self.commits => Some(fault.clone()),
            _ => None,
        });
        due.map_or(Ok(()), Err)
    }

    fn call(&mut self) -> Result<(), StoreError> {
        self.calls += 1;
        let due = self.fails.iter().find_map(|fail| match fail {
            Fail::Call(n, fault) if *n == self.calls => Some(fault.clone()),
            _ => None,
        });
        due.map_or(Ok(()), Err)
    }
}

impl Store for FaultyStore {
    fn writer(&self) -> Result<Box<dyn Writer>, StoreError> {
        Ok(Box::new(FaultyWriter { inner: self.inner.writer()?, script: Arc::clone(&self.script) }))
    }

    fn reader(&self) -> Result<Box<dyn Reader + Send>, StoreError> {
        self.inner.reader()
    }

    fn view(&self, look: Look<'_>) -> Result<(), StoreError> {
        self.inner.view(look)
    }

    fn keys(&self) -> Arc<dyn Keys> {
        self.inner.keys()
    }
}

struct FaultyWriter {
    inner: Box<dyn Writer>,
    script: Arc<Mutex<Script>>,
}

impl Writer for FaultyWriter {
    fn transaction(&mut self, work: Work<'_>) -> Result<(), StoreError> {
        let script = &self.script;
        self.inner.transaction(&mut |inner| {
            work(&mut FaultyTx { inner, script })?;
            locked(script).commit()
        })
    }
}

struct FaultyTx<'a> {
    inner: &'a mut dyn Tx,
    script: &'a Mutex<Script>,
}

impl Tx for FaultyTx<'_> {
    fn found_workspace(&mut self, workspace: Uuid) -> Result<(), StoreError> {
        self.inner.found_workspace(workspace)
    }

    fn append(&mut self, entry: &NewEntry) -> Result<EntryHead, StoreError> {
        locked(self.script).call()?;
        self.inner.append(entry)
    }

    fn put(&mut self, change: &Change) -> Result<(), StoreError> {
        locked(self.script).call()?;
        self.inner.put(change)
    }
}

fn locked(script: &Mutex<Script>) -> MutexGuard<'_, Script> {
    script.lock().unwrap_or_else(PoisonError::into_inner)
}
