//! Nodes to values, within budgets. An error is null with a note; nothing here fails or panics.

mod apply;
mod function;
mod iterate;
mod logic;
mod machine;
mod sum;
mod tests;

use crate::env::{Env, Measured, Outcome};
use crate::node::{Kind, Node};
use crate::resolve::ResolvedTests;
use crate::span::Span;
use crate::trace::{Recorder, Trace};
use crate::value::{Function, Value};
use machine::Machine;

/// Evaluates an expression.
pub fn expression(node: &Node, text: &str, env: &Env<'_>) -> Outcome {
    measured(node, text, env).outcome
}

/// Does the input pass the tests: true, false, or null with a note.
pub fn tests(tests: &ResolvedTests, input: &Value, text: &str, env: &Env<'_>) -> Outcome {
    measured_tests(tests, input, text, env).outcome
}

/// Evaluates an expression, and tells what is left of the limits.
pub fn measured(node: &Node, text: &str, env: &Env<'_>) -> Measured {
    let mut machine = Machine::new(text, env);
    let value = machine.eval(node);
    let left = machine.left();
    Measured { outcome: finish(machine, value), left }
}

/// Evaluates an expression, and tells what each part of it gave.
pub fn traced(node: &Node, text: &str, env: &Env<'_>) -> Trace {
    let mut machine = Machine::new(text, env);
    machine.recorder = Some(Box::default());
    let value = machine.eval(node);
    trace(machine, value)
}

/// Asks the tests about an input, and tells what each part of them gave.
pub fn traced_tests(tests: &ResolvedTests, input: &Value, text: &str, env: &Env<'_>) -> Trace {
    let mut machine = Machine::new(text, env);
    machine.recorder = Some(Box::default());
    machine.bind(0, input.clone());
    let value = machine.pass(tests);
    trace(machine, value)
}

fn trace(mut machine: Machine<'_>, value: Value) -> Trace {
    let Recorder { steps, is_cut, .. } = machine.recorder.take().map(|recorder| *recorder).unwrap_or_default();
    Trace { outcome: finish(machine, value), steps, is_cut }
}

/// Asks the tests, and tells what is left of the limits.
pub fn measured_tests(tests: &ResolvedTests, input: &Value, text: &str, env: &Env<'_>) -> Measured {
    let mut machine = Machine::new(text, env);
    machine.bind(0, input.clone());
    let value = machine.pass(tests);
    let left = machine.left();
    Measured { outcome: finish(machine, value), left }
}

/// Calls a function.
pub fn call(function: &Function, arguments: &[Value], env: &Env<'_>) -> Measured {
    let mut machine = Machine::new("", env);
    let value = machine.call_value(function, arguments, Span::default());
    let left = machine.left();
    Measured { outcome: finish(machine, value), left }
}

fn finish(machine: Machine<'_>, value: Value) -> Outcome {
    let (notes, exhausted) = machine.finish();
    Outcome { value: if exhausted { Value::Null } else { value }, notes }
}

impl Machine<'_> {
    pub(super) fn eval(&mut self, node: &Node) -> Value {
        if self.recorder.is_some() {
            return self.recorded(node);
        }
        if let Some(value) = self.ready(node) {
            return value.clone();
        }
        self.within_limits(node)
    }

    /// The value, and a record of it; literals are not worth one.
    fn recorded(&mut self, node: &Node) -> Value {
        if let Kind::Constant(value) = &node.kind {
            return value.clone();
        }
        let place = self.recorder.as_mut().and_then(|recorder| recorder.begin(node.span));
        let value = match self.ready(node) {
            Some(value) => value.clone(),
            None => self.within_limits(node),
        };
        if let Some(recorder) = self.recorder.as_mut() {
            recorder.end(place, &value);
        }
        value
    }

    fn within_limits(&mut self, node: &Node) -> Value {
        if !self.burn(1, node.span) || !self.descend(node.span) {
            return Value::Null;
        }
        let value = self.eval_inner(node);
        self.ascend();
        value
    }

    fn eval_inner(&mut self, node: &Node) -> Value {
        let span = node.span;
        match &node.kind {
            Kind::Constant(value) => value.clone(),
            Kind::Outer { name, .. } => self.env.lookup.get(name).unwrap_or(Value::Null),
            Kind::Local(at) => self.local(*at).cloned().unwrap_or(Value::Null),
            Kind::Member { local, name, otherwise } => self.member(*local, name, otherwise),
            Kind::Path(of, name) => self.path(of, name, span),
            Kind::Filter { list, by, local } => self.filter(list, by, *local, span),
            Kind::Builtin(builtin, arguments) => self.builtin(builtin, arguments, span),
            Kind::Host(name, arguments) => self.host(name, arguments),
            Kind::Invoke(function, arguments) => self.invoke(function, arguments, span),
            Kind::BuiltinValue(builtin) => function::builtin_value(builtin),
            Kind::Negate(inner) => self.negate(inner, span),
            Kind::Arithmetic(first, rest) => self.arithmetic(first, rest),
            Kind::Compare(comparison, left, right) => self.compare(*comparison, left, right, span),
            Kind::And(parts) => self.logic(parts, false),
            Kind::Or(parts) => self.logic(parts, true),
            Kind::Between(parts) => self.between(parts, span),
            Kind::In(value, tests) => self.inside(value, tests, span),
            Kind::InstanceOf(value, kind) => {
                let value = self.eval(value);
                Value::Boolean(self.burn_for(&value, span) && crate::ops::kind::is_instance(&value, kind))
            }
            Kind::If(parts) => self.choice(parts),
            Kind::For { bindings, partial, uses_partial, body } => {
                let partial = uses_partial.then_some(*partial);
                self.iteration(bindings, partial, body, span)
            }
            Kind::Quantified(quantifier, bindings, body) => self.quantified(*quantifier, bindings, body, span),
            Kind::List(items) => {
                let items = items.iter().map(|item| self.eval(item)).collect();
                self.list(items, span)
            }
            Kind::Context { entries, first_local } => self.make_context(entries, *first_local, span),
            Kind::Range(low, high) => self.range(low, high, span),
            Kind::Unary(comparison, value) => self.unary_range(*comparison, value, span),
            Kind::Function(lambda) => self.closure(lambda),
            Kind::Faulty(fault) => self.faulty(fault),
        }
    }
}
