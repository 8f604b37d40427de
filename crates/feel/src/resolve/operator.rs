//! Operators: what they join, what they give, and what can never fit.

use super::{Resolver, Typed, types};
use crate::fault::Fault;
use crate::node::{Kind, Node, Test};
use crate::span::Span;
use crate::suggest::suggest;
use crate::syntax::tree::{Arithmetic, Comparison, Expr, ExprKind, TypeName};
use crate::types::Type;
use crate::value::Value;

impl Resolver<'_> {
    pub(super) fn negate(&mut self, inner: &Expr, span: Span) -> Typed {
        let inner = self.expr(inner);
        if let Kind::Constant(Value::Number(number)) = &inner.node.kind {
            return Typed::new(span, Kind::Constant(Value::Number(-*number)), Type::Number);
        }
        let declared = inner.declared;
        Typed { declared, ..Typed::new(span, Kind::Negate(Box::new(inner.node)), inner.kind) }
    }

    pub(super) fn arithmetic(&mut self, first: &Expr, rest: &[(Arithmetic, Expr)], span: Span) -> Typed {
        let first = self.expr(first);
        let (mut kind, mut declared, mut nodes) = (first.kind, first.declared, Vec::new());
        for (operator, operand) in rest {
            let operand = self.expr(operand);
            declared |= operand.declared;
            let gives = types::arithmetic(*operator, &kind, &operand.kind);
            if gives.is_none() && declared {
                self.mismatch(types::no_result(*operator, &kind, &operand.kind, operand.node.span));
            }
            kind = gives.unwrap_or(Type::Any);
            nodes.push((*operator, operand.node));
        }
        Typed { declared, ..Typed::new(span, Kind::Arithmetic(Box::new(first.node), nodes), kind) }
    }

    pub(super) fn compare(&mut self, comparison: Comparison, left: &Expr, right: &Expr, span: Span) -> Typed {
        let before = self.faults.len();
        let a = self.expr(left);
        let between = self.faults.len();
        let b = self.expr(right);
        if before < between {
            self.mean_option(left, &b.kind, before);
        } else if between < self.faults.len() {
            self.mean_option(right, &a.kind, between);
        }
        let is_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        self.expect_comparable(&a, &b, is_equality, span);
        if is_equality {
            self.expect_option(&a.kind, &b.node);
            self.expect_option(&b.kind, &a.node);
        }
        let node = Kind::Compare(comparison, Box::new(a.node), Box::new(b.node));
        Typed { declared: a.declared || b.declared, ..Typed::new(span, node, Type::Boolean) }
    }

    /// A side that is no name but an option of the other side: its fault says so.
    fn mean_option(&mut self, side: &Expr, other: &Type, fault: usize) {
        let (ExprKind::Name(name), Type::Choice(options)) = (&*side.kind, other) else { return };
        if options.contains(name) {
            self.faults[fault].remedy = Some(format!("for the option write \"{name}\" in quotes"));
        } else if let Some(option) = suggest(name, options.iter().map(String::as_str)) {
            self.faults[fault].remedy = Some(format!("did you mean the option {option}?"));
        }
    }

    pub(super) fn logic(&mut self, parts: &[Expr], span: Span, make: fn(Vec<Node>) -> Kind) -> Typed {
        let parts: Vec<Typed> = parts.iter().map(|part| self.expr(part)).collect();
        for part in &parts {
            self.expect_boolean(part);
        }
        let declared = parts.iter().any(|part| part.declared);
        Typed { declared, ..Typed::new(span, make(parts.into_iter().map(|part| part.node).collect()), Type::Boolean) }
    }

    pub(super) fn between(&mut self, parts: [&Expr; 3], span: Span) -> Typed {
        let parts = parts.map(|part| self.expr(part));
        self.expect_comparable(&parts[0], &parts[1], false, span);
        self.expect_comparable(&parts[0], &parts[2], false, span);
        Typed::new(span, Kind::Between(Box::new(parts.map(|part| part.node))), Type::Boolean)
    }

    pub(super) fn inside(&mut self, value: &Expr, tests: &[Expr], span: Span) -> Typed {
        let value = self.expr(value);
        let tests = tests.iter().map(|test| self.typed_test(test, &value.kind, value.declared)).collect();
        Typed::new(span, Kind::In(Box::new(value.node), tests), Type::Boolean)
    }

    pub(super) fn test(&mut self, test: &Expr, input: &Type) -> Test {
        self.typed_test(test, input, true)
    }

    fn typed_test(&mut self, test: &Expr, input: &Type, declared: bool) -> Test {
        let asked_before = std::mem::replace(&mut self.asks_input, false);
        let before = self.faults.len();
        let typed = self.expr(test);
        if before < self.faults.len() {
            self.mean_option(test, input, before);
        }
        let is_condition = std::mem::replace(&mut self.asks_input, asked_before);
        if !is_condition {
            self.expect_option(input, &typed.node);
            if !types::may_test(input, &typed.kind) && (declared || typed.declared) {
                self.mismatch(types::no_test(input, &typed.kind, test.span));
            }
        }
        Test { node: typed.node, is_condition }
    }

    pub(super) fn instance_of(&mut self, value: &Expr, kind: &TypeName, span: Span) -> Typed {
        let value = self.expr(value).node;
        let kind = self.known_type(kind, span);
        Typed::new(span, Kind::InstanceOf(Box::new(value), kind), Type::Boolean)
    }

    /// The type that is meant; an unknown one is a fault, and where faults are tolerated any value is of it.
    pub(super) fn known_type(&mut self, kind: &TypeName, span: Span) -> TypeName {
        let unknown = match self.scope.known_type(kind) {
            Ok(known) => return known,
            Err(unknown) => unknown,
        };
        let fault = Fault::new("feel.unknown_type", format!("there is no type `{unknown}`"), span);
        let fault = match suggest(&unknown, crate::ops::kind::SIMPLE_TYPES.into_iter()) {
            Some(known) => fault.remedy(format!("did you mean `{known}`?")),
            None => fault,
        };
        self.faults.push(fault.param("name", unknown));
        self.scope.known_type_or_any(kind)
    }

    pub(super) fn expect_boolean(&mut self, part: &Typed) {
        if part.declared && !part.kind.fits(&Type::Boolean) {
            let message = format!("a condition must be true or false, and this is {}", part.kind);
            self.mismatch(types::fault(message, &Type::Boolean, &part.kind, part.node.span));
        }
    }

    fn expect_comparable(&mut self, a: &Typed, b: &Typed, is_equality: bool, span: Span) {
        let fits = a.kind.fits(&b.kind) && (is_equality || types::has_order(&a.kind) && types::has_order(&b.kind));
        if fits || !(a.declared || b.declared) {
            return;
        }
        let message = format!("{} and {} cannot be compared", a.kind, b.kind);
        self.mismatch(types::fault(message, &a.kind, &b.kind, span));
    }

    /// A text that is held against a choice must be one of its options.
    fn expect_option(&mut self, kind: &Type, node: &Node) {
        if let Kind::Constant(value) = &node.kind
            && let Some(fault) = types::unknown_option(kind, value, node.span)
        {
            self.mismatch(fault);
        }
    }
}
