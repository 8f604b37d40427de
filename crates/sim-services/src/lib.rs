//! Plays the runtime's services in one thread by seed: the writer in turns, timers, the outbox, requests, jobs with their leases, runs
//! that begin others, in virtual time, over a store that fails on demand and a process that ends anywhere.
//!
//! A seed stands for a workflow (the generators of `baton-sim`), for what people, workers and receivers do, for what goes wrong
//! and when: always the same. What is played are the runtime's own services and its own writer; only the store, the clock
//! and who is outside are stood in for, each at a seam that the product has as well. What is checked is in [`check`].

mod case;
mod check;
mod gate;
mod hands;
mod office;
mod people;
mod play;
mod receivers;
mod rest;
mod workers;

use std::panic::{AssertUnwindSafe, catch_unwind};

use case::Case;
use office::Office;
pub use play::Played;

/// What came of a seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// All held.
    Held(Played),
    /// Nobody could publish its workflow, by this code.
    NotPublished(String),
    /// A run of it goes in a circle for longer than is played.
    TooLong,
    /// Something did not hold.
    Wrong(Failure),
}

/// The smallest case found in which something did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The workflow, in the language.
    pub definition: String,
    /// What was done, in words.
    pub told: Vec<String>,
    /// What did not hold.
    pub what: String,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.definition)?;
        self.told.iter().try_for_each(|line| writeln!(f, "  {line}"))?;
        writeln!(f, "\n{}", self.what)
    }
}

/// Why a seed was not played to its end.
#[derive(Debug)]
enum Stop {
    NotPublished(String),
    TooLong,
    Wrong(String),
}

impl<E: std::fmt::Display> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Wrong(error.to_string())
    }
}

/// Plays one seed. Where something does not hold it is played again, made smaller as long as that is so.
pub fn simulate(seed: u64) -> Verdict {
    let case = Case::of(seed);
    match played(&case) {
        Verdict::Wrong(_) => played(&case.shrunk(|case| matches!(played(case), Verdict::Wrong(_)))),
        verdict => verdict,
    }
}

fn played(case: &Case) -> Verdict {
    let mut told = Vec::new();
    let done = catch_unwind(AssertUnwindSafe(|| Office::open(case)?.play(case, &mut told)));
    let what = match done {
        Ok(Ok(played)) => return Verdict::Held(played),
        Ok(Err(Stop::NotPublished(code))) => return Verdict::NotPublished(code),
        Ok(Err(Stop::TooLong)) => return Verdict::TooLong,
        Ok(Err(Stop::Wrong(what))) => what,
        Err(panic) => {
            let said = panic.downcast_ref::<String>().cloned();
            let said = said.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            format!("a panic: {}", said.unwrap_or_default())
        }
    };
    Verdict::Wrong(Failure { definition: case.drawing.text(), told, what })
}
