//! A store to try, with the shortest words for what cases do.

use crate::change::Change;
use crate::entry::{ActorKind, EntryHead, NewEntry};
use crate::error::StoreError;
use crate::read::{Reader, Table};
use crate::store::{Store, Tx, Writer};
use crate::stream::Stream;
use serde_json::Value;
use std::any::Any;
use std::cell::{RefCell, RefMut};
use std::sync::Arc;
use uuid::Uuid;

/// A store, and what must live as long: its folder.
pub struct Fixture {
    /// The store, empty.
    pub store: Arc<dyn Store>,
    /// Dropped after it.
    pub keep: Box<dyn Any>,
}

/// A store with its writer.
pub struct Bench {
    writer: RefCell<Option<Box<dyn Writer>>>,
    /// The store.
    pub store: Arc<dyn Store>,
    _keep: Box<dyn Any>,
}

/// The workspace of every case.
pub(super) const WORKSPACE: Uuid = Uuid::from_u128(0x0192_e4b7_0000_7000_8000_0000_0000_0001);

impl Bench {
    pub(super) fn new(fixture: Fixture) -> Self {
        let writer = fixture.store.writer().unwrap();
        Self { writer: RefCell::new(Some(writer)), store: fixture.store, _keep: fixture.keep }
    }

    pub(super) fn writer(&self) -> RefMut<'_, Box<dyn Writer>> {
        RefMut::map(self.writer.borrow_mut(), |writer| writer.as_mut().unwrap())
    }

    pub(super) fn give_writer_back(&self) {
        drop(self.writer.borrow_mut().take());
    }

    /// A transaction that is done.
    pub(super) fn done<T>(&self, work: impl FnMut(&mut dyn Tx) -> Result<T, StoreError>) -> T {
        crate::store::transaction(self.writer().as_mut(), work).unwrap()
    }

    /// A transaction that is refused.
    pub(super) fn refused<T>(&self, work: impl FnMut(&mut dyn Tx) -> Result<T, StoreError>) -> StoreError {
        crate::store::transaction(self.writer().as_mut(), work).err().expect("it was not refused")
    }

    /// One change that is done.
    pub(super) fn put(&self, change: Change) {
        self.puts(vec![change]);
    }

    /// Several changes, done together.
    #[allow(clippy::needless_pass_by_value, reason = "cases read better without a reference")]
    pub(super) fn puts(&self, changes: Vec<Change>) {
        self.done(|tx| changes.iter().try_for_each(|change| tx.put(change)));
    }

    /// One change that is refused; the code.
    pub(super) fn refuses(&self, change: &Change) -> &'static str {
        self.refused(|tx| tx.put(change)).code()
    }

    pub(super) fn read(&self) -> Box<dyn Reader + Send> {
        self.store.reader().unwrap()
    }

    /// Founds the workspace.
    pub(super) fn found(&self) {
        self.done(|tx| tx.found_workspace(WORKSPACE));
    }

    /// Appends to a stream after what is there.
    pub(super) fn append(&self, stream: Stream, body: &str) -> EntryHead {
        self.done(|tx| {
            let seq = tx.stream_head(stream)?.map_or(0, |head| head.seq);
            tx.append(&new_entry(stream, seq, body))
        })
    }

    /// Everything that can be dumped, to see whether anything changed.
    pub(super) fn dump(&self, table: Table) -> Vec<Value> {
        let mut rows = Vec::new();
        let keep = &mut |row| {
            rows.push(row);
            Ok(())
        };
        self.read().dump(table, keep).unwrap();
        rows
    }
}

/// An entry at a fixed time.
pub(super) fn new_entry(stream: Stream, expect_seq: i64, body: &str) -> NewEntry {
    NewEntry {
        stream,
        expect_seq,
        time_us: 1_700_000_000_000_000,
        actor_kind: ActorKind::Person,
        actor_id: 3,
        body: body.as_bytes().to_vec(),
    }
}
