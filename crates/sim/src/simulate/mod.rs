//! Plays random workflows on random paths, in the engine and in the oracle, in virtual time and one thread.
//!
//! A seed stands for a definition, a path through it and the faults on the way: always the same. After each step the two must
//! agree on what is open, what is held and how it ended, and the state must be what its events say. A seed for which that does
//! not hold is made smaller before it is told.

mod draw;
mod drive;
mod path;
mod random;
mod shrink;
mod write;

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use baton_model::{Compiled, Severity};
use draw::Node;
use drive::{Pair, Stop};
use path::Try;
use random::Random;

/// What came of a seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The two agreed all the way, through so many steps of the path.
    Agreed(usize),
    /// The oracle does not know something in it.
    NotCovered(String),
    /// Nobody could publish it.
    NotPublished,
    /// They did not agree, or a law was broken.
    Wrong(Box<Failure>),
}

/// A case that went wrong, made as small as it could be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The seed it came from.
    pub seed: u64,
    /// The definition.
    pub definition: String,
    /// What was done, in words.
    pub path: Vec<String>,
    /// What both say.
    pub what: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {}\n\n{}", self.seed, self.definition)?;
        self.path.iter().try_for_each(|line| writeln!(f, "  {line}"))?;
        writeln!(f, "\n{}", self.what)
    }
}

/// A definition and a path.
#[derive(Debug, Clone)]
struct Case {
    nodes: Vec<Node>,
    path: Vec<Try>,
    size: u32,
}

/// What came of a case.
#[derive(Debug)]
enum Outcome {
    Agreed(usize),
    NotCovered(String),
    NotPublished,
    Wrong { path: Vec<String>, what: String },
}

impl Outcome {
    fn is_wrong(&self) -> bool {
        matches!(self, Self::Wrong { .. })
    }
}

/// Plays one seed.
pub fn simulate(seed: u64) -> Verdict {
    let mut random = Random::new(seed);
    let case = Case { nodes: draw::workflow(&mut random), path: path::path(&mut random), size: random.below(10) };
    match played(&case) {
        Outcome::Agreed(count) => Verdict::Agreed(count),
        Outcome::NotCovered(what) => Verdict::NotCovered(what),
        Outcome::NotPublished => Verdict::NotPublished,
        Outcome::Wrong { .. } => {
            let small = shrink::shrunk(&case);
            let definition = write::text(&small.nodes);
            let Outcome::Wrong { path, what } = played(&small) else { return Verdict::NotPublished };
            Verdict::Wrong(Box::new(Failure { seed, definition, path, what }))
        }
    }
}

fn played(case: &Case) -> Outcome {
    let Some(def) = compiled(&write::text(&case.nodes)) else { return Outcome::NotPublished };
    let mut told = Vec::new();
    let done = catch_unwind(AssertUnwindSafe(|| along(def, case, &mut told)));
    match done {
        Ok(Ok(count)) => Outcome::Agreed(count),
        Ok(Err(Stop::NotCovered(what))) => Outcome::NotCovered(what),
        Ok(Err(Stop::Wrong(what))) => Outcome::Wrong { path: told, what },
        Err(panic) => {
            let said = panic.downcast_ref::<String>().cloned();
            let said = said.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Outcome::Wrong { path: told, what: format!("a panic: {}", said.unwrap_or_default()) }
        }
    }
}

fn along(def: Compiled, case: &Case, told: &mut Vec<String>) -> Result<usize, Stop> {
    let mut pair = Pair::begin(def, case.size)?;
    let mut count = 0;
    for tried in &case.path {
        let gone = pair.attempt(*tried);
        told.clone_from(&pair.told);
        if !gone? {
            break;
        }
        count += 1;
    }
    Ok(count)
}

/// What could be published, or could but for what a proof of its ways finds: that is compared as well.
fn compiled(text: &str) -> Option<Compiled> {
    let read = baton_model::read(text);
    let mut errors = read.faults.iter().filter(|fault| fault.severity == Severity::Error);
    errors.all(|fault| fault.trace.is_some()).then(|| baton_model::compile_published(text).ok()).flatten()
}
