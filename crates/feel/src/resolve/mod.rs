//! Tree to nodes: every name gets its slot or is refused, with the nearest known name; types are followed as far as
//! they are known, and what can never fit a declared name is refused. All faults of an expression are found at once.

mod call;
mod filter;
mod locals;
mod names;
mod operator;
mod types;

pub use types::misfit;

use crate::fault::Fault;
use crate::node::{Bound, End, Kind, Lambda, Node, Test};
use crate::scope::Scope;
use crate::span::Span;
use crate::syntax::tree::{Binding, Expr, ExprKind, Named, Tests, TypeName};
use crate::types::Type;
use crate::value::Value;
use locals::{Local, Locals};
use std::sync::Arc;

/// More faults of one expression would help nobody.
const FAULTS_MAX: usize = 100;

/// Where an outer name is used, with the entries that were asked of it: `metrics.accuracy`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The name, then the entries below it.
    pub path: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

impl Use {
    /// The outer name.
    pub fn name(&self) -> &str {
        &self.path[0]
    }
}

/// A call of a function of the host, with the arguments that are known beforehand.
#[derive(Debug, Clone, PartialEq)]
pub struct HostCall {
    /// The name of the function.
    pub function: String,
    /// Its arguments; none where they are known only when it runs.
    pub arguments: Vec<Option<Value>>,
    /// The entries that are asked of what it gives; empty where all of it is used.
    pub path: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// What is known about an expression once its names are resolved.
#[derive(Debug)]
pub struct Resolved<T> {
    pub root: T,
    pub kind: Type,
    pub uses: Vec<Use>,
    pub calls: Vec<HostCall>,
    /// What is wrong with it, where that does not refuse it.
    pub faults: Vec<Fault>,
}

/// The tests of a cell, resolved.
#[derive(Debug)]
pub struct ResolvedTests {
    pub negated: bool,
    pub tests: Vec<Test>,
}

/// A node, its type, and whether the type comes from a declared name.
struct Typed {
    node: Node,
    kind: Type,
    declared: bool,
    /// The use this node is a path of.
    used: Option<usize>,
}

impl Typed {
    fn new(span: Span, kind: Kind, gives: Type) -> Self {
        Self { node: Node { span, kind }, kind: gives, declared: false, used: None }
    }
}

struct Resolver<'a> {
    scope: &'a Scope,
    locals: Locals,
    uses: Vec<Use>,
    calls: Vec<HostCall>,
    faults: Vec<Fault>,
    /// Set when the input `?` is named.
    asks_input: bool,
    mode: Mode,
}

/// What is done about faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// They refuse the expression, also where types that are declared can never fit.
    Strict,
    /// The part that has the fault is null with that reason, and types are looked at only when it runs.
    Tolerant,
}

/// Resolves an expression.
pub fn expression(expr: &Expr, scope: &Scope, mode: Mode) -> Result<Resolved<Node>, Vec<Fault>> {
    let mut resolver = Resolver::new(scope, mode);
    let typed = resolver.expr(expr);
    resolver.finish(typed.node, typed.kind)
}

/// Resolves the tests of a cell; `?` is the first local.
pub fn tests(tests: &Tests, input: &Type, scope: &Scope, mode: Mode) -> Result<Resolved<ResolvedTests>, Vec<Fault>> {
    let mut resolver = Resolver::new(scope, mode);
    resolver.locals.push(Local::new("?", input.clone()));
    let resolved = tests.tests.iter().map(|test| resolver.test(test, input)).collect();
    resolver.finish(ResolvedTests { negated: tests.negated, tests: resolved }, Type::Boolean)
}

impl<'a> Resolver<'a> {
    fn new(scope: &'a Scope, mode: Mode) -> Self {
        let (uses, calls, faults) = (Vec::new(), Vec::new(), Vec::new());
        Self { scope, locals: Locals::default(), uses, calls, faults, asks_input: false, mode }
    }

    fn finish<T>(self, root: T, kind: Type) -> Result<Resolved<T>, Vec<Fault>> {
        if self.faults.is_empty() || self.mode == Mode::Tolerant {
            Ok(Resolved { root, kind, uses: self.uses, calls: self.calls, faults: self.faults })
        } else {
            Err(self.faults)
        }
    }

    /// What can never give anything: the fault, and null with it as its reason.
    fn refused(&mut self, fault: Fault, span: Span) -> Typed {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(fault.clone());
        }
        Typed::new(span, Kind::Faulty(Arc::new(fault)), Type::Any)
    }

    /// What cannot go well with the types that are declared; where faults are tolerated, the run tells.
    fn mismatch(&mut self, fault: Fault) {
        if self.mode == Mode::Strict && self.faults.len() < FAULTS_MAX {
            self.faults.push(fault);
        }
    }

    fn expr(&mut self, expr: &Expr) -> Typed {
        let span = expr.span;
        match &*expr.kind {
            ExprKind::Constant(value) => Typed::new(span, Kind::Constant(value.clone()), value.kind()),
            ExprKind::Name(name) => self.name(name, span),
            ExprKind::Path(of, member) => self.path(of, member, span),
            ExprKind::Filter(list, by) => self.filter(list, by, span),
            ExprKind::Call(callee, arguments) => self.call(callee, arguments, span),
            ExprKind::Negate(inner) => self.negate(inner, span),
            ExprKind::Arithmetic(first, rest) => self.arithmetic(first, rest, span),
            ExprKind::Compare(comparison, left, right) => self.compare(*comparison, left, right, span),
            ExprKind::And(parts) => self.logic(parts, span, Kind::And),
            ExprKind::Or(parts) => self.logic(parts, span, Kind::Or),
            ExprKind::Between(value, low, high) => self.between([value, low, high], span),
            ExprKind::In(value, tests) => self.inside(value, tests, span),
            ExprKind::InstanceOf(value, kind) => self.instance_of(value, kind, span),
            ExprKind::If(when, then, otherwise) => self.choice([when, then, otherwise], span),
            ExprKind::For(bindings, body) => self.iteration(bindings, body, span),
            ExprKind::Quantified(quantifier, bindings, body) => {
                let depth = self.locals.len();
                let bound = self.bindings(bindings);
                let body = Box::new(self.expr(body).node);
                self.locals.truncate(depth);
                Typed::new(span, Kind::Quantified(*quantifier, bound, body), Type::Boolean)
            }
            ExprKind::List(items) => self.list(items, span),
            ExprKind::Context(entries) => self.context(entries, span),
            ExprKind::Range(low, high) => {
                let (start, end) = (self.expr(&low.value), self.expr(&high.value));
                let item = start.kind.either(end.kind);
                let low = Box::new(End { value: start.node, included: low.included });
                let high = Box::new(End { value: end.node, included: high.included });
                Typed::new(span, Kind::Range(low, high), Type::Range(Box::new(item)))
            }
            ExprKind::Unary(comparison, value) => {
                let value = self.expr(value);
                let kind = Type::Range(Box::new(value.kind));
                Typed {
                    declared: value.declared,
                    ..Typed::new(span, Kind::Unary(*comparison, Box::new(value.node)), kind)
                }
            }
            ExprKind::Function(parameters, body) => self.function(parameters, body, span, None),
        }
    }

    fn next_local(&self) -> u32 {
        self.locals.len() as u32
    }

    fn choice(&mut self, parts: [&Expr; 3], span: Span) -> Typed {
        let [when, then, otherwise] = parts.map(|part| self.expr(part));
        self.expect_boolean(&when);
        let kind = then.kind.either(otherwise.kind);
        let declared = then.declared || otherwise.declared;
        let nodes = Box::new([when.node, then.node, otherwise.node]);
        Typed { declared, ..Typed::new(span, Kind::If(nodes), kind) }
    }

    fn iteration(&mut self, bindings: &[Binding], body: &Expr, span: Span) -> Typed {
        let depth = self.locals.len();
        let bindings = self.bindings(bindings);
        let partial = self.next_local();
        self.locals.push(Local::new("partial", Type::list_of(Type::Any)));
        let body = self.expr(body);
        let uses_partial = self.locals[partial as usize].asked;
        self.locals.truncate(depth);
        let kind = Kind::For { bindings, partial, uses_partial, body: Box::new(body.node) };
        Typed { declared: body.declared, ..Typed::new(span, kind, Type::list_of(body.kind)) }
    }

    fn bindings(&mut self, bindings: &[Binding]) -> Vec<Bound> {
        let mut bound = Vec::new();
        for binding in bindings {
            let source = self.expr(&binding.source);
            let to = binding.to.as_ref().map(|to| self.expr(to).node);
            let kind = match source.kind {
                Type::List(item) => *item,
                Type::Number if to.is_some() => Type::Number,
                _ => Type::Any,
            };
            let local = self.next_local();
            self.locals.push(Local::new(&binding.name, kind));
            bound.push(Bound { local, source: source.node, to });
        }
        bound
    }

    fn list(&mut self, items: &[Expr], span: Span) -> Typed {
        let items: Vec<Typed> = items.iter().map(|item| self.expr(item)).collect();
        let declared = items.iter().any(|item| item.declared);
        let kind = items.iter().map(|item| item.kind.clone()).reduce(Type::either).unwrap_or(Type::Any);
        let nodes = items.into_iter().map(|item| item.node).collect();
        Typed { declared, ..Typed::new(span, Kind::List(nodes), Type::list_of(kind)) }
    }

    fn context(&mut self, entries: &[(Named, Expr)], span: Span) -> Typed {
        let first_local = self.next_local();
        let mut nodes = Vec::new();
        for (named, value) in entries {
            let value = match &*value.kind {
                ExprKind::Function(parameters, body) => self.function(parameters, body, value.span, Some(&named.name)),
                _ => self.expr(value),
            };
            self.locals.push(Local::new(&named.name, value.kind.clone()));
            nodes.push((Arc::from(named.name.as_str()), value.node));
        }
        self.locals.truncate(first_local as usize);
        // What an expression makes itself may be asked for entries it does not have; only declared names may not.
        Typed::new(span, Kind::Context { entries: nodes, first_local }, Type::Context(Vec::new()))
    }

    /// A function; the entry of a context that it is knows itself by its name.
    fn function(
        &mut self,
        parameters: &[(Named, Option<TypeName>)],
        body: &Expr,
        span: Span,
        own_name: Option<&str>,
    ) -> Typed {
        let outside = self.next_local();
        if let Some(name) = own_name {
            self.locals.push(Local::new(name, Type::Function));
        }
        let first_local = self.next_local();
        let mut known = Vec::new();
        for (named, kind) in parameters {
            let written = kind.as_ref().map(|kind| self.known_type(kind, named.span));
            self.locals.push(Local::new(&named.name, written.as_ref().map_or(Type::Any, types::declared)));
            known.push((named.name.clone(), written));
        }
        let uses = self.uses.len();
        let body = self.expr(body).node;
        let own = (outside < first_local && self.locals[outside as usize].asked).then_some(outside);
        self.locals.truncate(outside as usize);
        let mut outers: Vec<(u32, Arc<str>)> = Vec::new();
        for found in &self.uses[uses..] {
            if let Some(slot) = self.scope.slot(found.name()).map(|slot| slot as u32)
                && outers.iter().all(|(known, _)| *known != slot)
            {
                outers.push((slot, Arc::from(found.name())));
            }
        }
        let lambda = Lambda { parameters: known, first_local, own, outers, body };
        Typed::new(span, Kind::Function(Arc::new(lambda)), Type::Function)
    }
}
