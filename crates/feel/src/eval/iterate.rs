//! for, some, every and filters: what goes through lists.

use super::machine::Machine;
use crate::civil::Date;
use crate::decimal::Decimal;
use crate::fault::Trouble;
use crate::node::{Bound, Node};
use crate::span::Span;
use crate::syntax::tree::Quantifier;
use crate::value::{List, Range, Value};

/// What a loop goes through.
pub(super) enum Source {
    Items(List),
    /// From, step, how many.
    Numbers(Decimal, bool, u64),
    Days(Date, bool, u64),
}

impl Source {
    fn len(&self) -> u64 {
        match self {
            Self::Items(items) => items.len() as u64,
            Self::Numbers(_, _, count) | Self::Days(_, _, count) => *count,
        }
    }

    fn at(&self, index: u64) -> Value {
        let step = |down: bool| if down { -(index as i64) } else { index as i64 };
        match self {
            Self::Items(items) => items.get(index as usize).cloned().unwrap_or(Value::Null),
            Self::Numbers(from, down, _) => from.checked_add(step(*down).into()).into(),
            Self::Days(from, down, _) => from.add_days(step(*down)).map_or(Value::Null, Value::Date),
        }
    }
}

impl Machine<'_> {
    pub(super) fn iteration(&mut self, bindings: &[Bound], partial: Option<u32>, body: &Node, span: Span) -> Value {
        let mut results = Vec::new();
        let sound = self.each(bindings, span, &mut |machine| {
            if let Some(partial) = partial {
                if !machine.burn(results.len() as u64, span) {
                    return false;
                }
                machine.bind(partial, Value::list(results.iter().cloned()));
            }
            let value = machine.eval(body);
            results.push(value);
            !machine.is_exhausted()
        });
        if sound { self.list(results, span) } else { Value::Null }
    }

    pub(super) fn quantified(&mut self, quantifier: Quantifier, bindings: &[Bound], body: &Node, span: Span) -> Value {
        let deciding = quantifier == Quantifier::Some;
        let (mut decided, mut unknown) = (false, false);
        let sound = self.each(bindings, span, &mut |machine| {
            match machine.eval(body) {
                Value::Boolean(value) => decided = value == deciding,
                other => {
                    machine.not_a_condition(body, &other);
                    unknown = true;
                }
            }
            !decided && !machine.is_exhausted()
        });
        match (sound || decided, decided, unknown) {
            (false, ..) | (true, false, true) => Value::Null,
            (true, true, _) => Value::Boolean(deciding),
            (true, false, false) => Value::Boolean(!deciding),
        }
    }

    /// Does the work for every combination of the bindings until it says false; false where it did, or nothing can be gone through.
    pub(super) fn each(&mut self, bindings: &[Bound], span: Span, work: &mut dyn FnMut(&mut Self) -> bool) -> bool {
        let Some((binding, rest)) = bindings.split_first() else { return work(self) };
        let Some(source) = self.source(binding, span) else { return false };
        for index in 0..source.len() {
            if !self.burn(1, span) {
                return false;
            }
            match &source {
                Source::Items(items) if index == 0 => self.bind_item(binding.local, items, 0),
                Source::Items(_) => self.step(binding.local, index as usize),
                counted => self.bind(binding.local, counted.at(index)),
            }
            if !self.each(rest, span, work) {
                self.unbind(binding.local);
                return false;
            }
        }
        self.unbind(binding.local);
        true
    }

    pub(super) fn source(&mut self, binding: &Bound, span: Span) -> Option<Source> {
        let from = self.eval(&binding.source);
        let Some(to) = &binding.to else { return self.source_of(from, &binding.source) };
        let to = self.eval(to);
        let steps = steps(&from, &to);
        if steps.is_none() {
            let trouble = Trouble::wrong_type("only whole numbers and dates can be counted from one to another");
            self.note(trouble, span);
        }
        steps
    }

    fn source_of(&mut self, value: Value, node: &Node) -> Option<Source> {
        match value {
            Value::List(items) => Some(Source::Items(items)),
            Value::Null => {
                self.note_operands(Trouble::null("there is nothing to go through"), &[(node, true)], node.span);
                None
            }
            Value::Range(range) => {
                let steps = inner_steps(&range);
                if steps.is_none() {
                    let trouble = Trouble::wrong_type("only ranges of whole numbers and dates can be gone through");
                    self.note(trouble, node.span);
                }
                steps
            }
            other => Some(Source::Items(List::from(vec![other]))),
        }
    }

    pub(super) fn filter(&mut self, list: &Node, by: &Node, local: u32, span: Span) -> Value {
        let items = match self.eval(list) {
            Value::List(items) => items,
            Value::Null => {
                let trouble = Trouble::null("null cannot be filtered");
                return self.note_operands(trouble, &[(list, true)], span);
            }
            single => List::from(vec![single]),
        };
        let notes = self.notes_count();
        if items.is_empty() {
            self.bind(local, Value::Null);
        } else {
            self.bind_item(local, &items, 0);
        }
        let first = self.eval(by);
        if let Value::Number(place) = first {
            self.unbind(local);
            return item_at(&items, place);
        }
        if items.is_empty() {
            self.forget_notes(notes);
        }
        let kept = self.kept(&items, first, by, local);
        self.unbind(local);
        self.list(kept, span)
    }

    fn kept(&mut self, items: &List, first: Value, by: &Node, local: u32) -> Vec<Value> {
        let mut kept = Vec::new();
        let mut holds = first;
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.step(local, at);
                holds = self.eval(by);
            }
            if self.is_exhausted() {
                break;
            }
            if holds.is_true() {
                kept.push(item.clone());
            }
        }
        kept
    }
}

/// The item at a place, counted from 1, or from the end where it is negative.
fn item_at(items: &List, place: Decimal) -> Value {
    let found = place.to_i64().and_then(|place| match place {
        1.. => items.get(usize::try_from(place - 1).ok()?),
        0 => None,
        _ => items.len().checked_sub(usize::try_from(place.unsigned_abs()).ok()?).and_then(|at| items.get(at)),
    });
    found.cloned().unwrap_or(Value::Null)
}

/// From one value to another, up or down.
fn steps(from: &Value, to: &Value) -> Option<Source> {
    match (from, to) {
        (Value::Number(from), Value::Number(to)) if from.is_integer() && to.is_integer() => {
            let distance = to.checked_sub(*from)?;
            let count = u64::try_from(distance.abs().to_i64()?).ok()?.checked_add(1)?;
            Some(Source::Numbers(*from, distance.is_negative(), count))
        }
        (Value::Date(from), Value::Date(to)) => {
            let distance = to.to_days() - from.to_days();
            Some(Source::Days(*from, distance < 0, distance.unsigned_abs() + 1))
        }
        _ => None,
    }
}

/// All whole values inside a range.
fn inner_steps(range: &Range) -> Option<Source> {
    let (low, high) = (&range.low, &range.high);
    let source = steps(&low.value, &high.value)?;
    let skipped = u64::from(!low.included) + u64::from(!high.included);
    match source {
        Source::Numbers(from, false, count) => {
            let from = if low.included { from } else { from.checked_add(Decimal::ONE)? };
            Some(Source::Numbers(from, false, count.saturating_sub(skipped)))
        }
        Source::Days(from, false, count) => {
            let from = if low.included { from } else { from.add_days(1)? };
            Some(Source::Days(from, false, count.saturating_sub(skipped)))
        }
        _ => None,
    }
}
