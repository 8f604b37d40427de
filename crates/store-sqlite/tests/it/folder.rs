//! The folder: locked, opened again, looked at, refused where it is not ours.

use crate::history::{SEED, append, make, open, run};
use baton_store::store::{transaction, view};
use baton_store::verify::{self, verify};
use baton_store::{Change, Store, StoreError, Stream};
use baton_store_sqlite::{Options, SqliteStore};
use rusqlite::Connection;
use std::time::{Duration, Instant};

fn refused(folder: &tempfile::TempDir) -> StoreError {
    SqliteStore::open(folder.path(), Options::default()).err().unwrap()
}

#[test]
fn a_second_server_is_refused_until_the_first_has_ended() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(&folder);
    let writer = first.writer().unwrap();
    assert_eq!(refused(&folder).code(), "store.in_use");
    drop(first);
    assert_eq!(refused(&folder).code(), "store.in_use", "its writer still writes");
    drop(writer);
    open(&folder);
}

#[test]
fn everything_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    {
        let store = open(&folder);
        make(&store);
    }
    let store = open(&folder);
    let report = view(&store, |reader| verify(reader, verify::Options::default())).unwrap();
    assert!(report.holds(), "{report:?}");
    assert_eq!(report.entries, 19);
    assert_eq!(store.keys().signing_key().unwrap().unwrap().as_slice(), SEED);
    let mut writer = store.writer().unwrap();
    transaction(writer.as_mut(), |tx| append(tx, Stream::run(1), "{}")).unwrap();
    assert_eq!(store.reader().unwrap().last().unwrap().unwrap().number, 20);
}

#[test]
fn what_was_committed_is_there_without_closing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    make(&store);
    let copy = tempfile::tempdir().unwrap();
    for name in ["baton.db", "baton.db-wal", "keys.db", "keys.db-wal"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    let report = view(&open(&copy), |reader| verify(reader, verify::Options::default())).unwrap();
    assert!(report.holds(), "{report:?}");
    assert_eq!(report.entries, 19);
}

#[test]
fn a_folder_is_looked_at_while_a_server_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    make(&store);
    let looker = SqliteStore::look_at(folder.path(), Options::default()).unwrap();
    assert_eq!(looker.reader().unwrap().last().unwrap().unwrap().number, 19);
    assert_eq!(looker.writer().err().unwrap(), StoreError::WriterTaken);
    assert!(looker.keys().put_signing_key(&[1; 32]).is_err());
}

#[test]
fn a_folder_is_looked_at_while_no_server_has_it() {
    let folder = tempfile::tempdir().unwrap();
    {
        let store = open(&folder);
        make(&store);
    }
    for _ in 0..2 {
        let looker = SqliteStore::look_at(folder.path(), Options::default()).unwrap();
        let report = view(&looker, |reader| verify(reader, verify::Options::default())).unwrap();
        assert!(report.holds(), "{report:?}");
        assert_eq!(looker.keys().signing_key().unwrap().unwrap().as_slice(), SEED);
    }
    open(&folder);
}

#[test]
fn looking_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    assert!(SqliteStore::look_at(folder.path(), Options::default()).is_err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_newer_database_is_refused() {
    for (name, known) in [("baton.db", 9), ("keys.db", 2)] {
        let folder = tempfile::tempdir().unwrap();
        drop(open(&folder));
        let connection = Connection::open(folder.path().join(name)).unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        drop(connection);
        assert_eq!(refused(&folder), StoreError::NewerDatabase { found: 99, known }, "{name}");
    }
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("baton.db"), "not a database, but long enough to look like one ".repeat(30))
        .unwrap();
    assert_eq!(refused(&folder).code(), "store.corrupt");
}

#[test]
fn a_view_has_a_time_limit() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { view_ms_max: 1, ..Options::default() };
    let store = SqliteStore::open(folder.path(), options).unwrap();
    let late = store.view(&mut |reader| {
        let end = Instant::now() + Duration::from_millis(5);
        while Instant::now() < end {
            reader.counter("a")?;
        }
        Ok(())
    });
    assert_eq!(late, Err(StoreError::TooSlow));
    view(&store, |reader| reader.counter("a")).unwrap();
}

#[test]
fn the_log_is_written_back_while_the_writer_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { wal_bytes_max: 256 * 1024, ..Options::default() };
    let store = SqliteStore::open(folder.path(), options).unwrap();
    let mut writer = store.writer().unwrap();
    let label = "x".repeat(2000);
    let size = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().len();
    let rounds = (0..20_000_i64).take_while(|round| {
        let row = |n: i64| baton_store::row::RunRow { label: label.clone(), ..run(round * 10 + n) };
        transaction(writer.as_mut(), |tx| (0..10).try_for_each(|n| tx.put(&Change::PutRun(row(n))))).unwrap();
        let written = size("baton.db");
        written < 4 << 20 || written < size("baton.db-wal")
    });
    assert!(rounds.count() < 20_000, "the log grew to {} bytes", size("baton.db-wal"));
}

/// Somebody who reads until this is dropped.
fn reads(folder: &tempfile::TempDir, name: &str) -> Connection {
    let reader = Connection::open(folder.path().join(name)).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema").unwrap();
    reader
}

fn until(mut so: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + Duration::from_secs(20);
    while !so() && Instant::now() < end {
        std::thread::yield_now();
    }
    so()
}

#[test]
fn a_reader_that_stays_holds_up_no_commit_for_long() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { wal_bytes_max: 256 * 1024, ..Options::default() };
    let store = SqliteStore::open(folder.path(), options).unwrap();
    let mut writer = store.writer().unwrap();
    let label = "x".repeat(2000);
    let mut n = 0;
    let mut commit = || {
        let began = Instant::now();
        n += 1;
        let row = baton_store::row::RunRow { label: label.clone(), ..run(n) };
        transaction(writer.as_mut(), |tx| tx.put(&Change::PutRun(row.clone()))).unwrap();
        began.elapsed()
    };
    commit();
    let reader = reads(&folder, "baton.db");
    let (began, mut held_up) = (Instant::now(), Duration::ZERO);
    while began.elapsed() < Duration::from_secs(3) {
        let took = commit();
        held_up += took.checked_sub(Duration::from_millis(90)).map_or(Duration::ZERO, |_| took);
    }
    // Three tries of a tenth of a second; without leaving time between them it is nearly all of the three seconds.
    assert!(held_up < Duration::from_millis(1_500), "{held_up:?}");
    drop(reader);
    let size = || std::fs::metadata(folder.path().join("baton.db-wal")).unwrap().len();
    let grown = size();
    let database = || std::fs::metadata(folder.path().join("baton.db")).unwrap().len();
    assert!(
        until(|| {
            commit();
            database() > grown / 2
        }),
        "the log is written back once nobody reads"
    );
}

#[test]
fn what_is_erased_goes_out_of_the_logs_once_nobody_reads_them() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    make(&store);
    let mut writer = store.writer().unwrap();
    let size = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().len();
    let readers = [reads(&folder, "baton.db"), reads(&folder, "keys.db")];
    let subject = baton_store::keys::Subject::person(1);
    transaction(writer.as_mut(), |tx| append(tx, Stream::run(1), "{}")).unwrap();
    store.keys().erase(subject).unwrap();
    writer.write_back().unwrap();
    assert!(size("baton.db-wal") > 0 && size("keys.db-wal") > 0, "the readers need the logs");
    drop(readers);
    assert!(until(|| size("baton.db-wal") == 0), "the database's");
    assert!(until(|| store.keys().subject_key(subject).is_ok() && size("keys.db-wal") == 0), "the keys'");
}
