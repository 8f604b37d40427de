//! Code to values.

use super::{Frame, Machine, function, set};
use crate::dmn::compile::{Code, EntryCode, FilterCode, IterateCode, Keep};
use crate::dmn::tree::{Over, Quantifier};
use baton_feel::Value;
use std::sync::Arc;

impl Machine<'_> {
    pub fn run(&mut self, code: &Code, frame: &Frame) -> Value {
        match code {
            Code::Null(fault) => self.null(fault),
            Code::Program(program, line) => self.program(program, frame, *line),
            Code::Typed(inner, kind, line) => {
                let value = self.run(inner, frame);
                self.taken(value, Some(*kind), "", *line)
            }
            Code::Function(lambda) => function::of_lambda(self.model, lambda, frame),
            inner => self.deeper(0, |machine| machine.run_deep(inner, frame)),
        }
    }

    fn run_deep(&mut self, code: &Code, frame: &Frame) -> Value {
        match code {
            Code::Table(table) => self.table(table, frame),
            Code::Context(entries) => self.context(entries, frame),
            Code::List(items) => Value::list(items.iter().map(|item| self.run(item, frame)).collect::<Vec<_>>()),
            Code::Relation(columns, rows) => {
                let mut found = Vec::new();
                for row in rows {
                    let cells: Vec<Value> = row.iter().map(|cell| self.run(cell, frame)).collect();
                    found.push(Value::context(columns.iter().zip(cells)));
                }
                Value::list(found)
            }
            Code::Invoke(callee, arguments, line) => self.invoke(callee, arguments, frame, *line),
            Code::If(parts) => {
                let holds = self.run(&parts[0], frame).is_true();
                self.run(&parts[if holds { 1 } else { 2 }], frame)
            }
            Code::Filter(filter) => self.filter(filter, frame),
            Code::Iterate(iterate) => self.iterate(iterate, frame),
            Code::Null(_) | Code::Program(..) | Code::Typed(..) | Code::Function(_) => Value::Null,
        }
    }

    fn context(&mut self, entries: &[EntryCode], frame: &Frame) -> Value {
        let (mut inner, mut made) = (frame.clone(), Vec::new());
        for entry in entries {
            let value = self.run(&entry.code, &inner);
            let Some(name) = &entry.name else { return value };
            set(&mut inner, entry.slot, value.clone());
            made.push((Arc::clone(name), value));
        }
        Value::context(made)
    }

    fn invoke(&mut self, callee: &Code, arguments: &[(Arc<str>, Code)], frame: &Frame, line: u32) -> Value {
        let Value::Function(function) = self.run(callee, frame) else {
            return self.fault("dmn.arguments", line, &[("what", "what is called is no function")]);
        };
        let parameters: Vec<String> = function.parameters().into_iter().map(str::to_owned).collect();
        let mut values = vec![None; parameters.len()];
        for (name, code) in arguments {
            let Some(at) = parameters.iter().position(|parameter| parameter.as_str() == &**name) else {
                let what = format!("there is no parameter `{name}`");
                return self.fault("dmn.arguments", line, &[("what", &what)]);
            };
            values[at] = Some(self.run(code, frame));
        }
        let Some(values) = values.into_iter().collect::<Option<Vec<Value>>>() else {
            return self.fault("dmn.arguments", line, &[("what", "a parameter has no value")]);
        };
        let names = baton_feel::Slots(&[]);
        let found = function.call(&values, &self.env(&names));
        self.took(found, line)
    }

    fn filter(&mut self, filter: &FilterCode, frame: &Frame) -> Value {
        let list = self.run(&filter.list, frame);
        let mut inner = frame.clone();
        let by = match &filter.by {
            Keep::Program(program, line) => {
                set(&mut inner, filter.slot, list);
                return self.program(program, &inner, *line);
            }
            Keep::Each(code) => code,
        };
        let items = match list {
            Value::Null => return Value::Null,
            Value::List(items) => items.into_vec(),
            single => vec![single],
        };
        let mut kept = Vec::new();
        for item in items {
            if !self.burn(1) {
                return self.fault("dmn.limit", 0, &[("what", "steps")]);
            }
            for (name, slot) in &filter.entries {
                let entry = item.as_context().and_then(|entries| entries.get(name)).cloned();
                set(&mut inner, *slot, entry.unwrap_or_default());
            }
            set(&mut inner, filter.slot, item.clone());
            if self.run(by, &inner).is_true() {
                kept.push(item);
            }
        }
        Value::list(kept)
    }

    fn iterate(&mut self, iterate: &IterateCode, frame: &Frame) -> Value {
        let source = self.run(&iterate.source, frame);
        let mut inner = frame.clone();
        set(&mut inner, iterate.items.1, source);
        let Value::List(items) = self.program(&iterate.items.0, &inner, iterate.line) else { return Value::Null };
        match iterate.over {
            Over::For => self.each(iterate, &items, frame.clone()),
            Over::Satisfies(quantifier) => self.satisfies(quantifier, iterate, &items, frame.clone()),
        }
    }

    fn each(&mut self, iterate: &IterateCode, items: &[Value], mut frame: Frame) -> Value {
        let mut results: Vec<Value> = Vec::new();
        for item in items {
            if !self.burn(1 + results.len() as u64 / 16) {
                return self.fault("dmn.limit", iterate.line, &[("what", "steps")]);
            }
            set(&mut frame, iterate.slot, item.clone());
            set(&mut frame, iterate.partial, Value::list(results.iter().cloned()));
            let value = self.run(&iterate.body, &frame);
            results.push(value);
        }
        Value::list(results)
    }

    fn satisfies(&mut self, quantifier: Quantifier, iterate: &IterateCode, items: &[Value], mut frame: Frame) -> Value {
        let deciding = quantifier == Quantifier::Some;
        let mut unknown = false;
        for item in items {
            if !self.burn(1) {
                return self.fault("dmn.limit", iterate.line, &[("what", "steps")]);
            }
            set(&mut frame, iterate.slot, item.clone());
            match self.run(&iterate.body, &frame) {
                Value::Boolean(found) if found == deciding => return Value::Boolean(deciding),
                Value::Boolean(_) => {}
                _ => unknown = true,
            }
        }
        if unknown { Value::Null } else { Value::Boolean(!deciding) }
    }
}
