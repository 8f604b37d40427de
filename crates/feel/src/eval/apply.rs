//! Operators applied to the values of nodes, and what makes contexts and ranges.

use super::machine::{Machine, too_large};
use crate::decimal::Decimal;
use crate::env::Env;
use crate::fault::Trouble;
use crate::node::{End, EntryName, Kind, Node};
use crate::ops::{Answer, arithmetic, business, compare, entry, ranges};
use crate::span::Span;
use crate::syntax::tree::{Arithmetic, Comparison};
use crate::value::{Bound, List, Range, RangeForm, Value};
use indexmap::IndexMap;
use std::sync::Arc;

impl Machine<'_> {
    /// The values of two nodes, without copies where they stand ready.
    fn pair<T>(&mut self, left: &Node, right: &Node, work: impl FnOnce(&Value, &Value) -> T) -> T {
        if let (Some(a), Some(b)) = (self.peek(left), self.peek(right)) {
            return work(a, b);
        }
        let a = self.eval(left);
        if let Some(b) = self.peek(right) {
            return work(&a, b);
        }
        let b = self.eval(right);
        work(&a, &b)
    }

    pub(super) fn compare(&mut self, comparison: Comparison, left: &Node, right: &Node, span: Span) -> Value {
        let (found, nulls, weight) = self.pair(left, right, |a, b| {
            (compared(comparison, a, b), (a.is_null(), b.is_null()), walked(a).min(walked(b)))
        });
        if weight > 0 && !self.burn(weight, span) {
            return Value::Null;
        }
        match found {
            Ok(holds) => Value::Boolean(holds),
            Err(trouble) => self.note_operands(trouble, &[(left, nulls.0), (right, nulls.1)], span),
        }
    }

    pub(super) fn between(&mut self, parts: &[Node; 3], span: Span) -> Value {
        let [value, low, high] = [0, 1, 2].map(|at| self.eval(&parts[at]));
        let range = Range::new(Bound::included(low), Bound::included(high));
        let ends = [&range.low.value, &range.high.value];
        let operands = [(&parts[0], value.is_null()), (&parts[1], ends[0].is_null()), (&parts[2], ends[1].is_null())];
        if operands.iter().any(|(_, is_null)| *is_null) {
            return self.note_operands(Trouble::null("null cannot be compared"), &operands, span);
        }
        match ranges::contains(&range, &value) {
            Ok(holds) => Value::Boolean(holds),
            Err(trouble) => self.note(trouble, span),
        }
    }

    pub(super) fn arithmetic(&mut self, first: &Node, rest: &[(Arithmetic, Node)]) -> Value {
        if let Some(number) = self.chain_at_hand(first, rest, AT_HAND_DEPTH) {
            self.burn(rest.len() as u64, first.span);
            return Value::Number(number);
        }
        let mut left = match rest.first() {
            Some((operator, right)) => self.reckon(*operator, first, right),
            None => return self.eval(first),
        };
        for (operator, right) in &rest[1..] {
            if self.is_exhausted() {
                return Value::Null;
            }
            let value = self.eval(right);
            let found = self.operate(*operator, &left, &value);
            self.burn(steps(*operator), right.span);
            left = self.reckoned(found, &[(first, false), (right, value.is_null())], right.span);
        }
        left
    }

    /// The number that a node is, where all that it takes stands ready: no fuel, no notes, no copies. None where it takes more.
    pub(super) fn at_hand(&self, node: &Node, depth: u32) -> Option<Decimal> {
        match &node.kind {
            Kind::Arithmetic(first, rest) => self.chain_at_hand(first, rest, depth.checked_sub(1)?),
            _ => self.peek(node).and_then(Value::as_number),
        }
    }

    fn chain_at_hand(&self, first: &Node, rest: &[(Arithmetic, Node)], depth: u32) -> Option<Decimal> {
        let mut number = self.at_hand(first, depth)?;
        for (operator, operand) in rest {
            number = plainly(*operator, number, self.at_hand(operand, depth)?)?;
        }
        Some(number)
    }

    fn reckon(&mut self, operator: Arithmetic, left: &Node, right: &Node) -> Value {
        let (env, room) = (self.env, self.room_bytes());
        let (found, nulls) = self.pair(left, right, |a, b| {
            if let (Value::Number(a), Value::Number(b)) = (a, b)
                && let Some(number) = plainly(operator, *a, *b)
            {
                return (Ok(Value::Number(number)), (false, false));
            }
            (apply(operator, [a, b], env, room), (a.is_null(), b.is_null()))
        });
        self.burn(steps(operator), right.span);
        self.reckoned(found, &[(left, nulls.0), (right, nulls.1)], left.span.to(right.span))
    }

    fn operate(&self, operator: Arithmetic, a: &Value, b: &Value) -> Result<Value, Trouble> {
        if let (Value::Number(a), Value::Number(b)) = (a, b)
            && let Some(number) = plainly(operator, *a, *b)
        {
            return Ok(Value::Number(number));
        }
        apply(operator, [a, b], self.env, self.room_bytes())
    }

    fn reckoned(&mut self, found: Result<Value, Trouble>, operands: &[(&Node, bool)], span: Span) -> Value {
        match found {
            Ok(value) => self.made(value, span),
            Err(trouble) => self.note_operands(trouble, operands, span),
        }
    }

    pub(super) fn negate(&mut self, inner: &Node, span: Span) -> Value {
        let value = self.eval(inner);
        match arithmetic::negate(&value) {
            Ok(value) => value,
            Err(trouble) => self.note_operands(trouble, &[(inner, value.is_null())], span),
        }
    }

    pub(super) fn path(&mut self, of: &Node, entry: &EntryName, span: Span) -> Value {
        let found = |value: &Value| {
            if let Value::Context(entries) = value
                && let Some(found) = entries.get_again(&entry.name, &entry.last_place)
            {
                return (Ok(found.clone()), false);
            }
            (entry::entry(value, &entry.name), value.is_null())
        };
        let value = match self.peek(of) {
            Some(Value::List(items)) => Value::List(items.clone()),
            Some(value) => {
                let (found, is_null) = found(value);
                return self.found(found, (of, is_null), span);
            }
            None => self.eval(of),
        };
        if let Value::List(items) = &value {
            return self.entry_of_each(items, &entry.name, span);
        }
        let (found, is_null) = found(&value);
        self.found(found, (of, is_null), span)
    }

    /// The entry of each item, of lists in lists too. What is made is held against the budgets list by list: few bytes may stand for
    /// very many lists that share their items.
    fn entry_of_each(&mut self, items: &List, name: &str, span: Span) -> Value {
        let mut entries = Vec::with_capacity(items.len());
        for item in items.iter() {
            // An item without the entry gives null, and is no error of the list.
            entries.push(match item {
                Value::List(inner) => self.entry_of_each(inner, name, span),
                item => entry::entry(item, name).unwrap_or(Value::Null),
            });
            if self.is_exhausted() {
                return Value::Null;
            }
        }
        self.made(Value::list(entries), span)
    }

    fn found(&mut self, found: Answer, (of, is_null): (&Node, bool), span: Span) -> Value {
        match found {
            Ok(value @ Value::List(_)) => self.made(value, span),
            Ok(value) => value,
            Err(trouble) => self.note_operands(trouble, &[(of, is_null)], span),
        }
    }

    pub(super) fn member(&mut self, local: u32, name: &str, otherwise: &Node) -> Value {
        if let Some(Value::Context(entries)) = self.local(local)
            && let Some(value) = entries.get(name)
        {
            return value.clone();
        }
        self.eval(otherwise)
    }

    pub(super) fn make_context(&mut self, entries: &[(Arc<str>, Node)], first_local: u32, span: Span) -> Value {
        let mut made = IndexMap::with_capacity(entries.len());
        for (at, (name, node)) in entries.iter().enumerate() {
            let value = self.eval(node);
            self.bind(first_local + at as u32, value.clone());
            made.insert(Arc::clone(name), value);
        }
        self.unbind(first_local);
        self.context(made.into(), span)
    }

    pub(super) fn range(&mut self, low: &End, high: &End, span: Span) -> Value {
        let (start, end) = (self.eval(&low.value), self.eval(&high.value));
        let sound = match (start.is_null(), end.is_null()) {
            (true, true) => Err(Trouble::null("a range needs an end")),
            (false, false) => compare::order(&start, &end),
            _ => Ok(std::cmp::Ordering::Less),
        };
        match sound {
            Ok(std::cmp::Ordering::Greater) => self.note(Trouble::bad_value("the range ends before it begins"), span),
            Ok(_) => {
                let low = Bound { value: start, included: low.included };
                Value::Range(Arc::new(Range::new(low, Bound { value: end, included: high.included })))
            }
            Err(trouble) => self.note(trouble, span),
        }
    }

    /// `< 5` as a value: the range it stands for.
    pub(super) fn unary_range(&mut self, comparison: Comparison, value: &Node, span: Span) -> Value {
        let value = self.eval(value);
        let (low, high) = match comparison {
            Comparison::Less => (Bound::open(), Bound::excluded(value)),
            Comparison::LessOrEqual => (Bound::open(), Bound::included(value)),
            Comparison::Greater => (Bound::excluded(value), Bound::open()),
            Comparison::GreaterOrEqual => (Bound::included(value), Bound::open()),
            Comparison::Equal => (Bound::included(value.clone()), Bound::included(value)),
            Comparison::NotEqual => {
                return self.note(Trouble::wrong_type("all but one value are no range"), span);
            }
        };
        if low.value.is_null() && high.value.is_null() {
            return self.note(Trouble::null("a range needs an end"), span);
        }
        Value::Range(Arc::new(Range { low, high, form: RangeForm::Comparison }))
    }
}

/// What an operator makes of two values. A text for which there is no room is not made at all.
fn apply(operator: Arithmetic, [a, b]: [&Value; 2], env: &Env<'_>, room_bytes: u64) -> Result<Value, Trouble> {
    if let (Value::Text(a), Value::Text(b)) = (a, b)
        && (a.len() + b.len()) as u64 > room_bytes
    {
        return Err(too_large());
    }
    business::apply(operator, a, b, env).unwrap_or_else(|| arithmetic::apply(operator, a, b))
}

/// What most arithmetic is; none where it takes a closer look.
#[inline]
fn plainly(operator: Arithmetic, a: Decimal, b: Decimal) -> Option<Decimal> {
    match operator {
        Arithmetic::Add => a.checked_add(b),
        Arithmetic::Subtract => a.checked_sub(b),
        Arithmetic::Multiply => a.checked_mul(b),
        Arithmetic::Divide | Arithmetic::Power => None,
    }
}

/// How deep arithmetic in arithmetic is tried at hand: what fails is done again, so it must not be deep.
pub(super) const AT_HAND_DEPTH: u32 = 3;

/// What an operation costs.
fn steps(operator: Arithmetic) -> u64 {
    if operator == Arithmetic::Power { 200 } else { 1 }
}

/// `a COMPARISON b`.
pub(super) fn compared(comparison: Comparison, a: &Value, b: &Value) -> Result<bool, Trouble> {
    match comparison {
        Comparison::Equal => compare::equal(a, b),
        Comparison::NotEqual => compare::equal(a, b).map(|equal| !equal),
        Comparison::Less => compare::order(a, b).map(std::cmp::Ordering::is_lt),
        Comparison::LessOrEqual => compare::order(a, b).map(std::cmp::Ordering::is_le),
        Comparison::Greater => compare::order(a, b).map(std::cmp::Ordering::is_gt),
        Comparison::GreaterOrEqual => compare::order(a, b).map(std::cmp::Ordering::is_ge),
    }
}

/// The fuel that walking through a value takes.
fn walked(value: &Value) -> u64 {
    match value {
        Value::List(_) | Value::Context(_) | Value::Text(_) => value.weight_bytes() / 64,
        _ => 0,
    }
}
