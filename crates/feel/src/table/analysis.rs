//! Before a table ever runs: an input that no rule covers, and an input that two rules cover.
//!
//! What is found is certain. A cell that depends on more than its input counts as covering everything when gaps
//! are looked for, and nothing when overlaps are; a column that cannot be cut into pieces does the same. Null is left
//! out. All looking draws on a [`Budget`]; when it is used up nothing more is said.

use super::Table;
use super::atoms::{Domain, named_values, samples, with_nothing};
use crate::program::Program;
use crate::types::Type;
use crate::value::Value;
use std::collections::HashSet;

/// So many cells are asked, or places looked at, for all tables of a definition: well under a second.
const STEPS_MAX: u64 = 2_000_000;
/// What is kept of one place in the search grows with the rules: so many of them count as one more step.
const RULES_A_STEP: usize = 16;
/// Tables with more inputs are not looked at: the search goes one call deeper with each.
const INPUTS_MAX: usize = 64;

/// How much longer may be looked. One is shared by all tables of a definition, so that many cost no more than one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    steps: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { steps: STEPS_MAX }
    }
}

impl Budget {
    /// Takes so many steps; false: there are not that many left, and from then on none.
    pub(crate) fn take(&mut self, steps: usize) -> bool {
        let left = self.steps.checked_sub(steps as u64);
        self.steps = left.unwrap_or(0);
        left.is_some()
    }

    /// Takes what it costs to hold each rule against so many pieces.
    pub(super) fn takes_pieces(&mut self, rules: usize, pieces: usize) -> bool {
        self.take(1 + rules.saturating_mul(pieces) / RULES_A_STEP)
    }

    /// Takes what it costs to hold two rules against each other.
    pub(super) fn takes_pair(&mut self, columns: &[Column]) -> bool {
        let samples: usize = columns.iter().map(|column| column.samples.len() + 1).sum();
        self.take(1 + samples / RULES_A_STEP)
    }

    /// Whether all was looked at that was asked for.
    pub fn is_left(&self) -> bool {
        self.steps > 0
    }
}

/// An input that no rule covers: a value for each input, null where any would do.
pub type Gap = Vec<Value>;

/// An input that two rules cover.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlap {
    /// The rules, from 0.
    pub rules: (usize, usize),
    /// A value for each input.
    pub input: Vec<Value>,
}

/// What a column's cells say about each piece of its domain.
pub(super) struct Column {
    pub samples: Vec<Value>,
    /// The values that its cells name, where it has an order.
    pub points: Vec<Value>,
    /// For each sample and rule: covered, not covered, or not known.
    pub covers: Vec<Vec<Option<bool>>>,
}

impl Column {
    /// Whether its pieces stand in an order.
    pub fn is_ordered(&self) -> bool {
        !self.points.is_empty()
    }
}

impl Table {
    /// An example of an input that no rule covers, if there is one.
    pub fn gap(&self, domains: &[Domain], budget: &mut Budget) -> Option<Gap> {
        let columns = self.columns(&self.assumed(domains), budget)?;
        let mut search = Search { columns: &columns, seen: HashSet::new(), budget };
        let all: Vec<usize> = (0..self.rules.len()).collect();
        let mut input = Vec::new();
        search.gap(&all, &mut input).then_some(input)
    }

    /// An example of an input that two rules cover, if there is one.
    pub fn overlap(&self, domains: &[Domain], budget: &mut Budget) -> Option<Overlap> {
        let columns = self.columns(&self.assumed(domains), budget)?;
        for first in 0..self.rules.len() {
            for second in first + 1..self.rules.len() {
                if !budget.takes_pair(&columns) {
                    return None;
                }
                if let Some(input) = shared(&columns, first, second) {
                    return Some(Overlap { rules: (first, second), input });
                }
            }
        }
        None
    }

    /// The domains, those of unknown type as the cells let assume.
    fn assumed(&self, domains: &[Domain]) -> Vec<Domain> {
        let assume = |(input, domain): (usize, &Domain)| {
            let cells = self.rules.iter().filter_map(|rule| rule.when.get(input)?.as_ref());
            let known = || cells.map(named_values).collect::<Option<Vec<_>>>().map(|named| named.concat());
            let is_unknown = domain.kind == Type::Any;
            is_unknown.then(known).flatten().and_then(|named| Domain::assumed(&named)).unwrap_or_else(|| domain.clone())
        };
        domains.iter().enumerate().map(assume).collect()
    }

    pub(super) fn columns(&self, domains: &[Domain], budget: &mut Budget) -> Option<Vec<Column>> {
        if self.inputs.len() > INPUTS_MAX {
            return None;
        }
        Some((0..self.inputs.len()).map(|input| self.column(input, domains.get(input), budget)).collect())
    }

    /// What a column's cells say; where the budget does not reach, as of a column that cannot be cut into pieces.
    fn column(&self, input: usize, domain: Option<&Domain>, budget: &mut Budget) -> Column {
        let cells: Vec<Option<&Program>> =
            self.rules.iter().map(|rule| rule.when.get(input).and_then(Option::as_ref)).collect();
        let named: Vec<Option<Vec<Value>>> =
            cells.iter().map(|cell| cell.map_or(Some(Vec::new()), named_values)).collect();
        let all: Vec<Value> = named.iter().flatten().flatten().cloned().collect();
        let found = domain.filter(|_| budget.take(all.len())).and_then(|domain| samples(domain, &all));
        let found = found.filter(|samples| {
            !samples.is_empty() && budget.take(samples.len().saturating_mul(all.len() + cells.len()))
        });
        let Some(samples) = found else {
            let covers = cells.iter().map(|cell| cell.map_or(Some(true), |_| None)).collect();
            return Column { samples: vec![Value::Null], points: Vec::new(), covers: vec![covers] };
        };
        let says = |sample: &Value, rule: usize| match (cells[rule], &named[rule]) {
            (None, _) => Some(true),
            (Some(cell), Some(_)) => Some(with_nothing(|env| cell.test(sample, env)).value.is_true()),
            (Some(_), None) => None,
        };
        let covers = samples.iter().map(|sample| (0..cells.len()).map(|rule| says(sample, rule)).collect()).collect();
        let points = if domain.is_some_and(Domain::is_ordered) { all } else { Vec::new() };
        Column { samples, points, covers }
    }
}

/// A value for each column that both rules certainly cover.
pub(super) fn shared(columns: &[Column], first: usize, second: usize) -> Option<Vec<Value>> {
    let in_column = |column: &Column| {
        let both = |says: &&Vec<Option<bool>>| says[first] == Some(true) && says[second] == Some(true);
        let at = column.covers.iter().position(|says| both(&says))?;
        Some(column.samples[at].clone())
    };
    columns.iter().map(in_column).collect()
}

pub(super) struct Search<'a> {
    pub columns: &'a [Column],
    /// From this column on, these rules leave nothing open.
    pub seen: HashSet<(usize, Vec<usize>)>,
    pub budget: &'a mut Budget,
}

impl Search<'_> {
    /// Is there a gap if only these rules are left? Then `input` becomes an example.
    pub fn gap(&mut self, rules: &[usize], input: &mut Vec<Value>) -> bool {
        let at = input.len();
        if rules.is_empty() {
            input.extend(self.columns[at..].iter().map(|column| column.samples[0].clone()));
            return true;
        }
        let Some(column) = self.columns.get(at) else { return false };
        if self.seen.contains(&(at, rules.to_vec())) {
            return false;
        }
        for (sample, says) in column.samples.iter().zip(&column.covers) {
            if !self.budget.take(1 + rules.len() / RULES_A_STEP) {
                return false;
            }
            let left: Vec<usize> = rules.iter().copied().filter(|rule| says[*rule] != Some(false)).collect();
            input.push(sample.clone());
            if self.gap(&left, input) {
                return true;
            }
            input.pop();
        }
        self.seen.insert((at, rules.to_vec()));
        false
    }
}
