//! Functions that make one value of a list: min, max, sum, mean, product, median, stddev, mode; and sort.

use super::argument::{at, list, numbers, spread, too_large, unfit};
use super::builtin::{Builtin, Runtime, Signature, at_least, exactly, repeated};
use crate::decimal::{Decimal, Short};
use crate::fault::Trouble;
use crate::ops::compare::order;
use crate::types::Type;
use crate::value::{Function, List, Value};
use std::cmp::Ordering;

const VALUES: &[Signature] = &[exactly(&["list"]), repeated(&["c1"])];
const NUMBERS: &[Signature] = &[exactly(&["list"]), repeated(&["n1"])];

pub(super) const FUNCTIONS: &[Builtin] = &[
    Builtin { name: "min", signatures: VALUES, gives: Type::Any, run: |_, a| extreme(a, Ordering::Less) },
    Builtin { name: "max", signatures: VALUES, gives: Type::Any, run: |_, a| extreme(a, Ordering::Greater) },
    Builtin { name: "sum", signatures: NUMBERS, gives: Type::Any, run: sum },
    Builtin { name: "mean", signatures: NUMBERS, gives: Type::Any, run: mean },
    Builtin { name: "product", signatures: NUMBERS, gives: Type::Number, run: product },
    Builtin { name: "median", signatures: NUMBERS, gives: Type::Number, run: median },
    Builtin { name: "stddev", signatures: NUMBERS, gives: Type::Number, run: deviation },
    Builtin { name: "mode", signatures: NUMBERS, gives: Type::Any, run: mode },
    Builtin { name: "sort", signatures: &[at_least(1, &["list", "precedes"])], gives: Type::Any, run: sort },
];

fn extreme(arguments: &[Value], wanted: Ordering) -> Result<Value, Trouble> {
    let values = spread(arguments, "list")?;
    let Some(mut best) = values.first() else { return Ok(Value::Null) };
    // A list of one is held against itself, so that what has no order is found.
    for value in values.iter() {
        if order(value, best)? == wanted {
            best = value;
        }
    }
    Ok(best.clone())
}

/// Numbers, or durations of one kind.
fn sum(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    added(&spread(arguments, "list")?)
}

/// The sum of numbers, or of durations of one kind.
pub fn added(values: &[Value]) -> Result<Value, Trouble> {
    let Some((first, rest)) = values.split_first() else { return Ok(Value::Null) };
    if let Value::Number(first) = first {
        return total(*first, rest);
    }
    if !matches!(first, Value::DaysDuration(_) | Value::YearsDuration(_)) {
        return Err(unfit(first, "list", "a list of numbers"));
    }
    rest.iter().try_fold(first.clone(), |sum, value| {
        if value.kind() != sum.kind() {
            return Err(unfit(value, "list", "a list of values of one type"));
        }
        crate::ops::arithmetic::apply(crate::syntax::tree::Arithmetic::Add, &sum, value)
    })
}

fn total(first: Decimal, rest: &[Value]) -> Result<Value, Trouble> {
    if let Some(sum) = short_total(&first, rest) {
        return Ok(Value::Number(sum));
    }
    let mut sum = first;
    for value in rest {
        let Value::Number(number) = value else { return Err(unfit(value, "list", "a list of numbers")) };
        sum = sum.checked_add(*number).ok_or_else(too_large)?;
    }
    Ok(Value::Number(sum))
}

fn short_total(first: &Decimal, rest: &[Value]) -> Option<Decimal> {
    let mut sum = Short::of(first)?;
    for value in rest {
        let Value::Number(number) = value else { return None };
        sum = sum.plus(Short::of(number)?)?;
    }
    sum.long()
}

fn mean(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let values = spread(arguments, "list")?;
    if values.is_empty() {
        return Err(Trouble::bad_value("an empty list has no mean"));
    }
    let count = Value::from(values.len() as i64);
    crate::ops::arithmetic::apply(crate::syntax::tree::Arithmetic::Divide, &added(&values)?, &count)
}

fn all_numbers(arguments: &[Value]) -> Result<Vec<Decimal>, Trouble> {
    numbers(&spread(arguments, "list")?, "list")
}

fn product(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let values = all_numbers(arguments)?;
    if values.is_empty() {
        return Err(Trouble::bad_value("an empty list has no product"));
    }
    let product = values.iter().try_fold(Decimal::ONE, |product, value| product.checked_mul(*value));
    product.map(Value::Number).ok_or_else(too_large)
}

fn median(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let mut values = all_numbers(arguments)?;
    values.sort();
    let middle = values.len() / 2;
    match (values.is_empty(), values.len() % 2) {
        (true, _) => Ok(Value::Null),
        (_, 1) => Ok(Value::Number(values[middle])),
        _ => {
            let sum = values[middle - 1].checked_add(values[middle]);
            sum.and_then(|sum| sum.checked_div(Decimal::TWO)).map(Value::Number).ok_or_else(too_large)
        }
    }
}

/// Of a sample: divided by one less than there are.
fn deviation(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let values = all_numbers(arguments)?;
    if values.len() < 2 {
        return Err(Trouble::bad_value("a standard deviation needs at least two numbers"));
    }
    spread_of(&values).map(Value::Number).ok_or_else(too_large)
}

fn spread_of(values: &[Decimal]) -> Option<Decimal> {
    let total = values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value))?;
    let mean = total.checked_div(values.len().into())?;
    let squares = values.iter().try_fold(Decimal::ZERO, |sum, value| {
        let distance = value.checked_sub(mean)?;
        sum.checked_add(distance.checked_mul(distance)?)
    })?;
    squares.checked_div((values.len() - 1).into())?.sqrt()
}

/// The most frequent numbers, in rising order.
fn mode(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let mut values = all_numbers(arguments)?;
    values.sort();
    let groups: Vec<&[Decimal]> = values.chunk_by(|a, b| a == b).collect();
    let most = groups.iter().map(|group| group.len()).max().unwrap_or(0);
    let modes = groups.iter().filter(|group| group.len() == most);
    Ok(Value::list(modes.map(|group| Value::Number(group[0]))))
}

fn sort(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let items = list(arguments, 0, "list")?.into_vec();
    let precedes = match at(arguments, 1) {
        Value::Function(function) => Some(function),
        Value::Null => None,
        other => return Err(unfit(other, "precedes", "a function")),
    };
    runtime.spend(items.len() as u64)?;
    merge_sort(runtime, items, precedes).map(|items| Value::List(List::from(items)))
}

/// Stable, and sound whatever the comparing function answers.
fn merge_sort(
    runtime: &mut dyn Runtime,
    mut items: Vec<Value>,
    precedes: Option<&Function>,
) -> Result<Vec<Value>, Trouble> {
    if items.len() < 2 {
        return Ok(items);
    }
    let right = items.split_off(items.len() / 2);
    let mut left = merge_sort(runtime, items, precedes)?.into_iter().peekable();
    let mut right = merge_sort(runtime, right, precedes)?.into_iter().peekable();
    let mut merged = Vec::with_capacity(left.len() + right.len());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let takes_right = comes_first(runtime, b, a, precedes)?;
        merged.extend(if takes_right { right.next() } else { left.next() });
    }
    merged.extend(left.chain(right));
    Ok(merged)
}

fn comes_first(runtime: &mut dyn Runtime, a: &Value, b: &Value, precedes: Option<&Function>) -> Result<bool, Trouble> {
    let Some(function) = precedes else {
        runtime.spend(1)?;
        return order(a, b).map(Ordering::is_lt);
    };
    match runtime.call(function, &[a.clone(), b.clone()])? {
        Value::Boolean(answer) => Ok(answer),
        other => Err(unfit(&other, "precedes", "a function that gives true or false")),
    }
}
