//! Equality and order. Values of different types are neither equal nor different: that is an error.
//!
//! Times are compared to the second, as the conformance kit of DMN has it; instants in different zones
//! by the moment they mean; a time without a zone never equals one with a zone.

use crate::civil::{DateTime, SECOND_NS, Time};
use crate::fault::Trouble;
use crate::value::{Context, Range, Value};
use std::cmp::Ordering;

/// `a = b`; null equals null alone.
pub fn equal(a: &Value, b: &Value) -> Result<bool, Trouble> {
    match (a, b) {
        (Value::Null, other) | (other, Value::Null) => Ok(other.is_null()),
        (Value::Boolean(a), Value::Boolean(b)) => Ok(a == b),
        (Value::Text(a), Value::Text(b)) => Ok(a == b),
        (Value::Number(a), Value::Number(b)) => Ok(a == b),
        (Value::BusinessDuration(a), Value::BusinessDuration(b)) => Ok(a == b),
        (Value::List(a), Value::List(b)) => {
            if a.len() != b.len() {
                return Ok(false);
            }
            all_equal(a.iter().zip(b.iter()))
        }
        (Value::Context(a), Value::Context(b)) => equal_contexts(a, b),
        (Value::Range(a), Value::Range(b)) => equal_ranges(a, b),
        (Value::Function(a), Value::Function(b)) => Ok(a == b),
        (Value::Time(_), Value::Time(_)) | (Value::DateTime(_), Value::DateTime(_)) => {
            Ok(moment(a).is_some() && moment(a) == moment(b))
        }
        _ => order(a, b).map(Ordering::is_eq),
    }
}

fn all_equal<'a>(pairs: impl Iterator<Item = (&'a Value, &'a Value)>) -> Result<bool, Trouble> {
    for (a, b) in pairs {
        if !equal(a, b)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn equal_contexts(a: &Context, b: &Context) -> Result<bool, Trouble> {
    if a.len() != b.len() || a.iter().any(|(name, _)| b.get(name).is_none()) {
        return Ok(false);
    }
    all_equal(a.iter().filter_map(|(name, value)| Some((value, b.get(name)?))))
}

fn equal_ranges(a: &Range, b: &Range) -> Result<bool, Trouble> {
    let same_form = a.form == b.form && a.low.included == b.low.included && a.high.included == b.high.included;
    Ok(same_form && equal(&a.low.value, &b.low.value)? && equal(&a.high.value, &b.high.value)?)
}

/// Whether the moments are known in UTC, and in seconds.
type Moment = (bool, i128);

fn moment(value: &Value) -> Option<Moment> {
    match value {
        Value::Time(time) => Some(moment_of_time(time)),
        Value::DateTime(at) => Some(moment_of(at)),
        _ => None,
    }
}

fn moment_of_time(time: &Time) -> Moment {
    let nanos = time.nanos_utc();
    (nanos.is_some(), nanos.unwrap_or_else(|| time.nanos_of_day()).div_euclid(SECOND_NS))
}

fn moment_of(at: &DateTime) -> Moment {
    let nanos = at.instant();
    (nanos.is_some(), nanos.unwrap_or_else(|| at.local_nanos()).div_euclid(SECOND_NS))
}

/// Which of two values of one type comes first.
pub fn order(a: &Value, b: &Value) -> Result<Ordering, Trouble> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Ok(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => Ok(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Ok(a.cmp(b)),
        (Value::DaysDuration(a), Value::DaysDuration(b)) => Ok(a.cmp(b)),
        (Value::YearsDuration(a), Value::YearsDuration(b)) => Ok(a.cmp(b)),
        (Value::BusinessDuration(a), Value::BusinessDuration(b)) => a.compare(*b).ok_or_else(|| {
            Trouble::bad_value("business days and business hours cannot be compared without a calendar")
        }),
        (Value::Time(_), Value::Time(_)) | (Value::DateTime(_), Value::DateTime(_)) => order_moments(a, b),
        (Value::Null, _) | (_, Value::Null) => Err(Trouble::null("null cannot be compared")),
        _ => Err(Trouble::wrong_type(format!("{} and {} cannot be compared", a.kind(), b.kind()))),
    }
}

fn order_moments(a: &Value, b: &Value) -> Result<Ordering, Trouble> {
    match (moment(a), moment(b)) {
        (Some((a_utc, a)), Some((b_utc, b))) if a_utc == b_utc => Ok(a.cmp(&b)),
        _ => Err(Trouble::bad_value("a time with a zone and one without cannot be compared")),
    }
}
