//! What was erased stands in no file any more.

use crate::history::open;
use baton_store::keys::{SessionRow, Subject};
use baton_store::{Hash, Store};

fn stands_in_a_file(folder: &std::path::Path, bytes: &[u8]) -> bool {
    let files = std::fs::read_dir(folder).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
    files.into_iter().any(|content| content.windows(bytes.len()).any(|window| window == bytes))
}

#[test]
fn an_erased_key_stands_in_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let keys = store.keys();
    let key = keys.subject_keys(&[Subject::person(3)]).unwrap().remove(0);
    let other = keys.subject_keys(&[Subject::person(4)]).unwrap().remove(0);
    assert!(stands_in_a_file(folder.path(), key.bytes.as_slice()));
    keys.erase(Subject::person(3)).unwrap();
    assert!(!stands_in_a_file(folder.path(), key.bytes.as_slice()));
    assert!(stands_in_a_file(folder.path(), other.bytes.as_slice()));
}

fn session(person: i64, n: u32) -> SessionRow {
    let secret = Hash::of(&[&n.to_be_bytes()]);
    let (created_us, used_us, expires_us) = (1, 1, 2);
    SessionRow { secret, id: format!("{n}"), person, created_us, used_us, expires_us, agent: "a browser".repeat(20) }
}

#[test]
fn what_sessions_that_are_over_took_is_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let keys = store.keys();
    for n in 0..1_500 {
        keys.put_session(&session(3, n)).unwrap();
    }
    keys.erase(Subject::person(9)).unwrap();
    let bytes = || std::fs::metadata(folder.path().join("keys.db")).unwrap().len();
    let before = bytes();
    assert!(before > 400_000, "{before}");
    assert_eq!(keys.drop_expired(3).unwrap(), 1_500);
    // The log is written back with what is erased.
    keys.erase(Subject::person(9)).unwrap();
    assert!(bytes() < before / 3, "{before} bytes became {}", bytes());
}
