//! Functions of numbers.

use super::argument::{number, too_large};
use super::builtin::{Builtin, Runtime, Signature, at_least, exactly};
use crate::decimal::{Decimal, Rounding};
use crate::fault::Trouble;
use crate::types::Type;
use crate::value::Value;

const N: &[Signature] = &[exactly(&["n"])];
const NUMBER: &[Signature] = &[exactly(&["number"])];
const SCALED: &[Signature] = &[exactly(&["n", "scale"])];
const MAYBE_SCALED: &[Signature] = &[at_least(1, &["n", "scale"])];

/// A root, logarithm or power costs about as much as so many steps.
const SERIES_STEPS: u64 = 150;

const fn function(
    name: &'static str,
    signatures: &'static [Signature],
    gives: Type,
    run: fn(&mut dyn Runtime, &[Value]) -> Result<Value, Trouble>,
) -> Builtin {
    Builtin { name, signatures, gives, run }
}

pub(super) const FUNCTIONS: &[Builtin] = &[
    function("decimal", SCALED, Type::Number, |_, a| rounded(a, Rounding::HalfEven)),
    function("floor", MAYBE_SCALED, Type::Number, |_, a| rounded(a, Rounding::Floor)),
    function("ceiling", MAYBE_SCALED, Type::Number, |_, a| rounded(a, Rounding::Ceiling)),
    function("round up", SCALED, Type::Number, |_, a| rounded(a, Rounding::Up)),
    function("round down", SCALED, Type::Number, |_, a| rounded(a, Rounding::Down)),
    function("round half up", SCALED, Type::Number, |_, a| rounded(a, Rounding::HalfUp)),
    function("round half down", SCALED, Type::Number, |_, a| rounded(a, Rounding::HalfDown)),
    function("modulo", &[exactly(&["dividend", "divisor"])], Type::Number, modulo),
    function("sqrt", NUMBER, Type::Number, |runtime, a| {
        runtime.spend(SERIES_STEPS)?;
        number(a, 0, "number")?.sqrt().map(Value::Number).ok_or_else(|| unreal("a negative number has no root"))
    }),
    function("log", NUMBER, Type::Number, |runtime, a| {
        runtime.spend(SERIES_STEPS)?;
        number(a, 0, "number")?.ln().map(Value::Number).ok_or_else(|| unreal("only numbers above 0 have a logarithm"))
    }),
    function("exp", NUMBER, Type::Number, |runtime, a| {
        runtime.spend(SERIES_STEPS)?;
        number(a, 0, "number")?.exp().map(Value::Number).ok_or_else(too_large)
    }),
    function("odd", NUMBER, Type::Boolean, |_, a| parity(number(a, 0, "number")?, true)),
    function("even", NUMBER, Type::Boolean, |_, a| parity(number(a, 0, "number")?, false)),
    function("abs", N, Type::Any, abs),
];

fn unreal(message: &str) -> Trouble {
    Trouble::bad_value(message)
}

fn rounded(arguments: &[Value], rounding: Rounding) -> Result<Value, Trouble> {
    let value = number(arguments, 0, "n")?;
    let scale = if arguments.len() > 1 { number(arguments, 1, "scale")? } else { Decimal::ZERO };
    let scale = scale.trunc().to_i64().filter(|scale| (-6_111..=6_176).contains(scale));
    let scale = scale.ok_or_else(|| Trouble::bad_value("a scale lies between -6111 and 6176"))?;
    value.round(scale as i32, rounding).map(Value::Number).ok_or_else(too_large)
}

fn modulo(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (dividend, divisor) = (number(arguments, 0, "dividend")?, number(arguments, 1, "divisor")?);
    if divisor.is_zero() {
        return Err(Trouble::bad_value("nothing can be divided by 0"));
    }
    dividend.modulo(divisor).map(Value::Number).ok_or_else(too_large)
}

fn parity(value: Decimal, odd: bool) -> Result<Value, Trouble> {
    if !value.is_integer() {
        return Ok(Value::Boolean(false));
    }
    let rest = value.modulo(Decimal::TWO).ok_or_else(too_large)?;
    Ok(Value::Boolean(rest.is_zero() != odd))
}

fn abs(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    match super::argument::at(arguments, 0) {
        Value::DaysDuration(duration) if duration.nanos() < 0 => {
            crate::ops::arithmetic::negate(&Value::DaysDuration(*duration))
        }
        Value::YearsDuration(duration) if duration.months < 0 => {
            crate::ops::arithmetic::negate(&Value::YearsDuration(*duration))
        }
        duration @ (Value::DaysDuration(_) | Value::YearsDuration(_)) => Ok(duration.clone()),
        _ => Ok(Value::Number(number(arguments, 0, "n")?.abs())),
    }
}
