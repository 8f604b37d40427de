//! What the rules that are met give together, by the hit policy.

use super::{Aggregate, Cells, Hit, Place, Problem, Table, TableOutcome};
use crate::ops::arithmetic;
use crate::ops::compare::{equal, order};
use crate::syntax::tree::Arithmetic;
use crate::value::Value;
use std::cmp::Ordering;

/// A rule with the values it gives.
type Given = (usize, Vec<Value>);

pub(super) fn combine(table: &Table, cells: &Cells<'_>, outcome: &mut TableOutcome) {
    if table.hit == Hit::Unique && outcome.hits.len() > 1 {
        outcome.problem = Some(Problem::SeveralRules);
        return;
    }
    let mut given: Vec<Given> =
        outcome.hits.clone().into_iter().map(|at| (at, gives(table, at, cells, outcome))).collect();
    match table.hit {
        Hit::Unique | Hit::First | Hit::RuleOrder | Hit::Collect(_) => {}
        Hit::Any => {
            if given.iter().any(|(_, values)| !same(values, &given[0].1)) {
                outcome.problem = Some(Problem::DifferentOutputs);
                return;
            }
        }
        Hit::Priority => {
            given.sort_by(|a, b| by_priority(&table.priorities, &a.1, &b.1));
            given.truncate(1);
        }
        Hit::OutputOrder => given.sort_by(|a, b| by_priority(&table.priorities, &a.1, &b.1)),
    }
    outcome.hits = given.iter().map(|(at, _)| *at).collect();
    outcome.outputs = Some(match table.hit {
        Hit::Unique | Hit::First | Hit::Any | Hit::Priority => given.swap_remove(0).1,
        Hit::RuleOrder | Hit::OutputOrder | Hit::Collect(None) => columns(&given).map(Value::list).collect(),
        Hit::Collect(Some(aggregate)) => columns(&given).map(|values| aggregated(aggregate, &values)).collect(),
    });
}

fn gives(table: &Table, at: usize, cells: &Cells<'_>, outcome: &mut TableOutcome) -> Vec<Value> {
    let mut values = Vec::new();
    for (output, program) in table.rules[at].gives.iter().enumerate() {
        let found = cells.run(outcome, |env| program.measure(env));
        outcome.note(Place::Gives { rule: at, output }, found.notes);
        values.push(found.value);
    }
    values
}

fn same(a: &[Value], b: &[Value]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b).unwrap_or(false))
}

/// The first output decides, then the next; a value that has no place stands last.
pub(super) fn by_priority(priorities: &[Vec<Value>], a: &[Value], b: &[Value]) -> Ordering {
    let place = |output: usize, value: &Value| {
        let known = priorities.get(output)?;
        known.iter().position(|known| equal(known, value).unwrap_or(false))
    };
    let order = |output: usize| {
        let found = (place(output, &a[output]), place(output, &b[output]));
        match found {
            (Some(a), Some(b)) => a.cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        }
    };
    (0..a.len().min(b.len())).map(order).find(|found| found.is_ne()).unwrap_or(Ordering::Equal)
}

/// The values of each output, over all rules.
fn columns(given: &[Given]) -> impl Iterator<Item = Vec<Value>> {
    let count = given.first().map_or(0, |(_, values)| values.len());
    (0..count).map(|output| given.iter().filter_map(|(_, values)| values.get(output).cloned()).collect())
}

fn aggregated(aggregate: Aggregate, values: &[Value]) -> Value {
    let best = |wanted: Ordering| {
        let better = |a: Value, b: &Value| match order(b, &a) {
            Ok(found) => Some(if found == wanted { b.clone() } else { a }),
            Err(_) => None,
        };
        let first = values.first().cloned();
        first.and_then(|first| values[1..].iter().try_fold(first, better))
    };
    let found = match aggregate {
        Aggregate::Count => Some(Value::from(values.len() as i64)),
        Aggregate::Sum => {
            let first = values.first().cloned();
            let add = |sum: Value, value: &Value| arithmetic::apply(Arithmetic::Add, &sum, value).ok();
            first.and_then(|first| values[1..].iter().try_fold(first, add))
        }
        Aggregate::Min => best(Ordering::Less),
        Aggregate::Max => best(Ordering::Greater),
    };
    found.unwrap_or_default()
}
