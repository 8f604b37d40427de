//! The store in memory passes the suite.

use baton_store::conformance::{Fixture, all, check};
use baton_store::memory::MemoryStore;
use std::sync::Arc;

#[test]
fn passes_every_case() {
    check(&|| Fixture { store: Arc::new(MemoryStore::new()), keep: Box::new(()) });
}

#[test]
fn no_two_cases_have_one_name() {
    let mut names: Vec<_> = all().iter().map(|case| (case.area, case.name)).collect();
    assert!(names.len() >= 100, "{}", names.len());
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all().len());
}
