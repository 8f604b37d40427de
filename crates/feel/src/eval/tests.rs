//! `in`, and the cells of decision tables.

use super::apply::compared;
use super::machine::Machine;
use crate::fault::Trouble;
use crate::node::{Kind, Node, Test};
use crate::ops::ranges;
use crate::resolve::ResolvedTests;
use crate::span::Span;
use crate::value::Value;

impl Machine<'_> {
    pub(super) fn inside(&mut self, value: &Node, tests: &[Test], span: Span) -> Value {
        let input = self.eval(value);
        match self.any_passes(&input, tests) {
            Ok(holds) => Value::Boolean(holds),
            Err(trouble) => self.note_operands(trouble, &[(value, input.is_null())], span),
        }
    }

    /// The tests of a cell on the first local; no tests hold for everything.
    pub(super) fn pass(&mut self, tests: &ResolvedTests) -> Value {
        if tests.tests.is_empty() {
            return Value::Boolean(true);
        }
        let input = self.local(0).cloned().unwrap_or_default();
        match self.any_passes(&input, &tests.tests) {
            Ok(holds) => Value::Boolean(holds != tests.negated),
            Err(trouble) => {
                let span = tests.tests[0].node.span;
                self.note(trouble, span)
            }
        }
    }

    fn any_passes(&mut self, input: &Value, tests: &[Test]) -> Result<bool, Trouble> {
        let mut trouble = None;
        for test in tests {
            match self.passes(input, test) {
                Ok(true) => return Ok(true),
                Ok(false) => {}
                Err(found) => trouble = trouble.or(Some(found)),
            }
        }
        trouble.map_or(Ok(false), Err)
    }

    fn passes(&mut self, input: &Value, test: &Test) -> Result<bool, Trouble> {
        if let Kind::Unary(comparison, against) = &test.node.kind {
            let against = self.eval(against);
            return compared(*comparison, input, &against);
        }
        let value = self.eval(&test.node);
        if test.is_condition {
            return match value {
                Value::Boolean(holds) => Ok(holds),
                other => Err(Trouble::null(format!("the test is neither true nor false but {other}"))),
            };
        }
        if !self.burn_for(&value, test.node.span) {
            return Ok(false);
        }
        ranges::passes(input, &value)
    }
}
