//! What was erased stands in no file any more.

use crate::history::open;
use baton_store::Store;
use baton_store::keys::Subject;

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
