//! The store that fails on script.

use baton_store::faulty::{Fail, FaultyStore};
use baton_store::memory::MemoryStore;
use baton_store::store::transaction;
use baton_store::{Change, Store, StoreError};
use std::sync::Arc;

fn count() -> Change {
    Change::AddCounter { name: "n".to_owned(), by: 1 }
}

#[test]
fn fails_when_told_and_only_then() {
    let store = FaultyStore::new(Arc::new(MemoryStore::new()));
    let mut writer = store.writer().unwrap();
    let mut put = || transaction(writer.as_mut(), |tx| tx.put(&count()).and_then(|()| tx.put(&count())));
    store.fail(Fail::Commit(2, StoreError::SyncFailed("scripted".to_owned())));
    store.fail(Fail::Call(6, StoreError::Full("scripted".to_owned())));
    assert_eq!(put(), Ok(()));
    assert_eq!(put().unwrap_err().code(), "store.sync_failed");
    assert_eq!(put().unwrap_err().code(), "store.full");
    assert_eq!(put(), Ok(()));
    assert_eq!(store.reader().unwrap().counter("n").unwrap(), 4);
    assert_eq!(writer.counter("n").unwrap(), 4);
}

#[test]
fn passes_the_suite_while_nothing_is_to_fail() {
    baton_store::conformance::check(&|| baton_store::conformance::Fixture {
        store: Arc::new(FaultyStore::new(Arc::new(MemoryStore::new()))),
        keep: Box::new(()),
    });
}
