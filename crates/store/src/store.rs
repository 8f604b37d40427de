//! The contract of a store.
//!
//! One writer, any number of readers. What a transaction did is durable when `transaction` returns, or has not happened
//! at all. A reader never sees half a transaction and never waits for the writer.

use crate::change::Change;
use crate::entry::{EntryHead, NewEntry};
use crate::error::StoreError;
use crate::keys::Keys;
use crate::read::Reader;
use std::sync::Arc;
use uuid::Uuid;

/// What is done inside a transaction.
pub type Work<'a> = &'a mut dyn FnMut(&mut dyn Tx) -> Result<(), StoreError>;

/// What is read from one state.
pub type Look<'a> = &'a mut dyn FnMut(&dyn Reader) -> Result<(), StoreError>;

/// A store: one workspace's entries and tables, and its keys beside them.
pub trait Store: Send + Sync {
    /// The one writer. Asked for again while it lives: `WriterTaken`.
    fn writer(&self) -> Result<Box<dyn Writer>, StoreError>;

    /// A reader; each of its calls sees the last committed state.
    fn reader(&self) -> Result<Box<dyn Reader + Send>, StoreError>;

    /// All reads inside `look` see one and the same state. It has a time limit (`TooSlow`), since it holds things up.
    fn view(&self, look: Look<'_>) -> Result<(), StoreError>;

    /// The database of keys, passwords, sessions.
    fn keys(&self) -> Arc<dyn Keys>;

    /// What failed, beside the transactions too, so that nobody knows any more what is on the disk. From then on nothing
    /// is committed; only a new start helps.
    fn doubt(&self) -> Option<StoreError> {
        None
    }

    /// Removes the copies that were made before the store was brought to a later format: they hold what was forgotten since.
    fn drop_copies(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

/// The one that writes.
pub trait Writer: Reader + Send {
    /// Does all of `work` and makes it durable, or, if it fails or the commit does, nothing.
    fn transaction(&mut self, work: Work<'_>) -> Result<(), StoreError>;

    /// Until `release`, or the next transaction, everything is read as it stands now: many reads cost little more than one.
    /// Nothing may be held while waiting, since it keeps the log from being written back.
    fn hold(&self) -> Result<(), StoreError>;

    /// Ends what `hold` began; without it nothing happens.
    fn release(&self) -> Result<(), StoreError>;

    /// Writes everything into its place, so that what was taken out stands in no log any more.
    fn write_back(&mut self) -> Result<(), StoreError>;
}

/// A transaction that is open; reads see what it has written. Once something in it failed, it can only fail.
pub trait Tx: Reader {
    /// Gives the store its workspace, once, before the first entry.
    fn found_workspace(&mut self, workspace: Uuid) -> Result<(), StoreError>;

    /// Appends an entry.
    fn append(&mut self, entry: &NewEntry) -> Result<EntryHead, StoreError>;

    /// Writes a row.
    fn put(&mut self, change: &Change) -> Result<(), StoreError>;

    /// Gives some free pages back to the file system; few enough to hold nobody up.
    fn give_back(&mut self) -> Result<(), StoreError>;
}

/// Runs `look` on one state of the store and gives back what it found.
pub fn view<T>(store: &dyn Store, mut look: impl FnMut(&dyn Reader) -> Result<T, StoreError>) -> Result<T, StoreError> {
    let mut found = None;
    store.view(&mut |reader| {
        found = Some(look(reader)?);
        Ok(())
    })?;
    found.ok_or_else(|| StoreError::Io("the store did not call back".to_owned()))
}

/// Runs `work` in a transaction and gives back what it made.
pub fn transaction<T>(
    writer: &mut dyn Writer,
    mut work: impl FnMut(&mut dyn Tx) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut made = None;
    writer.transaction(&mut |tx| {
        made = Some(work(tx)?);
        Ok(())
    })?;
    made.ok_or_else(|| StoreError::Io("the store did not call back".to_owned()))
}
