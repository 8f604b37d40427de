//! Functions: built-in, of the host, and written in the expression.

use super::machine::{Local, Machine};
use crate::builtins::builtin::{Builtin, Runtime};
use crate::civil::{Date, DateTime};
use crate::env::{Env, Lookup, Measured, Outcome};
use crate::fault::{Note, Trouble};
use crate::node::{Kind, Lambda, Node};
use crate::ops::business;
use crate::ops::coerce::as_type_name;
use crate::span::Span;
use crate::syntax::tree::TypeName;
use crate::value::{Callable, Function, Value};
use std::sync::Arc;

/// How many values one step of fuel puts into their places.
const PLACES_PER_STEP: u64 = 4;
/// What a call costs besides its body.
const STEPS_PER_CALL: u64 = 4;

/// A function written in an expression, with what it saw when it was made: it may be called where other names hold.
#[derive(Debug)]
struct Closure {
    lambda: Arc<Lambda>,
    captured: Vec<Value>,
    outers: Vec<(u32, Value)>,
    depth: u32,
    /// The address and length of its text: elsewhere its places mean nothing.
    home: (usize, usize),
}

/// The outer names as a function saw them.
struct Captured<'a> {
    outers: &'a [(u32, Value)],
    below: &'a dyn Lookup,
}

impl Lookup for Captured<'_> {
    fn get(&self, name: &str) -> Option<Value> {
        self.below.get(name)
    }

    fn call(&self, function: &str, arguments: &[Value]) -> Option<Value> {
        self.below.call(function, arguments)
    }

    fn slot(&self, slot: usize) -> Option<&Value> {
        self.outers.iter().find(|(known, _)| *known as usize == slot).map(|(_, value)| value)
    }
}

impl Callable for Closure {
    fn parameters(&self) -> Vec<&str> {
        self.lambda.parameters.iter().map(|(name, _)| name.as_str()).collect()
    }

    fn depth(&self) -> u32 {
        self.depth
    }
}

/// A built-in function as a value.
#[derive(Debug)]
struct BuiltinValue(&'static Builtin);

impl Callable for BuiltinValue {
    fn parameters(&self) -> Vec<&str> {
        self.0.signatures.first().map(|signature| signature.parameters.to_vec()).unwrap_or_default()
    }

    fn depth(&self) -> u32 {
        0
    }
}

pub(super) fn builtin_value(builtin: &'static Builtin) -> Value {
    Value::Function(Function::new(BuiltinValue(builtin)))
}

impl Machine<'_> {
    pub(super) fn closure(&mut self, lambda: &Arc<Lambda>) -> Value {
        let held = self.locals.len().min(lambda.first_local as usize) + lambda.outers.len();
        if !self.burn(held as u64 / PLACES_PER_STEP, lambda.body.span) || !self.hold(held, lambda.body.span) {
            return Value::Null;
        }
        let seen = self.locals.iter().take(lambda.first_local as usize);
        let mut captured: Vec<Value> = seen.map(|local| local.value().clone()).collect();
        // Locals that nobody names have no place yet, and a function finds itself at the last one.
        captured.resize(lambda.first_local as usize, Value::Null);
        let outer = |(slot, name): &(u32, Arc<str>)| {
            let value = self.env.lookup.slot(*slot as usize).cloned().or_else(|| self.env.lookup.get(name));
            (*slot, value.unwrap_or_default())
        };
        let outers: Vec<(u32, Value)> = lambda.outers.iter().map(outer).collect();
        let seen = captured.iter().chain(outers.iter().map(|(_, value)| value));
        let depth = seen.map(Value::depth).max().unwrap_or(0);
        if depth > 100 {
            return self
                .note(Trouble::limit("feel.limit_depth", "functions hold each other too deep"), lambda.body.span);
        }
        let home = home(self.text);
        Value::Function(Function::new(Closure { lambda: Arc::clone(lambda), captured, outers, depth, home }))
    }

    pub(super) fn builtin(&mut self, builtin: &'static Builtin, arguments: &[Node], span: Span) -> Value {
        if builtin.name == "sum"
            && let [Node { kind: Kind::For { bindings, uses_partial: false, body, .. }, span: whole }] = arguments
            && self.recorder.is_none()
        {
            return self.sum(bindings, body, *whole, span);
        }
        let values: Vec<Value> = arguments.iter().map(|argument| self.eval(argument)).collect();
        let walked = values.iter().all(|value| self.burn_for(value, span));
        if self.is_exhausted() || !walked {
            return Value::Null;
        }
        match (builtin.run)(self, &values) {
            Ok(value) => self.made(value, span),
            Err(trouble) => {
                let nulls: Vec<(&Node, bool)> =
                    arguments.iter().zip(&values).map(|(node, value)| (node, value.is_null())).collect();
                self.note_operands(trouble, &nulls, span)
            }
        }
    }

    pub(super) fn host(&mut self, name: &str, arguments: &[Node]) -> Value {
        let values: Vec<Value> = arguments.iter().map(|argument| self.eval(argument)).collect();
        self.env.lookup.call(name, &values).unwrap_or(Value::Null)
    }

    pub(super) fn invoke(&mut self, function: &Node, arguments: &[(Option<String>, Node)], span: Span) -> Value {
        let Value::Function(callee) = self.eval(function) else {
            return self.note(Trouble::wrong_type("this is not a function"), function.span);
        };
        let values: Vec<Value> = arguments.iter().map(|(_, argument)| self.eval(argument)).collect();
        let ordered = match arguments.first() {
            Some((Some(_), _)) => by_name(&callee, arguments, values),
            _ => Some(values),
        };
        let Some(values) = ordered else {
            return self
                .note(Trouble { code: "feel.arguments", message: "the function has no such parameters".into() }, span);
        };
        self.call_value(&callee, &values, span)
    }

    pub(super) fn call_value(&mut self, callee: &Function, arguments: &[Value], span: Span) -> Value {
        match self.call_function(callee, arguments, span) {
            Ok(value) => value,
            Err(trouble) => self.note(trouble, span),
        }
    }

    fn call_function(&mut self, function: &Function, arguments: &[Value], span: Span) -> Result<Value, Trouble> {
        if let Some(BuiltinValue(builtin)) = function.behind() {
            if !builtin.signatures.iter().any(|signature| signature.takes(arguments.len())) {
                return Err(wrong_count(builtin.name, arguments.len()));
            }
            return (builtin.run)(self, arguments).map(|value| self.made(value, span));
        }
        let Some(closure) = function.behind::<Closure>() else { return self.call_host(function, arguments, span) };
        if closure.lambda.parameters.len() != arguments.len() {
            return Err(wrong_count("the function", arguments.len()));
        }
        let arguments = conforming(&closure.lambda, arguments)?;
        if !self.burn(STEPS_PER_CALL + closure.captured.len() as u64 / PLACES_PER_STEP, span) || !self.descend(span) {
            return Ok(Value::Null);
        }
        let mut inner: Vec<Local> = closure.captured.iter().chain(&arguments).cloned().map(Local::Own).collect();
        if let Some(own) = closure.lambda.own {
            inner[own as usize] = Local::Own(Value::Function(function.clone()));
        }
        let value = if closure.outers.is_empty() && closure.home == home(self.text) {
            let outer = std::mem::replace(&mut self.locals, inner);
            let value = self.eval(&closure.lambda.body);
            self.locals = outer;
            value
        } else {
            self.call_elsewhere(closure, inner, span)
        };
        self.ascend();
        Ok(value)
    }
}

fn home(text: &str) -> (usize, usize) {
    (text.as_ptr() as usize, text.len())
}

impl Machine<'_> {
    /// Evaluates a function where the outer names are those it saw when it was made.
    fn call_elsewhere(&mut self, closure: &Closure, locals: Vec<Local>, span: Span) -> Value {
        let lookup = Captured { outers: &closure.outers, below: self.env.lookup };
        let env = Env { lookup: &lookup, limits: self.left(), ..*self.env };
        let is_home = closure.home == home(self.text);
        let mut machine = Machine::new(if is_home { self.text } else { "" }, &env);
        machine.locals = locals;
        let value = machine.eval(&closure.lambda.body);
        let (left, (notes, _)) = (machine.left(), machine.finish());
        let notes = notes.into_iter().map(|note| if is_home { note } else { Note { span, ..note } }).collect();
        self.resume(Measured { outcome: Outcome { value, notes }, left })
    }

    /// Calls a function of the host, which uses up what is left here.
    fn call_host(&mut self, function: &Function, arguments: &[Value], span: Span) -> Result<Value, Trouble> {
        if !self.burn(1, span) || !self.descend(span) {
            return Ok(Value::Null);
        }
        let env = Env { limits: self.left(), ..*self.env };
        let found = function.run(arguments, &env);
        self.ascend();
        match found {
            Some(mut found) => {
                found.outcome.notes.iter_mut().for_each(|note| note.span = span);
                Ok(self.resume(found))
            }
            None => Err(Trouble::wrong_type("this is not a function")),
        }
    }
}

/// The arguments as the parameters want them.
fn conforming(lambda: &Lambda, arguments: &[Value]) -> Result<Vec<Value>, Trouble> {
    let conform = |((name, kind), value): (&(String, Option<TypeName>), &Value)| {
        let Some(kind) = kind else { return Ok(value.clone()) };
        let trouble = || Trouble::wrong_type(format!("`{name}` is of another type than {}", value.kind()));
        as_type_name(value, kind).ok_or_else(trouble)
    };
    lambda.parameters.iter().zip(arguments).map(conform).collect()
}

fn wrong_count(name: &str, count: usize) -> Trouble {
    Trouble { code: "feel.arguments", message: format!("{name} cannot be called with {count} arguments") }
}

fn by_name(function: &Function, arguments: &[(Option<String>, Node)], values: Vec<Value>) -> Option<Vec<Value>> {
    let parameters = function.parameters();
    let mut ordered = vec![None; parameters.len()];
    for ((name, _), value) in arguments.iter().zip(values) {
        let at = parameters.iter().position(|parameter| Some(*parameter) == name.as_deref())?;
        ordered[at] = Some(value);
    }
    ordered.into_iter().collect()
}

impl Runtime for Machine<'_> {
    fn call(&mut self, function: &Function, arguments: &[Value]) -> Result<Value, Trouble> {
        self.call_function(function, arguments, Span::default())
    }

    fn spend(&mut self, steps: u64) -> Result<(), Trouble> {
        if self.burn(steps, Span::default()) {
            Ok(())
        } else {
            Err(Trouble::limit("feel.limit_fuel", "this takes too many steps"))
        }
    }

    fn now(&self) -> Option<DateTime> {
        business::now(self.env)
    }

    fn today(&self) -> Option<Date> {
        business::today(self.env.now, self.env.zone)
    }
}
