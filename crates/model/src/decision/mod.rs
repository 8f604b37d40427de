//! Shared decisions at work: linked with those they use, given their inputs, evaluated.
//!
//! The result of a decision with one output is its value, of several a context of them; a table that takes the values of
//! several rules gives a list of these. What a used decision needs is taken by name: from the inputs of the one that
//! uses it, else from what that one used before. An input that does not fit counts as null, with a note.

mod asked;
mod evaluate;
mod fit;
mod link;
mod of_step;

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_feel::Value;
use baton_feel::table::Problem;

use crate::definition::Decision;
use crate::map::IndexMap;

pub use asked::asked;
pub use fit::{from_json, from_text};
pub(crate) use link::placed;
pub use of_step::{of_step, steps};

/// The most decisions that one may use, with those that they use.
pub const USED_MAX: usize = 200;

/// A decision without errors.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// What the text says.
    pub decision: Decision,
    /// The text.
    pub text: Arc<str>,
    /// The SHA-256 of the text, in hexadecimal.
    pub sha256: String,
}

/// A decision with all that it uses.
#[derive(Debug, Clone)]
pub struct Linked {
    root: Arc<Compiled>,
    used: BTreeMap<String, Arc<Compiled>>,
}

impl Linked {
    /// The decision itself.
    pub fn decision(&self) -> &Decision {
        &self.root.decision
    }

    /// Those that it uses, and those that they use, by id.
    pub fn used(&self) -> &BTreeMap<String, Arc<Compiled>> {
        &self.used
    }
}

/// Values by name.
pub type Values = BTreeMap<String, Value>;

/// What came of a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The result, as those see it who use the decision.
    pub value: Value,
    /// Each output; of several rules a list. Empty where nothing was decided.
    pub outputs: IndexMap<String, Value>,
    /// Why its table gives nothing.
    pub problem: Option<Problem>,
    /// Every decision that was made, in this order; the last one is this.
    pub applied: Vec<Applied>,
}

impl Decided {
    /// How the decision itself was made.
    pub fn own(&self) -> Option<&Applied> {
        self.applied.last()
    }
}

/// How one decision was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// Its id.
    pub decision: String,
    /// What it looked at: the inputs of a table as written, else its inputs by name.
    pub inputs: Vec<(String, Value)>,
    /// The rules that counted, from 0.
    pub hits: Vec<usize>,
    /// What it gave.
    pub value: Value,
    /// Why something in it became null, with the place.
    pub notes: Vec<String>,
    /// The first note that says that it was over a limit of an expression, with the place.
    pub over_limit: Option<OverLimit>,
}

/// An expression of a decision that was over a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverLimit {
    /// The code of the note, such as `feel.limit_fuel`.
    pub code: &'static str,
    /// Where.
    pub place: String,
    /// The steps that it may take: of a cell of a table its share.
    pub steps_max: u64,
}
