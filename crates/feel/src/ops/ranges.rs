//! Is a value in a range, and does a value pass a test.

use super::compare::{equal, order};
use crate::fault::Trouble;
use crate::value::{Bound, Range, Value};
use std::cmp::Ordering;

/// Does the range hold the value?
pub fn contains(range: &Range, value: &Value) -> Result<bool, Trouble> {
    Ok(after_low(&range.low, value)? && before_high(&range.high, value)?)
}

fn after_low(low: &Bound, value: &Value) -> Result<bool, Trouble> {
    if low.value.is_null() {
        return Ok(true);
    }
    let found = order(value, &low.value)?;
    Ok(found == Ordering::Greater || (low.included && found == Ordering::Equal))
}

fn before_high(high: &Bound, value: &Value) -> Result<bool, Trouble> {
    if high.value.is_null() {
        return Ok(true);
    }
    let found = order(value, &high.value)?;
    Ok(found == Ordering::Less || (high.included && found == Ordering::Equal))
}

/// Does the input pass a test that is this value: equal to it, in that range, one of that list?
pub fn passes(input: &Value, test: &Value) -> Result<bool, Trouble> {
    match (input, test) {
        (Value::Range(_), Value::Range(_)) => equal(input, test),
        (Value::Null, Value::Range(_)) => Err(Trouble::null("null is in no range")),
        (_, Value::Range(range)) => contains(range, input),
        (Value::List(a), Value::List(b)) => {
            let whole = a.len() == b.len() && equal(input, test).unwrap_or(false);
            Ok(whole || b.iter().any(|item| equal(input, item).unwrap_or(false)))
        }
        (_, Value::List(items)) => one_passes(input, items),
        _ => equal(input, test),
    }
}

/// A list holds the input or not: what cannot be compared with it is another item. A range that cannot tell stays so.
fn one_passes(input: &Value, tests: &[Value]) -> Result<bool, Trouble> {
    let mut trouble = None;
    for test in tests.iter().filter(|test| !matches!(test, Value::List(_))) {
        match (passes(input, test), test) {
            (Ok(true), _) => return Ok(true),
            (Err(found), Value::Range(_)) => trouble = Some(found),
            _ => {}
        }
    }
    trouble.map_or(Ok(false), Err)
}
