//! When a result is the one that a case expects: numbers within 1e-8, lists in their order, contexts by name.

use baton_feel::{Decimal, Value};

/// Is it what was expected?
pub fn same(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Number(a), Value::Number(b)) => {
            a == b || a.checked_sub(*b).is_some_and(|apart| apart.abs() <= Decimal::scaled(1, 8))
        }
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b)),
        (Value::Context(a), Value::Context(b)) => {
            a.len() == b.len() && a.iter().all(|(name, value)| b.get(name).is_some_and(|other| same(value, other)))
        }
        (a, b) => a == b || a.kind() == b.kind() && a.to_string() == b.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_with_a_tolerance_and_lists_in_order() {
        let number = |text: &str| Value::Number(text.parse().unwrap_or_default());
        assert!(same(&number("0.333333333333"), &number("0.33333333")));
        assert!(!same(&number("0.3334"), &number("0.3333")));
        assert!(!same(&Value::list([number("1"), number("2")]), &Value::list([number("2"), number("1")])));
        assert!(!same(&Value::Null, &Value::Boolean(false)));
        let (ab, ba) = ([("a", number("1")), ("b", number("2"))], [("b", number("2")), ("a", number("1"))]);
        assert!(same(&Value::context(ab), &Value::context(ba)));
    }
}
