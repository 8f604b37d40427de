//! `sum(for … return …)`: added up without the list in between.
//!
//! Mostly a row gives its number at once, from its entries and what stands ready: then nothing is bound, copied or noted.
//! As soon as a row takes more, all are gone through as in every other loop, which also says what is wrong.

use super::apply::AT_HAND_DEPTH;
use super::machine::Machine;
use crate::decimal::{Decimal, Short};
use crate::fault::Trouble;
use crate::node::{Bound, Kind, Node};
use crate::span::Span;
use crate::syntax::tree::Arithmetic;
use crate::value::{List, Value};

impl Machine<'_> {
    /// `sum(for … return …)` without the list in between, as long as there are only numbers.
    pub(super) fn sum(&mut self, bindings: &[Bound], body: &Node, loop_span: Span, span: Span) -> Value {
        if let [Bound { local, source, to: None }] = bindings
            && let Some(rows) = self.rows_at_hand(source)
            && self.burn(2 * rows.len() as u64, loop_span)
            && let Some(total) = self.sum_of_rows(&rows, *local, body)
        {
            return Value::Number(total);
        }
        let (mut total, mut others) = (None, Vec::new());
        let sound = self.each(bindings, loop_span, &mut |machine| {
            if others.is_empty()
                && let Some(number) = machine.at_hand(body, AT_HAND_DEPTH)
                && let Some(sum) = total.map_or(Some(number), |total: Decimal| total.checked_add(number))
            {
                total = Some(sum);
                return machine.burn(1, loop_span);
            }
            match (machine.eval(body), others.is_empty()) {
                (Value::Number(number), true) => {
                    let sum = total.map_or(Some(number), |total: Decimal| total.checked_add(number));
                    match sum {
                        Some(sum) => total = Some(sum),
                        None => others.push(Value::Number(number)),
                    }
                }
                (other, _) => {
                    if !machine.hold(1, loop_span) {
                        return false;
                    }
                    others.push(other);
                }
            }
            !machine.is_exhausted()
        });
        if !sound {
            return self.note(Trouble::null("`list` is null where a list is needed"), span);
        }
        if others.is_empty() {
            return total.map_or(Value::Null, Value::Number);
        }
        // The first number that did not fit, or what is no number, says what is wrong; durations are added up.
        let items: Vec<Value> = total.map(Value::Number).into_iter().chain(others).collect();
        match crate::builtins::added(&items) {
            Ok(value) => value,
            Err(trouble) => self.note(trouble, span),
        }
    }

    /// The list that a loop goes through, where it stands ready.
    fn rows_at_hand(&self, source: &Node) -> Option<List> {
        self.ready(source)?.as_list().filter(|rows| !rows.is_empty()).cloned()
    }

    fn sum_of_rows(&self, rows: &[Value], local: u32, body: &Node) -> Option<Decimal> {
        let (first, rest) = match &body.kind {
            Kind::Arithmetic(first, rest) => (&**first, &rest[..]),
            _ => (body, &[][..]),
        };
        let mut total = Short::ZERO;
        for row in rows {
            let mut number = self.operand(first, local, row)?;
            for (operator, operand) in rest {
                number = shortly(*operator, number, self.operand(operand, local, row)?)?;
            }
            total = total.plus(number)?;
        }
        total.long()
    }

    /// The number that a node gives for a row: mostly an entry of it.
    #[inline]
    fn operand(&self, node: &Node, local: u32, row: &Value) -> Option<Short> {
        match entry_of(row, node, local) {
            Some(Value::Number(number)) => Short::of(number),
            Some(_) => None,
            None => self.of_row(node, local, row, AT_HAND_DEPTH),
        }
    }

    /// None where it takes more than entries, what stands ready and plain arithmetic.
    #[inline(never)]
    fn of_row(&self, node: &Node, local: u32, row: &Value, depth: u32) -> Option<Short> {
        let number = match &node.kind {
            Kind::Arithmetic(first, rest) => {
                let depth = depth.checked_sub(1)?;
                let mut number = self.of_row(first, local, row, depth)?;
                for (operator, operand) in rest {
                    number = shortly(*operator, number, self.of_row(operand, local, row, depth)?)?;
                }
                return Some(number);
            }
            Kind::Local(at) if *at == local => row,
            _ => entry_of(row, node, local).or_else(|| self.ready(node))?,
        };
        Short::of(number.as_number().as_ref()?)
    }
}

/// The entry of a row that a node asks for.
#[inline]
fn entry_of<'r>(row: &'r Value, node: &Node, local: u32) -> Option<&'r Value> {
    match (&node.kind, row) {
        (Kind::Path(of, entry), Value::Context(entries)) if matches!(of.kind, Kind::Local(at) if at == local) => {
            entries.get_again(&entry.name, &entry.last_place)
        }
        _ => None,
    }
}

#[inline]
fn shortly(operator: Arithmetic, a: Short, b: Short) -> Option<Short> {
    match operator {
        Arithmetic::Add => a.plus(b),
        Arithmetic::Subtract => a.minus(b),
        Arithmetic::Multiply => a.times(b),
        Arithmetic::Divide | Arithmetic::Power => None,
    }
}
