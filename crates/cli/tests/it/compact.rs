//! Databases that hold much free room, and cannot give it back, are written anew.

use std::path::Path;

use rusqlite::Connection;

use crate::baton::{Ran, run};
use crate::upgrade;

fn told(verb: &str, folder: &Path) -> Ran {
    run([Path::new(verb), Path::new("--data"), folder])
}

#[test]
fn a_database_that_cannot_give_room_back_is_written_anew_and_can_from_then_on() {
    let folder = upgrade::of_this_format();
    let path = folder.path().join("baton.db");
    let room = "PRAGMA auto_vacuum = 0; VACUUM; CREATE TABLE room (bytes BLOB); INSERT INTO room VALUES (zeroblob(5000000)); DROP TABLE room";
    Connection::open(&path).expect("a database").execute_batch(room).expect("room");
    let bytes = || std::fs::metadata(&path).expect("the database").len();
    let before = bytes();
    assert!(before > 5_000_000, "{before}");
    // As a process that ended in it leaves one.
    std::fs::write(folder.path().join("baton.db.anew"), "half").expect("written");
    let ran = told("compact", folder.path());
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(bytes() < 1_000_000 && !folder.path().join("baton.db.anew").exists(), "{}", ran.out);
    let mode: i64 = Connection::open(&path)
        .expect("a database")
        .pragma_query_value(None, "auto_vacuum", |row| row.get(0))
        .expect("read");
    assert_eq!(mode, 2, "it gives room back by itself from then on");
    let ran = told("verify", folder.path());
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

#[cfg(unix)]
#[test]
fn it_is_open_to_whom_it_was_and_one_that_is_read_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let folder = upgrade::of_this_format();
    let path = folder.path().join("keys.db");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("set");
    let reader = Connection::open(folder.path().join("baton.db")).expect("a database");
    reader.execute_batch("PRAGMA journal_mode = WAL; BEGIN; SELECT count(*) FROM entry").expect("read");
    let ran = told("compact", folder.path());
    assert_ne!(ran.code, 0);
    assert!(ran.err.contains("store.in_use"), "{}", ran.err);
    assert!(!folder.path().join("baton.db.anew").exists(), "nothing is left of it");
    drop(reader);
    let ran = told("compact", folder.path());
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(std::fs::metadata(&path).expect("the keys").permissions().mode() & 0o777, 0o600);
    let mode: String = Connection::open(&path)
        .expect("a database")
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .expect("read");
    assert_eq!(mode, "wal");
}

#[test]
fn a_folder_without_a_workspace_stays_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let ran = told("compact", folder.path());
    assert_ne!(ran.code, 0);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0, "{}", ran.err);
}

#[test]
fn a_workspace_that_a_server_has_is_refused() {
    let folder = upgrade::of_this_format();
    let open = baton_store_sqlite::SqliteStore::open(folder.path(), baton_store_sqlite::Options::default());
    let ran = told("compact", folder.path());
    assert_ne!(ran.code, 0);
    assert!(ran.err.contains("store.in_use"), "{}", ran.err);
    drop(open.expect("opened"));
}
