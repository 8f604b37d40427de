//! Plays random workflows on random paths, in the engine and in the oracle, in virtual time and one thread.
//!
//! A seed stands for a definition, a path through it and the faults on the way: always the same. After each step the two must
//! agree on what is open and for whom, what is held, what the fields hold and how it ended, and the state must be what its events
//! say. A seed for which that does not hold is made smaller before it is told.
//!
//! What is played is the engine's `decide` and `apply`. The store, timers, workers, receivers and other runs around it are played by
//! what comes of them: late, twice, not at all, refused, forgotten by a restart. The services themselves run in `baton-sim-services`.

mod begin;
mod covered;
mod draw;
mod drive;
mod faults;
mod others;
mod path;
mod random;
mod shrink;
mod sound;
mod taste;
mod write;

use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use baton_model::{Compiled, Severity};
use begin::{OTHERS, TEAM};
pub use covered::words;
use draw::Drawn;
use drive::{Pair, Stop};
use path::Try;
pub use random::Random;
use serde_json::{Value as Json, json};

/// What came of a seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The two agreed all the way.
    Agreed(Played),
    /// The oracle does not know something in it.
    NotCovered(String),
    /// Nobody could publish it, by this code.
    NotPublished(String),
    /// They did not agree, or a law was broken.
    Wrong(Box<Failure>),
}

/// What a seed was good for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Played {
    /// So many things were tried.
    pub tried: usize,
    /// The kinds, keys and cases of handlers that it came to, and the faults it met.
    pub met: BTreeSet<String>,
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
    drawn: Drawn,
    path: Vec<Try>,
    size: u32,
}

/// What came of a case.
#[derive(Debug)]
enum Outcome {
    Agreed(Played),
    NotCovered(String),
    NotPublished(String),
    Wrong { path: Vec<String>, what: String },
}

impl Outcome {
    fn is_wrong(&self) -> bool {
        matches!(self, Self::Wrong { .. })
    }
}

/// A workflow that was drawn, and can be made smaller.
#[derive(Debug, Clone)]
pub struct Drawing(Drawn);

impl Drawing {
    /// That of a seed.
    pub fn of(seed: u64) -> Self {
        Self(draw::workflow(&mut Random::new(seed)))
    }

    /// In the language.
    pub fn text(&self) -> String {
        write::text(&self.0)
    }

    /// Those that come of it by taking out one thing.
    pub fn smaller(&self) -> Vec<Self> {
        shrink::smaller_drawn(&self.0).into_iter().map(Self).collect()
    }
}

/// The tables that the workflows share, each with its id.
pub fn decisions() -> Vec<(String, String)> {
    let named = |(nth, text)| (format!("table-{nth}"), text);
    write::decisions().into_iter().enumerate().map(named).collect()
}

/// The groups that the workflows name, with their members.
pub const GROUPS: [(&str, &[&str]); 2] = [("team", &TEAM), ("others", &OTHERS)];

/// What somebody fills in for a field, by a number.
pub fn filled(field: &str, nth: u32) -> Json {
    match field {
        "rows" => json!([{ "n": nth % 5 }, { "n": 2 }, { "n": 3 }]),
        typed if begin::TYPED.contains(&typed) => begin::typed_value(field, nth),
        _ => json!(nth % 10),
    }
}

/// Plays one seed.
pub fn simulate(seed: u64) -> Verdict {
    let mut random = Random::new(seed);
    let case = Case { drawn: draw::workflow(&mut random), path: path::path(&mut random), size: random.below(10) };
    match played(&case) {
        Outcome::Agreed(count) => Verdict::Agreed(count),
        Outcome::NotCovered(what) => Verdict::NotCovered(what),
        Outcome::NotPublished(code) => Verdict::NotPublished(code),
        Outcome::Wrong { .. } => {
            let small = shrink::shrunk(&case);
            let definition = write::text(&small.drawn);
            let Outcome::Wrong { path, what } = played(&small) else { unreachable!("it went wrong a moment ago") };
            Verdict::Wrong(Box::new(Failure { seed, definition, path, what }))
        }
    }
}

fn played(case: &Case) -> Outcome {
    let def = match compiled(&write::text(&case.drawn)) {
        Ok(def) => def,
        Err(code) => return Outcome::NotPublished(code),
    };
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

fn along(def: Compiled, case: &Case, told: &mut Vec<String>) -> Result<Played, Stop> {
    let mut pair = Pair::begin(def, case.drawn.start, case.size)?;
    let mut tried_count = 0;
    for tried in &case.path {
        let gone = pair.attempt(*tried);
        told.clone_from(&pair.told);
        if !gone? {
            break;
        }
        tried_count += 1;
    }
    let mut met = covered::of(&pair.player.def.workflow, &pair.player.state);
    met.extend(pair.met);
    Ok(Played { tried: tried_count, met })
}

/// What could be published, or could but for what a proof of its ways finds: that is compared as well.
fn compiled(text: &str) -> Result<Compiled, String> {
    let read = baton_model::read(text);
    let mut errors = read.faults.iter().filter(|fault| fault.severity == Severity::Error);
    if let Some(fault) = errors.find(|fault| fault.trace.is_none()) {
        return Err(fault.code.to_string());
    }
    baton_model::compile_published(text).map_err(|_| "not compiled".to_owned())
}
