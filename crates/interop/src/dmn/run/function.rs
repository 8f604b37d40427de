//! Functions of a model as values: written in an expression, knowledge models, decision services.

use super::{Frame, Machine, Session, set};
use crate::dmn::compile::{Compiled, Lambda, PartId, Role};
use baton_feel::{Callable, Env, Function, Measured, Outcome, Value};
use std::sync::Arc;

/// A function of a model.
#[derive(Debug)]
struct ModelFunction {
    model: Arc<Compiled>,
    what: What,
}

#[derive(Debug)]
enum What {
    /// Written in an expression, with what it saw.
    Lambda(Arc<Lambda>, Frame),
    /// A knowledge model or a decision service.
    Part(PartId),
}

/// The value of a function that is written in an expression.
pub fn of_lambda(model: &Arc<Compiled>, lambda: &Arc<Lambda>, frame: &Frame) -> Value {
    let what = What::Lambda(Arc::clone(lambda), frame.clone());
    Value::Function(Function::new(ModelFunction { model: Arc::clone(model), what }))
}

/// The value of a knowledge model or a decision service.
pub fn of_part(model: &Arc<Compiled>, part: PartId) -> Value {
    Value::Function(Function::new(ModelFunction { model: Arc::clone(model), what: What::Part(part) }))
}

impl Callable for ModelFunction {
    fn parameters(&self) -> Vec<&str> {
        fn named(lambda: &Lambda) -> Vec<&str> {
            lambda.parameters.iter().map(|(name, _)| &**name).collect()
        }
        match &self.what {
            What::Lambda(lambda, _) => named(lambda),
            What::Part(part) => match &self.model.parts[*part].role {
                Role::Knowledge(knowledge) => knowledge.lambda.as_ref().map(named).unwrap_or_default(),
                Role::Service(service) => service.takes.iter().map(|part| &*self.model.parts[*part].name).collect(),
                Role::Input | Role::Decision(_) => Vec::new(),
            },
        }
    }

    fn depth(&self) -> u32 {
        match &self.what {
            What::Lambda(_, frame) => frame.iter().map(Value::depth).max().unwrap_or(0),
            What::Part(_) => 0,
        }
    }

    fn run(&self, arguments: &[Value], env: &Env<'_>) -> Option<Measured> {
        let mut machine = Machine::new(&self.model, env);
        let value = match &self.what {
            What::Lambda(lambda, frame) => {
                let mut inner = frame.clone();
                if let Some(own) = lambda.own {
                    set(&mut inner, own, of_lambda(&self.model, lambda, frame));
                }
                machine.call(lambda, inner, arguments)
            }
            What::Part(part) => machine.call_part(*part, arguments),
        };
        let left = machine.left();
        Some(Measured { outcome: Outcome { value, notes: machine.into_notes() }, left })
    }
}

impl Machine<'_> {
    fn call(&mut self, lambda: &Lambda, mut frame: Frame, arguments: &[Value]) -> Value {
        if lambda.parameters.len() != arguments.len() {
            let what = format!("{} arguments for {} parameters", arguments.len(), lambda.parameters.len());
            return self.fault("dmn.arguments", lambda.line, &[("what", &what)]);
        }
        for (((name, kind), slot), argument) in lambda.parameters.iter().zip(&lambda.slots).zip(arguments) {
            let value = self.taken(argument.clone(), *kind, name, lambda.line);
            if value.is_null() && !argument.is_null() {
                return Value::Null;
            }
            set(&mut frame, *slot, value);
        }
        self.deeper(lambda.line, |machine| {
            let value = machine.run(&lambda.body, &frame);
            machine.taken(value, lambda.gives, "", lambda.line)
        })
    }

    /// Calls a knowledge model or a decision service.
    pub fn call_part(&mut self, part: PartId, arguments: &[Value]) -> Value {
        let model = self.model;
        let found = &model.parts[part];
        match &found.role {
            Role::Knowledge(knowledge) => match &knowledge.lambda {
                Some(lambda) => {
                    let frame = Session::new(self, Vec::new()).frame(&knowledge.brought);
                    self.call(lambda, frame, arguments)
                }
                None => self.fault("dmn.no_logic", found.line, &[("name", &found.name)]),
            },
            Role::Service(service) => {
                if service.takes.len() != arguments.len() {
                    let what = format!("{} arguments for {} inputs", arguments.len(), service.takes.len());
                    return self.fault("dmn.arguments", found.line, &[("what", &what)]);
                }
                let mut given = Vec::new();
                for (taken, argument) in service.takes.iter().copied().zip(arguments) {
                    let input = &model.parts[taken];
                    let value = self.taken(argument.clone(), input.kind, &input.name, found.line);
                    if value.is_null() && !argument.is_null() {
                        return Value::Null;
                    }
                    given.push((taken, value));
                }
                self.deeper(found.line, |machine| Session::new(machine, given).service(part))
            }
            Role::Input | Role::Decision(_) => Value::Null,
        }
    }
}
