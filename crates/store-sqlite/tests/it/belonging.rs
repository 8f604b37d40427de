//! Keys that do not belong to the entries are refused at open, and never made anew.

use crate::history::{append, make, open};
use baton_store::keys::Subject;
use baton_store::store::transaction;
use baton_store::{Store, StoreError, Stream};
use baton_store_sqlite::{Options, SqliteStore};
use tempfile::TempDir;

/// A folder with a history in which something is sealed with the keys 1 and 2, and its keys as they were before key 2.
fn folder() -> (TempDir, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let first = open(&folder);
    make(&first);
    first.keys().subject_keys(&[Subject::person(3)]).unwrap();
    drop(first);
    let before = std::fs::read(folder.path().join("keys.db")).unwrap();
    let again = open(&folder);
    let key = again.keys().subject_keys(&[Subject::person(4)]).unwrap().remove(0);
    let body = format!("{{\"from\":{{\"sealed\":{},\"x\":\"AA==\"}},\"ev\":[]}}", key.id);
    transaction(again.writer().unwrap().as_mut(), |tx| append(tx, Stream::run(1), &body)).unwrap();
    (folder, before)
}

fn refused(folder: &TempDir) {
    let opened = SqliteStore::open(folder.path(), Options::default()).err().unwrap();
    let looked = SqliteStore::look_at(folder.path(), Options::default()).err().unwrap();
    for refused in [opened, looked] {
        assert!(matches!(refused, StoreError::KeysMissing(_)), "{refused:?}");
    }
}

#[test]
fn a_founded_workspace_gets_no_new_keys() {
    let (folder, _) = folder();
    std::fs::remove_file(folder.path().join("keys.db")).unwrap();
    refused(&folder);
    assert!(!folder.path().join("keys.db").exists());
}

#[test]
fn keys_of_the_day_before_are_refused() {
    let (folder, before) = folder();
    let now = std::fs::read(folder.path().join("keys.db")).unwrap();
    std::fs::write(folder.path().join("keys.db"), before).unwrap();
    refused(&folder);
    std::fs::write(folder.path().join("keys.db"), now).unwrap();
    open(&folder);
}

#[test]
fn the_keys_of_another_workspace_are_refused() {
    let (folder, _) = folder();
    let store = open(&folder);
    store.keys().put_signing_key(&[8; 32]).unwrap();
    drop(store);
    refused(&folder);
}

#[test]
fn keys_without_the_one_that_signs_are_refused() {
    let (folder, _) = folder();
    let other = tempfile::tempdir().unwrap();
    drop(open(&other));
    std::fs::copy(other.path().join("keys.db"), folder.path().join("keys.db")).unwrap();
    refused(&folder);
}
