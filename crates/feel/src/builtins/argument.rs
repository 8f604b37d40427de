//! Reads the arguments of built-in functions: the value of the right type, or a sentence that names the parameter.

use crate::decimal::Decimal;
use crate::fault::Trouble;
use crate::value::{Context, List, Value};

static NULL: Value = Value::Null;

/// The argument at a place; null where it is left out.
pub fn at(arguments: &[Value], place: usize) -> &Value {
    arguments.get(place).unwrap_or(&NULL)
}

/// An argument of another type than the function takes; a null is told apart.
pub fn unfit(value: &Value, parameter: &str, wanted: &str) -> Trouble {
    if value.is_null() {
        return Trouble::null(format!("`{parameter}` is null where {wanted} is needed"));
    }
    Trouble::wrong_type(format!("`{parameter}` must be {wanted}, not {}", value.kind()))
}

/// A list of one value stands for the value.
fn single(value: &Value) -> &Value {
    match value {
        Value::List(items) if items.len() == 1 => &items[0],
        other => other,
    }
}

/// A text.
pub fn text<'a>(arguments: &'a [Value], place: usize, parameter: &str) -> Result<&'a str, Trouble> {
    let value = single(at(arguments, place));
    value.as_text().ok_or_else(|| unfit(value, parameter, "a text"))
}

/// A text that may be left out.
pub fn optional_text<'a>(arguments: &'a [Value], place: usize, parameter: &str) -> Result<Option<&'a str>, Trouble> {
    if at(arguments, place).is_null() { Ok(None) } else { text(arguments, place, parameter).map(Some) }
}

/// A number.
pub fn number(arguments: &[Value], place: usize, parameter: &str) -> Result<Decimal, Trouble> {
    let value = single(at(arguments, place));
    value.as_number().ok_or_else(|| unfit(value, parameter, "a number"))
}

/// A whole number.
pub fn whole(arguments: &[Value], place: usize, parameter: &str) -> Result<i64, Trouble> {
    let value = number(arguments, place, parameter)?;
    let whole = value.trunc().to_i64();
    whole.ok_or_else(|| Trouble::bad_value(format!("`{parameter}` is too large")))
}

/// A list; any other value but null stands for a list of it alone.
pub fn list(arguments: &[Value], place: usize, parameter: &str) -> Result<List, Trouble> {
    match at(arguments, place) {
        Value::List(items) => Ok(items.clone()),
        Value::Null => Err(unfit(&Value::Null, parameter, "a list")),
        other => Ok(List::from(vec![other.clone()])),
    }
}

/// A context.
pub fn context<'a>(arguments: &'a [Value], place: usize, parameter: &str) -> Result<&'a Context, Trouble> {
    let value = single(at(arguments, place));
    value.as_context().ok_or_else(|| unfit(value, parameter, "a context"))
}

/// The values of `f(list)` or `f(a, b, c)`.
pub fn spread(arguments: &[Value], parameter: &str) -> Result<List, Trouble> {
    match arguments {
        [_] => list(arguments, 0, parameter),
        several => Ok(List::from(several.to_vec())),
    }
}

/// All values as numbers.
pub fn numbers(values: &[Value], parameter: &str) -> Result<Vec<Decimal>, Trouble> {
    let number = |value: &Value| value.as_number().ok_or_else(|| unfit(value, parameter, "a list of numbers"));
    values.iter().map(number).collect()
}

/// A whole number as a count of something in a list or text.
pub fn too_large() -> Trouble {
    Trouble::bad_value("the result is too large")
}
