//! The values of the parts of a model for one set of inputs: each is found once.

use super::{Frame, Machine, function};
use crate::dmn::compile::{Brought, PartId, Role};
use baton_feel::Value;
use std::collections::HashMap;

/// The values that are found for one set of inputs.
pub struct Session<'m, 'a> {
    machine: &'m mut Machine<'a>,
    given: HashMap<PartId, Value>,
    known: HashMap<PartId, Value>,
}

impl<'m, 'a> Session<'m, 'a> {
    /// With the values that are given for parts.
    pub fn new(machine: &'m mut Machine<'a>, given: Vec<(PartId, Value)>) -> Self {
        Self { machine, given: given.into_iter().collect(), known: HashMap::new() }
    }

    /// What a service gives: the value of its decision, or of several a context.
    pub fn service(&mut self, part: PartId) -> Value {
        let model = self.machine.model;
        let Role::Service(service) = &model.parts[part].role else { return Value::Null };
        match service.gives.as_slice() {
            [only] => self.value(*only),
            several => {
                let values: Vec<Value> = several.iter().map(|part| self.value(*part)).collect();
                Value::context(several.iter().map(|part| &model.parts[*part].name).zip(values))
            }
        }
    }

    /// The value of a part.
    pub fn value(&mut self, part: PartId) -> Value {
        let Some(plan) = self.plan(part) else {
            let found = &self.machine.model.parts[part];
            return self.machine.fault("dmn.circle", found.line, &[("name", &found.name)]);
        };
        for need in plan {
            if !self.known.contains_key(&need) {
                let value = self.find(need);
                self.known.insert(need, value);
            }
        }
        self.known.get(&part).cloned().unwrap_or_default()
    }

    /// Whose values are needed; below what is given nothing is.
    fn plan(&self, part: PartId) -> Option<Vec<PartId>> {
        self.machine.model.plan(part, &|part| self.given.contains_key(&part) || self.known.contains_key(&part))
    }

    fn find(&mut self, part: PartId) -> Value {
        let model = self.machine.model;
        let found = &model.parts[part];
        if let Some(given) = self.given.get(&part).cloned() {
            return self.machine.taken(given, found.kind, &found.name, found.line);
        }
        match &found.role {
            Role::Input => Value::Null,
            Role::Knowledge(_) | Role::Service(_) => function::of_part(model, part),
            Role::Decision(decision) => {
                let Some(logic) = &decision.logic else {
                    return self.machine.fault("dmn.no_logic", found.line, &[("name", &found.name)]);
                };
                let frame = self.frame(&decision.brought);
                let value = self.machine.run(logic, &frame);
                self.machine.taken(value, found.kind, &found.name, found.line)
            }
        }
    }

    /// The values of what a part sees.
    pub fn frame(&mut self, brought: &[Brought]) -> Frame {
        let model = self.machine.model;
        let mut frame = Frame::new();
        for brought in brought {
            frame.push(match brought {
                Brought::Part(part) => self.seen(*part),
                Brought::Import(parts) => {
                    let values: Vec<Value> = parts.iter().map(|part| self.seen(*part)).collect();
                    Value::context(parts.iter().map(|part| &model.parts[*part].name).zip(values))
                }
            });
        }
        frame
    }

    /// The value of a part that is known by now; a function always is.
    fn seen(&mut self, part: PartId) -> Value {
        match (self.known.get(&part), &self.machine.model.parts[part].role) {
            (Some(value), _) => value.clone(),
            (None, Role::Knowledge(_) | Role::Service(_)) => function::of_part(self.machine.model, part),
            (None, Role::Input | Role::Decision(_)) => Value::Null,
        }
    }
}
