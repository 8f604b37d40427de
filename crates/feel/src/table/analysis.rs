//! Before a table ever runs: an input that no rule covers, and an input that two rules cover.
//!
//! What is found is certain. A cell that depends on more than its input counts as covering everything when gaps
//! are looked for, and nothing when overlaps are; a column that cannot be cut into pieces does the same. Null is left
//! out. The search has a limit; beyond it nothing is said.

use super::Table;
use super::atoms::{Domain, named_values, samples, with_nothing};
use crate::program::Program;
use crate::value::Value;
use std::collections::HashSet;

/// Looking longer would not be worth it.
const STEPS_MAX: u32 = 200_000;

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
struct Column {
    samples: Vec<Value>,
    /// For each sample and rule: covered, not covered, or not known.
    covers: Vec<Vec<Option<bool>>>,
}

impl Table {
    /// An example of an input that no rule covers, if there is one.
    pub fn gap(&self, domains: &[Domain]) -> Option<Gap> {
        let columns = self.columns(domains);
        let mut search = Search { columns: &columns, seen: HashSet::new(), steps: 0 };
        let all: Vec<usize> = (0..self.rules.len()).collect();
        let mut input = Vec::new();
        search.gap(&all, &mut input).then_some(input)
    }

    /// An example of an input that two rules cover, if there is one.
    pub fn overlap(&self, domains: &[Domain]) -> Option<Overlap> {
        let columns = self.columns(domains);
        let mut steps = 0;
        for first in 0..self.rules.len() {
            for second in first + 1..self.rules.len() {
                steps += columns.iter().map(|column| column.samples.len() as u32 + 1).sum::<u32>();
                if steps > STEPS_MAX {
                    return None;
                }
                if let Some(input) = shared(&columns, first, second) {
                    return Some(Overlap { rules: (first, second), input });
                }
            }
        }
        None
    }

    fn columns(&self, domains: &[Domain]) -> Vec<Column> {
        (0..self.inputs.len()).map(|input| self.column(input, domains.get(input))).collect()
    }

    fn column(&self, input: usize, domain: Option<&Domain>) -> Column {
        let cells: Vec<Option<&Program>> =
            self.rules.iter().map(|rule| rule.when.get(input).and_then(Option::as_ref)).collect();
        let named: Vec<Option<Vec<Value>>> =
            cells.iter().map(|cell| cell.map_or(Some(Vec::new()), named_values)).collect();
        let all: Vec<Value> = named.iter().flatten().flatten().cloned().collect();
        let found = domain.and_then(|domain| samples(domain, &all));
        let Some(samples) = found.filter(|samples| !samples.is_empty()) else {
            let covers = cells.iter().map(|cell| cell.map_or(Some(true), |_| None)).collect();
            return Column { samples: vec![Value::Null], covers: vec![covers] };
        };
        let says = |sample: &Value, rule: usize| match (cells[rule], &named[rule]) {
            (None, _) => Some(true),
            (Some(cell), Some(_)) => Some(with_nothing(|env| cell.test(sample, env)).value.is_true()),
            (Some(_), None) => None,
        };
        let covers = samples.iter().map(|sample| (0..cells.len()).map(|rule| says(sample, rule)).collect()).collect();
        Column { samples, covers }
    }
}

/// A value for each column that both rules certainly cover.
fn shared(columns: &[Column], first: usize, second: usize) -> Option<Vec<Value>> {
    let in_column = |column: &Column| {
        let both = |says: &&Vec<Option<bool>>| says[first] == Some(true) && says[second] == Some(true);
        let at = column.covers.iter().position(|says| both(&says))?;
        Some(column.samples[at].clone())
    };
    columns.iter().map(in_column).collect()
}

struct Search<'a> {
    columns: &'a [Column],
    /// From this column on, these rules leave nothing open.
    seen: HashSet<(usize, Vec<usize>)>,
    steps: u32,
}

impl Search<'_> {
    /// Is there a gap if only these rules are left? Then `input` becomes an example.
    fn gap(&mut self, rules: &[usize], input: &mut Vec<Value>) -> bool {
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
            self.steps += 1;
            if self.steps > STEPS_MAX {
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
