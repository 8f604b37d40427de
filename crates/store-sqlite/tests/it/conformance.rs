//! The store on SQLite passes the suite.

use baton_store::conformance::{Fixture, check};
use baton_store_sqlite::{Options, SqliteStore};
use std::sync::Arc;

#[test]
fn passes_every_case() {
    check(&|| {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path(), Options::default()).unwrap();
        Fixture { store: Arc::new(store), keep: Box::new(folder) }
    });
}
