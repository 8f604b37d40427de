//! A workspace to test with: on a store in memory or on SQLite, with a clock that the test moves.

use std::sync::Arc;

use baton_runtime::files::Memory;
use baton_runtime::verify::{Wanted, verify};
use baton_runtime::{Config, Heads, Place};
use baton_store::Store;
use baton_store::memory::MemoryStore;
use baton_store_sqlite::SqliteStore;
use tempfile::TempDir;

/// A store with what must live as long as it.
pub struct Kept {
    pub store: Arc<dyn Store>,
    pub shelf: Arc<Memory>,
    /// Where SQLite keeps its files.
    pub folder: Option<TempDir>,
}

impl Kept {
    pub fn in_memory() -> Self {
        Self { store: Arc::new(MemoryStore::new()), shelf: Arc::default(), folder: None }
    }

    pub fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(folder.path(), baton_store_sqlite::Options::default()).expect("a store");
        Self { store: Arc::new(store), shelf: Arc::default(), folder: Some(folder) }
    }

    /// Every kind of store.
    pub fn each() -> [Self; 2] {
        [Self::in_memory(), Self::on_sqlite()]
    }

    pub fn place(&self) -> Place {
        Place { store: Arc::clone(&self.store), shelf: self.shelf.clone(), heads: Heads::default() }
    }
}

pub fn config() -> Config {
    Config { base: "http://localhost:7400".to_owned(), mail: None }
}

/// What every test ends with: the history is whole, the files are there, and the tables say what the entries say (R18).
pub fn assert_proven(kept: &Kept) {
    let wanted = Wanted { rebuild: true, ..Wanted::default() };
    let verified = verify(kept.store.as_ref(), kept.shelf.as_ref(), wanted).expect("a report");
    assert!(verified.report.holds(), "{:?}", verified.report);
    assert_eq!(verified.tables.expect("a comparison"), []);
}
