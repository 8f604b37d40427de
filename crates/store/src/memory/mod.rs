//! A store in memory: for tests, and for reading the contract. It keeps every promise of the contract but durability.
//!
//! The writer works on tables of its own and records what it does; a commit does the same to the published tables. So a
//! reader sees only what is committed, and a transaction that failed is undone by taking the published tables again.

mod apply;
mod keys;
mod read_definitions;
mod read_dump;
mod read_entries;
mod read_events;
mod read_log;
mod read_rest;
mod read_runs;
mod read_tasks;
mod read_work;
mod tables;

use crate::change::Change;
use crate::entry::{Entry, EntryHead, NewEntry};
use crate::error::StoreError;
use crate::keys::Keys;
use crate::read::Reader;
use crate::store::{Look, Store, Tx, Work, Writer};
use keys::MemoryKeys;
use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use tables::{Tabled, Tables};
use uuid::Uuid;

/// A store in memory. A clone is the same store.
#[derive(Clone, Default)]
pub struct MemoryStore {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    published: RwLock<Arc<Tables>>,
    writer_taken: AtomicBool,
    keys: Arc<MemoryKeys>,
}

impl Shared {
    fn published(&self) -> Arc<Tables> {
        Arc::clone(&self.published.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Store for MemoryStore {
    fn writer(&self) -> Result<Box<dyn Writer>, StoreError> {
        if self.shared.writer_taken.swap(true, Ordering::AcqRel) {
            return Err(StoreError::WriterTaken);
        }
        let tables = Tables::clone(&self.shared.published());
        Ok(Box::new(MemoryWriter { shared: Arc::clone(&self.shared), tables, stale: false }))
    }

    fn reader(&self) -> Result<Box<dyn Reader + Send>, StoreError> {
        Ok(Box::new(MemoryReader { shared: Arc::clone(&self.shared) }))
    }

    fn view(&self, look: Look<'_>) -> Result<(), StoreError> {
        look(&MemoryView { tables: self.shared.published() })
    }

    fn keys(&self) -> Arc<dyn Keys> {
        Arc::<MemoryKeys>::clone(&self.shared.keys)
    }
}

struct MemoryReader {
    shared: Arc<Shared>,
}

impl Tabled for MemoryReader {
    fn with<R>(&self, read: impl FnOnce(&Tables) -> R) -> R {
        read(&self.shared.published())
    }
}

struct MemoryView {
    tables: Arc<Tables>,
}

impl Tabled for MemoryView {
    fn with<R>(&self, read: impl FnOnce(&Tables) -> R) -> R {
        read(&self.tables)
    }
}

struct MemoryWriter {
    shared: Arc<Shared>,
    tables: Tables,
    /// Whether the tables hold what was never committed, because the work failed or panicked.
    stale: bool,
}

impl Tabled for MemoryWriter {
    fn with<R>(&self, read: impl FnOnce(&Tables) -> R) -> R {
        read(&self.shared.published())
    }
}

impl Writer for MemoryWriter {
    fn transaction(&mut self, work: Work<'_>) -> Result<(), StoreError> {
        if mem::replace(&mut self.stale, true) {
            self.tables = Tables::clone(&self.shared.published());
        }
        let mut tx = MemoryTx { tables: &mut self.tables, done: Vec::new(), fault: None };
        work(&mut tx)?;
        let done = tx.fault.map_or(Ok(tx.done), Err)?;
        let mut published = self.shared.published.write().unwrap_or_else(PoisonError::into_inner);
        let published = Arc::make_mut(&mut published);
        done.into_iter().try_for_each(|op| published.apply(op))?;
        self.stale = false;
        Ok(())
    }

    // Nobody else writes between two of its transactions: what it reads stands as it is.
    fn hold(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn release(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn write_back(&mut self) -> Result<(), StoreError> {
        Ok(())
    }
}

impl Drop for MemoryWriter {
    fn drop(&mut self) {
        self.shared.writer_taken.store(false, Ordering::Release);
    }
}

/// What a transaction did.
#[derive(Clone)]
enum Op {
    Found(Uuid),
    Append(Arc<Entry>),
    Put(Box<Change>),
}

struct MemoryTx<'a> {
    tables: &'a mut Tables,
    done: Vec<Op>,
    /// The first thing that failed: the transaction can only fail then, whatever the work says.
    fault: Option<StoreError>,
}

impl MemoryTx<'_> {
    fn try_append(&mut self, new: &NewEntry) -> Result<EntryHead, StoreError> {
        let workspace = self.tables.workspace.ok_or(StoreError::NoWorkspace)?;
        let before = self.tables.stream_head(new.stream)?;
        new.check(self.tables.last().as_ref(), before.as_ref())?;
        let number = self.tables.entries.len() as i64 + 1;
        let entry = Arc::new(Entry::next(&workspace, number, before.as_ref(), new));
        let head = entry.head();
        self.apply(Op::Append(entry))?;
        Ok(head)
    }

    fn apply(&mut self, op: Op) -> Result<(), StoreError> {
        self.tables.apply(op.clone())?;
        self.done.push(op);
        Ok(())
    }

    fn keep_fault<T>(&mut self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(fault) = &result {
            self.fault.get_or_insert_with(|| fault.clone());
        }
        result
    }
}

impl Tabled for MemoryTx<'_> {
    fn with<R>(&self, read: impl FnOnce(&Tables) -> R) -> R {
        read(self.tables)
    }
}

impl Tx for MemoryTx<'_> {
    fn found_workspace(&mut self, workspace: Uuid) -> Result<(), StoreError> {
        let result = self.apply(Op::Found(workspace));
        self.keep_fault(result)
    }

    fn append(&mut self, new: &NewEntry) -> Result<EntryHead, StoreError> {
        let result = self.try_append(new);
        self.keep_fault(result)
    }

    fn put(&mut self, change: &Change) -> Result<(), StoreError> {
        let result = change.check().and_then(|()| self.apply(Op::Put(Box::new(change.clone()))));
        self.keep_fault(result)
    }

    fn give_back(&mut self) -> Result<(), StoreError> {
        Ok(())
    }
}
