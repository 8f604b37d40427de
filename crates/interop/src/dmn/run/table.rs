//! Decision tables: the values of the inputs, then the rules, then the outputs as their types want them.

use super::{Frame, Machine, set};
use crate::dmn::compile::{InputCode, TableCode};
use baton_feel::table::{Aggregate, Hit, Problem, TableOutcome};
use baton_feel::{Limits, Slots, Value};
use std::sync::Arc;

impl Machine<'_> {
    pub fn table(&mut self, table: &TableCode, frame: &Frame) -> Value {
        let mut inner = frame.clone();
        for input in &table.inputs {
            let Some(value) = self.input(input, frame) else { return Value::Null };
            set(&mut inner, input.slot, value);
        }
        let names = Slots(&inner);
        let outcome = table.table.evaluate(&self.env(&names));
        self.left = Limits { fuel_steps_max: self.left.fuel_steps_max.saturating_sub(outcome.steps), ..self.left };
        self.outcome(table, outcome)
    }

    /// The value of an input; none where it is not one of those that are allowed.
    fn input(&mut self, input: &InputCode, frame: &Frame) -> Option<Value> {
        let value = self.run(&input.code, frame);
        let Some(allowed) = input.allowed.as_ref().filter(|_| !value.is_null()) else { return Some(value) };
        let names = Slots(frame);
        if allowed.test(&value, &self.env(&names)).value.is_true() {
            return Some(value);
        }
        self.fault("dmn.type", input.line, &[("name", &format!("{value} is not one of {}", allowed.text()))]);
        None
    }

    fn outcome(&mut self, table: &TableCode, outcome: TableOutcome) -> Value {
        for (_, note) in outcome.notes {
            self.reason(note.code, note.message, table.line);
        }
        if let Some(problem) = outcome.problem {
            let what = match problem {
                Problem::NoRule => "no rule is met",
                Problem::SeveralRules => "several rules are met",
                Problem::DifferentOutputs => "the rules that are met give different values",
            };
            return self.fault("dmn.table", table.line, &[("what", what)]);
        }
        let is_list = matches!(table.table.hit, Hit::RuleOrder | Hit::OutputOrder | Hit::Collect(None));
        let is_list = is_list && !outcome.hits.is_empty();
        let is_counted = matches!(table.table.hit, Hit::Collect(Some(Aggregate::Count)));
        let mut columns = Vec::new();
        for (value, (name, kind)) in outcome.outputs.unwrap_or_default().into_iter().zip(&table.outputs) {
            let kind = kind.filter(|_| !is_counted);
            columns.push(match value {
                Value::List(items) if is_list => {
                    let taken = items.iter().map(|item| self.taken(item.clone(), kind, name, table.line));
                    Value::list(taken.collect::<Vec<_>>())
                }
                value => self.taken(value, kind, name, table.line),
            });
        }
        joined(table, columns, is_list)
    }
}

/// One output is its value; of several each rule gives a context.
fn joined(table: &TableCode, mut columns: Vec<Value>, is_list: bool) -> Value {
    let names: Vec<&Arc<str>> = table.outputs.iter().map(|(name, _)| name).collect();
    match columns.len() {
        0 => Value::Null,
        1 => columns.swap_remove(0),
        _ if is_list => {
            let count = columns.iter().filter_map(Value::as_list).map(|items| items.len()).max().unwrap_or(0);
            let cell = |column: &Value, at: usize| column.as_list().and_then(|items| items.get(at)).cloned();
            let row = |at: usize| {
                let cells = columns.iter().map(|column| cell(column, at).unwrap_or_default());
                Value::context(names.iter().copied().zip(cells.collect::<Vec<_>>()))
            };
            Value::list((0..count).map(row))
        }
        _ => Value::context(names.into_iter().zip(columns)),
    }
}
