//! A compiled expression or cell: immutable, shared between threads, cheap to clone.

use crate::env::{Env, Measured, Outcome};
use crate::eval;
use crate::fault::Fault;
use crate::implied;
use crate::in_a_row::in_a_row;
use crate::node::{Kind, Node, Test};
use crate::parse;
use crate::resolve::{self, HostCall, Mode, Resolved, ResolvedTests, Use};
use crate::scope::Scope;
use crate::span::Span;
use crate::steady::{self, Steady};
use crate::syntax::print;
use crate::trace::Trace;
use crate::types::Type;
use crate::value::Value;
use std::sync::Arc;

/// A compiled expression, or the tests of a cell.
#[derive(Debug, Clone)]
pub struct Program(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    text: String,
    code: Code,
    kind: Type,
    uses: Vec<Use>,
    calls: Vec<HostCall>,
    faults: Vec<Fault>,
}

#[derive(Debug)]
enum Code {
    Expression(Node),
    Tests(ResolvedTests),
}

/// Compiles an expression.
pub fn compile(text: &str, scope: &Scope) -> Result<Program, Vec<Fault>> {
    let tree = parse::expression(text, scope.vocabulary()).map_err(|fault| vec![*fault])?;
    let resolved = resolve::expression(&tree, scope, Mode::Strict)?;
    Ok(program(text, resolved, Code::Expression))
}

/// Compiles the tests of a decision table's cell, on an input of that type.
pub fn compile_unary(text: &str, input: &Type, scope: &Scope) -> Result<Program, Vec<Fault>> {
    let tree = parse::tests(text, options(input), scope.vocabulary()).map_err(|fault| vec![*fault])?;
    let resolved = resolve::tests(&tree, input, scope, Mode::Strict)?;
    Ok(program(text, resolved, Code::Tests))
}

/// The expression as it is written by rule: one space where one belongs, parentheses only where they are needed. Read again, it
/// is the same expression. Comments are not kept.
pub fn print(text: &str, scope: &Scope) -> Result<String, Fault> {
    parse::expression(text, scope.vocabulary()).map(|tree| print::print(&tree)).map_err(|fault| *fault)
}

/// Compiles an expression of somebody else's model, whatever is wrong with it: a part with a fault is null with that
/// reason when it runs, and so is all of it where it cannot be read. `Program::faults` has what was found.
pub fn compile_tolerant(text: &str, scope: &Scope) -> Program {
    let read = parse::expression(text, scope.vocabulary()).map_err(|fault| vec![*fault]);
    match read.and_then(|tree| resolve::expression(&tree, scope, Mode::Tolerant)) {
        Ok(resolved) => program(text, resolved, Code::Expression),
        Err(faults) => unreadable(text, faults, Code::Expression),
    }
}

/// Compiles the tests of a cell of somebody else's model, as `compile_tolerant` does.
pub fn compile_unary_tolerant(text: &str, input: &Type, scope: &Scope) -> Program {
    let read = parse::tests(text, options(input), scope.vocabulary()).map_err(|fault| vec![*fault]);
    match read.and_then(|tree| resolve::tests(&tree, input, scope, Mode::Tolerant)) {
        Ok(resolved) => program(text, resolved, Code::Tests),
        Err(faults) => unreadable(text, faults, |node| {
            Code::Tests(ResolvedTests { negated: false, tests: vec![Test { node, is_condition: true }] })
        }),
    }
}

fn unreadable(text: &str, faults: Vec<Fault>, code: impl FnOnce(Node) -> Code) -> Program {
    let span = Span::new(0, text.len());
    let kind = faults.first().map_or(Kind::Constant(Value::Null), |fault| Kind::Faulty(Arc::new(fault.clone())));
    let (root, uses, calls) = (Node { span, kind }, Vec::new(), Vec::new());
    program(text, Resolved { root, kind: Type::Any, uses, calls, faults }, code)
}

/// Compiles a value that a decision table or rule gives: an option of a choice stands without quotes and wins over a
/// name; everything else is an expression, whose type must fit.
pub fn compile_output(text: &str, output: &Type, scope: &Scope) -> Result<Program, Vec<Fault>> {
    if let Some(option) = options(output).iter().find(|option| *option == text.trim()) {
        return Ok(Program::constant(Value::text(option)));
    }
    let found = compile(text, scope)?;
    match resolve::misfit(&found.result_type(), found.as_constant(), output, text) {
        Some(fault) => Err(vec![fault]),
        None => Ok(found),
    }
}

fn options(kind: &Type) -> &[String] {
    match kind {
        Type::Choice(options) => options,
        Type::List(item) => options(item),
        _ => &[],
    }
}

fn program<T>(text: &str, resolved: Resolved<T>, code: impl FnOnce(T) -> Code) -> Program {
    let Resolved { root, kind, uses, calls, faults } = resolved;
    Program(Arc::new(Parts { text: text.to_owned(), code: code(root), kind, uses, calls, faults }))
}

impl Program {
    /// A program that always gives this value.
    pub fn constant(value: Value) -> Self {
        let (text, kind) = (value.to_string(), value.kind());
        let node = Node { span: Span::new(0, text.len()), kind: Kind::Constant(value) };
        let (uses, calls, faults) = (Vec::new(), Vec::new(), Vec::new());
        Self(Arc::new(Parts { text, code: Code::Expression(node), kind, uses, calls, faults }))
    }

    /// Every outer name it uses, as often as it stands there.
    pub fn uses(&self) -> &[Use] {
        &self.0.uses
    }

    /// Every call of a function of the host.
    pub fn calls(&self) -> &[HostCall] {
        &self.0.calls
    }

    /// What is wrong with it, where it was compiled in spite of that.
    pub fn faults(&self) -> &[Fault] {
        &self.0.faults
    }

    /// The text it was compiled from.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The type of what it gives, as far as that is known.
    pub fn result_type(&self) -> Type {
        self.0.kind.clone()
    }

    /// The value it always gives, if it is a constant.
    pub fn as_constant(&self) -> Option<&Value> {
        match &self.0.code {
            Code::Expression(Node { kind: Kind::Constant(value), .. }) => Some(value),
            _ => None,
        }
    }

    /// The name it is, where it is nothing but an outer name.
    pub fn as_name(&self) -> Option<&str> {
        match &self.0.code {
            Code::Expression(Node { kind: Kind::Outer { name, .. }, .. }) => Some(name),
            _ => None,
        }
    }

    /// The outer names that cannot be null where this is true: `amount > 10` says that there is an amount. Those of their
    /// entries too: `row.level = 2` says that there are `row` and `row.level`.
    pub fn not_null_when_true(&self) -> Vec<String> {
        match &self.0.code {
            Code::Expression(node) => implied::when_true(node).into_iter().collect(),
            Code::Tests(_) => Vec::new(),
        }
    }

    /// The condition, where its names alone can change it: nothing of it asks the clock, the calendar or the host.
    pub fn steady(&self) -> Option<Steady<'_>> {
        match &self.0.code {
            Code::Expression(node) => steady::whole(node, &self.0.text),
            Code::Tests(_) => None,
        }
    }

    /// What is true where this is: the condition and the parts that its `and` joins, of which their names alone can change each.
    pub fn steady_parts(&self) -> Vec<Steady<'_>> {
        match &self.0.code {
            Code::Expression(node) => steady::parts(node, &self.0.text),
            Code::Tests(_) => Vec::new(),
        }
    }

    /// How often an entry is taken of another one, at most: twice in `boss.manager.manager`. Of a function that calls itself once.
    pub fn entries_in_a_row(&self, entry: &str) -> usize {
        // Most expressions do not name it at all.
        if !self.0.text.contains(entry) {
            return 0;
        }
        match &self.0.code {
            Code::Expression(node) => in_a_row(node, entry),
            Code::Tests(tests) => tests.tests.iter().map(|test| in_a_row(&test.node, entry)).max().unwrap_or_default(),
        }
    }

    /// Evaluates it. Tests without an input are asked about null.
    pub fn eval(&self, env: &Env<'_>) -> Outcome {
        match &self.0.code {
            Code::Expression(node) => eval::expression(node, &self.0.text, env),
            Code::Tests(tests) => eval::tests(tests, &Value::Null, &self.0.text, env),
        }
    }

    /// Evaluates it, and tells what is left of the limits.
    pub fn measure(&self, env: &Env<'_>) -> Measured {
        match &self.0.code {
            Code::Expression(node) => eval::measured(node, &self.0.text, env),
            Code::Tests(tests) => eval::measured_tests(tests, &Value::Null, &self.0.text, env),
        }
    }

    /// Evaluates it, and tells what each part of it gave. Slower than `eval`, within the same limits.
    pub fn trace(&self, env: &Env<'_>) -> Trace {
        self.trace_test(&Value::Null, env)
    }

    /// Asks the tests about an input, and tells what each part of them gave; of an expression, as `trace`.
    pub fn trace_test(&self, input: &Value, env: &Env<'_>) -> Trace {
        match &self.0.code {
            Code::Expression(node) => eval::traced(node, &self.0.text, env),
            Code::Tests(tests) => eval::traced_tests(tests, input, &self.0.text, env),
        }
    }

    /// Does the input pass: true, false, or null with a note. Of an expression: is the input equal to its value?
    pub fn test(&self, input: &Value, env: &Env<'_>) -> Outcome {
        self.measure_test(input, env).outcome
    }

    /// Does the input pass, and what is left of the limits?
    pub fn measure_test(&self, input: &Value, env: &Env<'_>) -> Measured {
        match &self.0.code {
            Code::Expression(node) => {
                let mut found = eval::measured(node, &self.0.text, env);
                let passes = crate::ops::ranges::passes(input, &found.outcome.value);
                found.outcome.value = passes.map_or(Value::Null, Value::Boolean);
                found
            }
            Code::Tests(tests) => eval::measured_tests(tests, input, &self.0.text, env),
        }
    }

    /// What an expression compiles to; none of a cell.
    pub(crate) fn expression(&self) -> Option<&Node> {
        match &self.0.code {
            Code::Expression(node) => Some(node),
            Code::Tests(_) => None,
        }
    }

    /// The tests of a cell; none of an expression.
    pub(crate) fn tests(&self) -> Option<&ResolvedTests> {
        match &self.0.code {
            Code::Expression(_) => None,
            Code::Tests(tests) => Some(tests),
        }
    }
}
