//! Who opens an entry does not wait for somebody who makes a key.

use crate::history::open;
use baton_store::Store;
use baton_store::keys::Subject;
use baton_store::seal::Sealer;
use rusqlite::Connection;
use serde_json::json;
use std::time::{Duration, Instant};

#[test]
fn opening_goes_on_while_a_key_is_being_made() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let sealer = Sealer::new(store.keys());
    let mut sealed = json!({ "seal": { "person": 3 }, "v": "Ana" });
    sealer.seal(&mut sealed, None).unwrap();
    sealer.open(&mut sealed.clone()).unwrap();
    // Another connection has the key database, so that making a key waits.
    let other = Connection::open(folder.path().join("keys.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    std::thread::scope(|threads| {
        let makes = threads.spawn(|| sealer.seal_for(Subject::person(4), b"Ben"));
        let (end, mut longest) = (Instant::now() + Duration::from_millis(400), Duration::ZERO);
        while Instant::now() < end {
            let began = Instant::now();
            sealer.open(&mut sealed.clone()).unwrap();
            longest = longest.max(began.elapsed());
        }
        other.execute_batch("ROLLBACK").unwrap();
        makes.join().unwrap().unwrap();
        assert!(longest < Duration::from_secs(1), "somebody waited for {longest:?}");
    });
}
