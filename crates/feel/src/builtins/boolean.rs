//! not, all, any, is.

use super::argument::{at, spread, unfit};
use super::builtin::{Builtin, Runtime, exactly, repeated};
use crate::fault::Trouble;
use crate::types::Type;
use crate::value::Value;

pub(super) const FUNCTIONS: &[Builtin] = &[
    Builtin { name: "not", signatures: &[exactly(&["negand"])], gives: Type::Boolean, run: not },
    Builtin { name: "all", signatures: &[exactly(&["list"]), repeated(&["b"])], gives: Type::Boolean, run: all },
    Builtin { name: "any", signatures: &[exactly(&["list"]), repeated(&["b"])], gives: Type::Boolean, run: any },
    Builtin { name: "is", signatures: &[exactly(&["value1", "value2"])], gives: Type::Boolean, run: is },
];

fn not(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    match at(arguments, 0) {
        Value::Boolean(value) => Ok(Value::Boolean(!value)),
        other => Err(unfit(other, "negand", "true or false")),
    }
}

fn all(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    decided(arguments, false)
}

fn any(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    decided(arguments, true)
}

/// One value decides alone; without it, all must be the other one.
fn decided(arguments: &[Value], deciding: bool) -> Result<Value, Trouble> {
    let values = spread(arguments, "list")?;
    if values.iter().any(|value| value.as_bool() == Some(deciding)) {
        return Ok(Value::Boolean(deciding));
    }
    match values.iter().find(|value| value.as_bool().is_none()) {
        None => Ok(Value::Boolean(!deciding)),
        Some(other) => Err(unfit(other, "list", "a list of true and false")),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the table of functions asks for it")]
/// Are both the same, also in how they are written: the same type and zone?
fn is(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    Ok(Value::Boolean(at(arguments, 0) == at(arguments, 1)))
}
