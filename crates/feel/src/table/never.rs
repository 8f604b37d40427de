//! Before a table ever runs: rules that can never hit, values that no input has, and rules that should agree and do not.
//!
//! A rule never hits where a test of it fits nothing that its input can be, null included, or where every input that it may
//! fit is taken by rules that go before it. What is found is certain, as with gaps; looking draws on a [`Budget`].

use std::cmp::Ordering;
use std::collections::HashSet;

use super::analysis::{Budget, Column, Overlap, shared};
use super::atoms::{Domain, named_values, with_nothing};
use super::combine::by_priority;
use super::{Hit, Table};
use crate::ops::compare::equal;
use crate::value::Value;

/// So many rules are named as those that go before another.
const NAMED_MAX: usize = 5;

/// A rule that can never hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeverHit {
    /// The rule, from 0.
    pub rule: usize,
    /// Why.
    pub why: Never,
}

/// Why a rule can never hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Never {
    /// Its test of this input fits nothing that the input can be.
    Empty {
        /// The input, from 0.
        input: usize,
    },
    /// These rules go before it wherever it fits.
    Masked {
        /// The rules, from 0.
        by: Vec<usize>,
    },
}

/// A value that a test names and the input cannot have.
#[derive(Debug, Clone, PartialEq)]
pub struct Outside {
    /// The rule, from 0.
    pub rule: usize,
    /// The input, from 0.
    pub input: usize,
    /// The value.
    pub value: Value,
}

impl Table {
    /// The rules that can never hit.
    pub fn never_hit(&self, domains: &[Domain], budget: &mut Budget) -> Vec<NeverHit> {
        let Some(columns) = self.columns(domains, budget) else { return Vec::new() };
        let columns: Vec<Column> = columns.into_iter().enumerate().map(|(at, one)| self.with_null(one, at)).collect();
        let mut found = Vec::new();
        for rule in 0..self.rules.len() {
            let may = |column: &Column| column.covers.iter().any(|says| says[rule] != Some(false));
            if let Some(input) = columns.iter().position(|column| !may(column)) {
                found.push(NeverHit { rule, why: Never::Empty { input } });
                continue;
            }
            let before: Vec<usize> = (0..self.rules.len()).filter(|other| self.goes_before(*other, rule)).collect();
            let mut search = Search { columns: &columns, rule, seen: HashSet::new(), budget };
            if before.is_empty() || search.is_free(0, &before) {
                continue;
            }
            let meets = |other: &usize| shared(&columns, *other, rule).is_some();
            let by = before.into_iter().filter(meets).take(NAMED_MAX).collect();
            found.push(NeverHit { rule, why: Never::Masked { by } });
        }
        found
    }

    /// The values that tests name and their inputs cannot have.
    pub fn outside(&self, domains: &[Domain]) -> Vec<Outside> {
        let mut found = Vec::new();
        for (at, rule) in self.rules.iter().enumerate() {
            for (input, (cell, domain)) in rule.when.iter().zip(domains).enumerate() {
                let named = cell.as_ref().and_then(named_values).unwrap_or_default();
                let outside = named.into_iter().filter(|value| value.kind() == domain.kind && !domain.holds(value));
                found.extend(outside.map(|value| Outside { rule: at, input, value }));
            }
        }
        found
    }

    /// Two rules that both fit an input and certainly give different values, for a table that takes any of them.
    pub fn disagreement(&self, domains: &[Domain], budget: &mut Budget) -> Option<Overlap> {
        let columns = self.columns(domains, budget)?;
        for first in 0..self.rules.len() {
            for second in first + 1..self.rules.len() {
                if !budget.take(1 + columns.len()) {
                    return None;
                }
                if !self.differ(first, second) {
                    continue;
                }
                if let Some(input) = shared(&columns, first, second) {
                    return Some(Overlap { rules: (first, second), input });
                }
            }
        }
        None
    }

    fn differ(&self, first: usize, second: usize) -> bool {
        let pairs = self.rules[first].gives.iter().zip(&self.rules[second].gives);
        let mut constants = pairs.filter_map(|(a, b)| Some((a.as_constant()?, b.as_constant()?)));
        constants.any(|(a, b)| equal(a, b).is_ok_and(|same| !same))
    }

    /// Whether a rule is taken rather than another one where both fit.
    fn goes_before(&self, other: usize, rule: usize) -> bool {
        match self.hit {
            Hit::First => other < rule,
            Hit::Priority => match (self.constants(other), self.constants(rule)) {
                (Some(a), Some(b)) => match by_priority(&self.priorities, &a, &b) {
                    Ordering::Less => true,
                    Ordering::Equal => other < rule,
                    Ordering::Greater => false,
                },
                _ => false,
            },
            _ => false,
        }
    }

    fn constants(&self, rule: usize) -> Option<Vec<Value>> {
        self.rules[rule].gives.iter().map(|cell| cell.as_constant().cloned()).collect()
    }

    /// A column that was cut into pieces, with null as one more: tests may ask for it.
    fn with_null(&self, mut column: Column, input: usize) -> Column {
        let is_cut = !matches!(column.samples.as_slice(), [Value::Null]);
        if is_cut {
            let says = |rule: &super::Rule| match rule.when.get(input).and_then(Option::as_ref) {
                None => Some(true),
                Some(cell) if named_values(cell).is_none() => None,
                Some(cell) => Some(with_nothing(|env| cell.test(&Value::Null, env)).value.is_true()),
            };
            column.covers.push(self.rules.iter().map(says).collect());
            column.samples.push(Value::Null);
        }
        column
    }
}

struct Search<'a> {
    columns: &'a [Column],
    rule: usize,
    /// From this column on, these rules take all.
    seen: HashSet<(usize, Vec<usize>)>,
    budget: &'a mut Budget,
}

impl Search<'_> {
    /// Is there an input that the rule may fit and none of these certainly does? Yes also where the budget does not reach.
    fn is_free(&mut self, at: usize, before: &[usize]) -> bool {
        if before.is_empty() {
            return true;
        }
        let (columns, own) = (self.columns, self.rule);
        let Some(column) = columns.get(at) else { return false };
        if self.seen.contains(&(at, before.to_vec())) {
            return false;
        }
        for says in column.covers.iter().filter(|says| says[own] != Some(false)) {
            if !self.budget.take(1 + before.len()) {
                return true;
            }
            let left: Vec<usize> = before.iter().copied().filter(|rule| says[*rule] == Some(true)).collect();
            if self.is_free(at + 1, &left) {
                return true;
            }
        }
        self.seen.insert((at, before.to_vec()));
        false
    }
}
