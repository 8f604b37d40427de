//! All that a table leaves open and covers twice, for who edits it: each gap with the rule that would close it.
//!
//! A gap that is found is widened in each column as far as no rule covers any of it. It then counts as covered, and the
//! next one is looked for.

use std::collections::HashSet;

use super::Table;
use super::analysis::{Budget, Column, Gap, Overlap, Search, shared};
use super::atoms::Domain;
use crate::types::Type;
use crate::value::Value;

/// So many gaps are told of at most, and so many overlaps.
const TOLD_MAX: usize = 20;

/// Inputs that no rule covers.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// One of them: a value for each input, null where any would do.
    pub example: Gap,
    /// The tests of a rule for them, a cell for each input.
    pub cells: Vec<String>,
}

impl Table {
    /// The inputs that no rule covers, as rules that would.
    pub fn missing(&self, domains: &[Domain], budget: &mut Budget) -> Vec<Missing> {
        let Some(mut columns) = self.columns(domains, budget) else { return Vec::new() };
        let (mut found, mut rules) = (Vec::new(), self.rules.len());
        while found.len() < TOLD_MAX {
            let mut example = Vec::new();
            let all: Vec<usize> = (0..rules).collect();
            let mut search = Search { columns: &columns, seen: HashSet::new(), budget };
            if !search.gap(&all, &mut example) {
                break;
            }
            let Some(open) = widened(&columns, &example, rules, budget) else { break };
            for (column, open) in columns.iter_mut().zip(&open) {
                for (sample, covers) in column.covers.iter_mut().enumerate() {
                    covers.push(Some(open.contains(&sample)));
                }
            }
            rules += 1;
            let parts = columns.iter().zip(&open).enumerate();
            let cells = parts.map(|(at, (column, open))| cell(column, open, domains.get(at))).collect();
            found.push(Missing { example, cells });
        }
        found
    }

    /// Examples of inputs that two rules cover, one for each two.
    pub fn overlaps(&self, domains: &[Domain], budget: &mut Budget) -> Vec<Overlap> {
        let Some(columns) = self.columns(domains, budget) else { return Vec::new() };
        let mut found = Vec::new();
        for first in 0..self.rules.len() {
            for second in first + 1..self.rules.len() {
                if found.len() >= TOLD_MAX || !budget.takes_pair(&columns) {
                    return found;
                }
                found.extend(shared(&columns, first, second).map(|input| Overlap { rules: (first, second), input }));
            }
        }
        found
    }
}

/// The pieces of each column around an example that no rule covers together, as far as the budget reaches.
fn widened(columns: &[Column], example: &[Value], rules: usize, budget: &mut Budget) -> Option<Vec<Vec<usize>>> {
    let at = |(column, value): (&Column, &Value)| column.samples.iter().position(|sample| sample == value);
    let mut open: Vec<Vec<usize>> =
        columns.iter().zip(example).map(|pair| at(pair).map(|at| vec![at])).collect::<Option<_>>()?;
    for column in 0..columns.len() {
        let start = open[column][0];
        for sample in (start + 1..columns[column].samples.len()).chain((0..start).rev()) {
            let pieces = open.iter().map(Vec::len).sum();
            if !budget.takes_pieces(rules, pieces) {
                break;
            }
            open[column].push(sample);
            if is_open(columns, &open, rules) {
                continue;
            }
            open[column].pop();
            // What has an order is widened as far as it goes without a break.
            if columns[column].is_ordered() && sample < start {
                break;
            }
        }
        if columns[column].is_ordered() {
            keep_together(&mut open[column], start);
        }
        open[column].sort_unstable();
    }
    Some(open)
}

/// The pieces that are next to each other, around one.
fn keep_together(open: &mut Vec<usize>, start: usize) {
    let known: HashSet<usize> = open.iter().copied().collect();
    let up = (start..).take_while(|at| known.contains(at));
    let down = (0..start).rev().take_while(|at| known.contains(at));
    *open = up.chain(down).collect();
}

/// Whether each rule leaves all of it out, by one column at least.
fn is_open(columns: &[Column], open: &[Vec<usize>], rules: usize) -> bool {
    (0..rules).all(|rule| {
        let out = |(column, open): (&Column, &Vec<usize>)| {
            open.iter().all(|sample| column.covers[*sample].get(rule).copied().flatten() == Some(false))
        };
        columns.iter().zip(open).any(out)
    })
}

/// The test of a cell that fits just these pieces.
fn cell(column: &Column, open: &[usize], domain: Option<&Domain>) -> String {
    let kind = domain.map(|domain| &domain.kind);
    if open.len() == column.samples.len() {
        return "-".to_owned();
    }
    if column.is_ordered() {
        return range(column, open);
    }
    let listed = |wanted: &dyn Fn(usize) -> bool| {
        let values = column.samples.iter().enumerate().filter(|(at, _)| wanted(*at));
        values.map(|(_, value)| literal(value, kind)).collect::<Vec<_>>().join(", ")
    };
    // The last piece of a text column is every text that no cell names.
    let any_other = kind == Some(&Type::Text) && open.contains(&(column.samples.len() - 1));
    if any_other { format!("not({})", listed(&|at| !open.contains(&at))) } else { listed(&|at| open.contains(&at)) }
}

/// Points and what lies between them take turns: a stretch of them as a range.
fn range(column: &Column, open: &[usize]) -> String {
    let (Some(first), Some(last)) = (open.first().copied(), open.last().copied()) else { return "-".to_owned() };
    let text = |at: usize| literal(&column.samples[at], None);
    let is_point = |at: usize| column.points.contains(&column.samples[at]);
    let low = (first > 0).then(|| if is_point(first) { (text(first), true) } else { (text(first - 1), false) });
    let end = column.samples.len() - 1;
    let high = (last < end).then(|| if is_point(last) { (text(last), true) } else { (text(last + 1), false) });
    match (low, high) {
        (Some((low, true)), Some((high, true))) if low == high => low,
        (Some((low, with_low)), Some((high, with_high))) => {
            format!("{}{low}..{high}{}", if with_low { '[' } else { '(' }, if with_high { ']' } else { ')' })
        }
        (Some((low, with)), None) => format!("{} {low}", if with { ">=" } else { ">" }),
        (None, Some((high, with))) => format!("{} {high}", if with { "<=" } else { "<" }),
        (None, None) => "-".to_owned(),
    }
}

/// A value as a cell says it.
fn literal(value: &Value, kind: Option<&Type>) -> String {
    match value {
        Value::Text(text) if matches!(kind, Some(Type::Choice(_))) => text.to_string(),
        Value::Text(text) => serde_json::Value::from(&**text).to_string(),
        Value::Date(date) => format!("date(\"{date}\")"),
        Value::Time(time) => format!("time(\"{time}\")"),
        Value::DateTime(at) => format!("date and time(\"{at}\")"),
        Value::DaysDuration(_) | Value::YearsDuration(_) => format!("duration(\"{value}\")"),
        other => other.to_string(),
    }
}
