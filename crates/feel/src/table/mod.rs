//! Decision tables (DMN 1.5, chapter 8): which rules an input meets, and what they give together.
//!
//! A cell whose test is null is not met. What goes wrong in a cell is a note with the cell's place.

mod analysis;
mod atoms;
mod combine;
mod missing;
mod never;

pub use analysis::{Budget, Gap, Overlap};
pub use atoms::Domain;
pub(crate) use atoms::{collect, fixed_value, is_fixed, samples, with_nothing};
pub use missing::Missing;
pub use never::{Never, NeverHit, Outside};

use crate::env::{Env, Limits, Measured, Outcome};
use crate::fault::Note;
use crate::program::Program;
use crate::value::Value;

/// Which of the rules that are met count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// The only one; more are a problem.
    Unique,
    /// The first one in the order written.
    First,
    /// Any one; all must give the same.
    Any,
    /// The one whose outputs stand first in `priorities`.
    Priority,
    /// All, in the order written.
    RuleOrder,
    /// All, in the order of `priorities`.
    OutputOrder,
    /// All, as a list or one value made of it.
    Collect(Option<Aggregate>),
}

impl Hit {
    /// Whether each output becomes a list of the values of all rules that are met.
    pub fn gives_lists(self) -> bool {
        matches!(self, Self::RuleOrder | Self::OutputOrder | Self::Collect(None))
    }
}

/// What `collect` makes of the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregate {
    /// Their sum.
    Sum,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// How many there are.
    Count,
}

/// A rule: a test for each input, where none fits everything, and a value for each output.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The tests, in the order of the inputs.
    pub when: Vec<Option<Program>>,
    /// The values, in the order of the outputs.
    pub gives: Vec<Program>,
}

/// A decision table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Which of the rules that are met count.
    pub hit: Hit,
    /// What the tests are about.
    pub inputs: Vec<Program>,
    /// The rules in the order written.
    pub rules: Vec<Rule>,
    /// What it gives when no rule is met.
    pub default: Option<Vec<Program>>,
    /// For each output its values from the first to the last, for `priority` and `output-order`.
    pub priorities: Vec<Vec<Value>>,
}

/// Why a table gives nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// No rule is met, and there is no default.
    NoRule,
    /// More than one rule is met where only one may be.
    SeveralRules,
    /// The rules that are met should give the same, and do not.
    DifferentOutputs,
}

/// A place in a table, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// An input.
    Input(usize),
    /// The test of a rule for an input.
    When {
        /// The rule.
        rule: usize,
        /// The input.
        input: usize,
    },
    /// What a rule gives for an output.
    Gives {
        /// The rule.
        rule: usize,
        /// The output.
        output: usize,
    },
    /// What the table gives for an output when no rule is met.
    Default(usize),
}

/// What came of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableOutcome {
    /// The values of the inputs.
    pub inputs: Vec<Value>,
    /// The rules that count, from 0, in the order of their outputs.
    pub hits: Vec<usize>,
    /// The value of each output; of several rules a list. None with a problem.
    pub outputs: Option<Vec<Value>>,
    /// Why it gives nothing.
    pub problem: Option<Problem>,
    /// Why something in it became null, with the place.
    pub notes: Vec<(Place, Note)>,
    /// The steps that one cell may take at most: its share of those of an expression.
    pub share_steps: u64,
    /// The steps that were taken, of those that the limits allow.
    pub steps: u64,
}

/// A cell never gets less than this, however large the table.
const CELL_STEPS_MIN: u64 = 1_000;
const NOTES_MAX: usize = 64;

impl Table {
    /// Evaluates the table.
    pub fn evaluate(&self, env: &Env<'_>) -> TableOutcome {
        let cells = &Cells { env: *env, share_steps: self.share(env.limits) };
        let mut outcome = TableOutcome { share_steps: cells.share_steps, ..TableOutcome::default() };
        for (at, input) in self.inputs.iter().enumerate() {
            let found = cells.run(&mut outcome, |env| input.measure(env));
            outcome.note(Place::Input(at), found.notes);
            outcome.inputs.push(found.value);
        }
        self.find_hits(cells, &mut outcome);
        if outcome.hits.is_empty() {
            self.give_default(cells, &mut outcome);
        } else {
            combine::combine(self, cells, &mut outcome);
        }
        outcome
    }

    /// The steps of one cell: all of them together keep to those of one expression.
    fn share(&self, limits: Limits) -> u64 {
        let cells = 1 + self.rules.len() as u64 * (1 + self.inputs.len() as u64);
        (limits.fuel_steps_max / cells).max(CELL_STEPS_MIN)
    }

    fn find_hits(&self, cells: &Cells<'_>, outcome: &mut TableOutcome) {
        for (at, rule) in self.rules.iter().enumerate() {
            if !is_met(rule, at, cells, outcome) {
                continue;
            }
            outcome.hits.push(at);
            if self.hit == Hit::First {
                return;
            }
        }
    }

    fn give_default(&self, cells: &Cells<'_>, outcome: &mut TableOutcome) {
        match (&self.default, self.hit) {
            (Some(default), _) => {
                let mut outputs = Vec::new();
                for (at, program) in default.iter().enumerate() {
                    let found = cells.run(outcome, |env| program.measure(env));
                    outcome.note(Place::Default(at), found.notes);
                    outputs.push(found.value);
                }
                outcome.outputs = Some(outputs);
            }
            (None, Hit::Collect(Some(Aggregate::Count))) => outcome.outputs = Some(vec![Value::from(0)]),
            (None, _) => outcome.problem = Some(Problem::NoRule),
        }
    }
}

/// What the cells of a table run with.
struct Cells<'a> {
    env: Env<'a>,
    share_steps: u64,
}

impl Cells<'_> {
    /// Runs one cell on its share, or what is left for the table as a whole.
    fn run(&self, outcome: &mut TableOutcome, cell: impl FnOnce(&Env<'_>) -> Measured) -> Outcome {
        let left = self.env.limits.fuel_steps_max.saturating_sub(outcome.steps);
        let limits = Limits { fuel_steps_max: left.min(self.share_steps), ..self.env.limits };
        let found = cell(&Env { limits, ..self.env });
        outcome.steps += limits.fuel_steps_max.saturating_sub(found.left.fuel_steps_max);
        found.outcome
    }
}

fn is_met(rule: &Rule, at: usize, cells: &Cells<'_>, outcome: &mut TableOutcome) -> bool {
    for (input, test) in rule.when.iter().enumerate() {
        let Some(test) = test else { continue };
        let value = outcome.inputs.get(input).cloned().unwrap_or_default();
        let found = cells.run(outcome, |env| test.measure_test(&value, env));
        outcome.note(Place::When { rule: at, input }, found.notes);
        if !found.value.is_true() {
            return false;
        }
    }
    true
}

impl TableOutcome {
    fn note(&mut self, place: Place, notes: Vec<Note>) {
        if notes.iter().any(Note::is_limit) && self.notes.len() + notes.len() > NOTES_MAX {
            // That a budget was exceeded must not be crowded out by earlier notes.
            self.notes.truncate(NOTES_MAX.saturating_sub(notes.len()));
        }
        let room = NOTES_MAX.saturating_sub(self.notes.len());
        self.notes.extend(notes.into_iter().take(room).map(|note| (place, note)));
    }
}
