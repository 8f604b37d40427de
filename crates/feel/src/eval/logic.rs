//! and, or, if: three-valued, as far as needed to know the answer.

use super::machine::Machine;
use crate::fault::Trouble;
use crate::node::Node;
use crate::value::Value;

impl Machine<'_> {
    /// One part with the deciding value decides; else all must be known.
    pub(super) fn logic(&mut self, parts: &[Node], deciding: bool) -> Value {
        let mut unknown = None;
        for part in parts {
            match self.eval(part) {
                Value::Boolean(value) if value == deciding => return Value::Boolean(deciding),
                Value::Boolean(_) => {}
                other => unknown = unknown.or(Some((part, other))),
            }
        }
        match unknown {
            None => Value::Boolean(!deciding),
            Some((part, other)) => self.not_a_condition(part, &other),
        }
    }

    pub(super) fn choice(&mut self, parts: &[Node; 3]) -> Value {
        let [when, then, otherwise] = parts;
        match self.eval(when) {
            Value::Boolean(true) => self.eval(then),
            Value::Boolean(false) => self.eval(otherwise),
            other => {
                self.not_a_condition(when, &other);
                self.eval(otherwise)
            }
        }
    }

    /// Null is not noted where the reason already was; a value that is neither true nor false is.
    pub(super) fn not_a_condition(&mut self, node: &Node, value: &Value) -> Value {
        let trouble = match value {
            Value::Null => Trouble::null("this is neither true nor false but null"),
            other => Trouble::wrong_type(format!("a condition must be true or false, and this is {}", other.kind())),
        };
        if value.is_null() && self.ready(node).is_none() && self.notes_count() > 0 {
            return Value::Null;
        }
        self.note_operands(trouble, &[(node, value.is_null())], node.span)
    }
}
