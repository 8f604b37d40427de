//! Decision tables: their rows and cells.

use super::tale::Tale;
use super::words::Said;
use crate::definition::step::{Aggregate, Cell, Hit, Table, TableRule};

pub(super) fn told(tale: &mut Tale<'_>, was: &Table, now: &Table) {
    let Table { hit, inputs, outputs, rules, default, table: _, span: _ } = now;
    tale.value("the table's hit", &was.hit, hit);
    tale.value("the table's inputs", &was.inputs, inputs);
    tale.value("the table's outputs", &was.outputs, outputs);
    let row = |tale: &mut Tale<'_>, old: &TableRule, new: &TableRule| {
        let TableRule { when, gives, note, span: _ } = new;
        // A column that was moved is the same; one that came or went is told as an input or output.
        for (at, input) in inputs.iter().enumerate() {
            let Some(place) = was.inputs.iter().position(|old| old.text.trim() == input.text.trim()) else { continue };
            tale.value(input.text.trim(), &old.when.get(place), &when.get(at));
        }
        for (at, output) in outputs.iter().enumerate() {
            let Some(place) = was.outputs.iter().position(|old| old.name == output.name) else { continue };
            tale.value(&output.name, &old.gives.get(place), &gives.get(at));
        }
        tale.value("note", &old.note, note);
    };
    tale.list(("rule", "rules"), (&was.rules, rules), called, row);
    tale.value("default", &was.default, default);
}

/// A rule by its tests.
fn called(rule: &TableRule) -> String {
    let tests: Vec<&str> = rule.when.iter().map(|cell| cell.text.trim()).collect();
    format!("[{}]", tests.join(" | "))
}

impl Said for Cell {
    fn said(&self) -> Option<String> {
        self.text.said()
    }
}

impl<T: Said> Said for &T {
    fn said(&self) -> Option<String> {
        (*self).said()
    }
}

impl Said for Hit {
    fn said(&self) -> Option<String> {
        Some(match self {
            Self::Unique => "unique".to_owned(),
            Self::First => "first".to_owned(),
            Self::Any => "any".to_owned(),
            Self::Priority => "priority".to_owned(),
            Self::RuleOrder => "rule-order".to_owned(),
            Self::OutputOrder => "output-order".to_owned(),
            Self::Collect(None) => "collect".to_owned(),
            Self::Collect(Some(aggregate)) => format!("collect with {}", word(*aggregate)),
        })
    }
}

fn word(aggregate: Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Sum => "sum",
        Aggregate::Min => "min",
        Aggregate::Max => "max",
        Aggregate::Count => "count",
    }
}
