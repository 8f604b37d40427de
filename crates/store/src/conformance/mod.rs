//! The suite that every store must pass: each method done, absent, repeated, stale, concurrent and rolled back.
//!
//! A case is written inside `cases!`, which puts it into the list: none can be left out. A store's test gives a factory
//! for empty stores and calls `check`.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc, clippy::expect_used, reason = "a suite of tests")]

mod bench;
mod changes;
mod definitions;
mod entries;
mod events;
mod keys;
mod log;
mod rest;
mod rows;
mod runs;
mod search;
mod sessions;
mod tasks;
mod tasks_lists;
mod transactions;
mod work;

pub use bench::{Bench, Fixture};

use std::panic::{AssertUnwindSafe, catch_unwind};

/// One thing that a store must do.
#[derive(Clone, Copy)]
pub struct Case {
    /// What it is about.
    pub area: &'static str,
    /// What it says.
    pub name: &'static str,
    /// Panics where the store does not do it.
    pub run: fn(&Bench),
}

/// Defines cases and their list.
macro_rules! cases {
    ($area:literal; $(fn $name:ident($bench:ident) $body:block)+) => {
        $(fn $name($bench: &crate::conformance::Bench) $body)+

        /// All cases of this file.
        pub(super) const CASES: &[crate::conformance::Case] =
            &[$(crate::conformance::Case { area: $area, name: stringify!($name), run: $name }),+];
    };
}
pub(crate) use cases;

/// All cases.
pub fn all() -> Vec<Case> {
    let areas = [
        entries::CASES,
        transactions::CASES,
        changes::CASES,
        runs::CASES,
        search::CASES,
        tasks::CASES,
        tasks_lists::CASES,
        work::CASES,
        events::CASES,
        definitions::CASES,
        rest::CASES,
        log::CASES,
        keys::CASES,
        sessions::CASES,
    ];
    areas.into_iter().flatten().copied().collect()
}

/// Runs every case on a new, empty store and panics with the names of those that failed.
pub fn check(factory: &dyn Fn() -> Fixture) {
    let failed = |case: &Case| catch_unwind(AssertUnwindSafe(|| (case.run)(&Bench::new(factory())))).is_err();
    let failed: Vec<String> =
        all().iter().filter(|case| failed(case)).map(|case| format!("{}: {}", case.area, case.name)).collect();
    assert!(failed.is_empty(), "{} cases failed:\n{}", failed.len(), failed.join("\n"));
}
