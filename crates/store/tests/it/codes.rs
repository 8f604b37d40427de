//! Every failure has its line in the table of codes, and no line is without one.

use baton_store::StoreError;
use baton_store::codes::CODES;
use baton_store::verify::FaultCode;

#[test]
fn the_table_has_every_code_once() {
    let text = String::new;
    let mut raised = [
        StoreError::Full(text()),
        StoreError::Io(text()),
        StoreError::SyncFailed(text()),
        StoreError::Conflict(text()),
        StoreError::Corrupt(text()),
        StoreError::NewerDatabase { found: 2, known: 1 },
        StoreError::KeysMissing(text()),
        StoreError::InUse(text()),
        StoreError::WriterTaken,
        StoreError::NoWorkspace,
        StoreError::TooLarge { what: text(), max: 1 },
        StoreError::TooSlow,
    ]
    .iter()
    .map(StoreError::code)
    .collect::<Vec<_>>();
    let mut listed: Vec<&str> = CODES.iter().map(|code| code.code).collect();
    raised.sort_unstable();
    listed.sort_unstable();
    assert_eq!(raised, listed);
}

#[test]
fn only_what_leaves_the_disk_unknown_stops_the_server() {
    assert!(StoreError::SyncFailed(String::new()).must_stop());
    assert!(!StoreError::Full(String::new()).must_stop());
    assert!(!StoreError::Conflict(String::new()).must_stop());
}

#[test]
fn every_fault_of_verifying_has_its_line() {
    let listed: Vec<_> = baton_store::verify::CODES.iter().map(|code| (code.code, code.sentence)).collect();
    let raised: Vec<_> = FaultCode::ALL.iter().map(|code| (code.word(), code.sentence())).collect();
    assert_eq!(listed, raised);
}
