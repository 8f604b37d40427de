//! `+ - * / **` and the minus sign, on numbers, texts, dates, times and durations.

use super::Answer;
use crate::civil::{DAY_NS, Date, DateTime, DaysDuration, Time, YearsDuration};
use crate::decimal::Decimal;
use crate::fault::Trouble;
use crate::syntax::tree::Arithmetic;
use crate::value::Value;

/// `a OP b`.
pub fn apply(operator: Arithmetic, a: &Value, b: &Value) -> Answer {
    let found = match operator {
        Arithmetic::Add => add(a, b),
        Arithmetic::Subtract => subtract(a, b),
        Arithmetic::Multiply => multiply(a, b),
        Arithmetic::Divide => divide(a, b)?,
        Arithmetic::Power => power(a, b),
    };
    match found {
        Some(answer) => answer.ok_or_else(|| no_answer(operator, a, b)),
        None if a.is_null() || b.is_null() => Err(Trouble::null("null cannot be reckoned with")),
        None => Err(Trouble::wrong_type(format!("{} {} {} has no result", a.kind(), verb(operator), b.kind()))),
    }
}

fn no_answer(operator: Arithmetic, a: &Value, b: &Value) -> Trouble {
    let is_moment = |value: &Value| matches!(value, Value::Date(_) | Value::Time(_) | Value::DateTime(_));
    if is_moment(a) && is_moment(b) {
        return Trouble::bad_value("between a time with a zone and one without there is no duration");
    }
    if operator == Arithmetic::Power && a.as_number().is_some_and(Decimal::is_negative) {
        return Trouble::bad_value("a negative number has no such power, or it is too large");
    }
    Trouble::bad_value("the result is too large")
}

fn verb(operator: Arithmetic) -> &'static str {
    match operator {
        Arithmetic::Add => "plus",
        Arithmetic::Subtract => "minus",
        Arithmetic::Multiply => "times",
        Arithmetic::Divide => "divided by",
        Arithmetic::Power => "to the power of",
    }
}

/// No result at all where the types do not go together; an empty one where it does not fit.
type Found = Option<Option<Value>>;

#[expect(clippy::unnecessary_wraps, reason = "it makes the arms of the operators read alike")]
fn number(result: Option<Decimal>) -> Found {
    Some(result.map(Value::Number))
}

fn add(a: &Value, b: &Value) -> Found {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => number(a.checked_add(*b)),
        (Value::Text(a), Value::Text(b)) => Some(Some(Value::from(format!("{a}{b}")))),
        (Value::DaysDuration(a), Value::DaysDuration(b)) => Some(days(a.nanos() + b.nanos())),
        (Value::YearsDuration(a), Value::YearsDuration(b)) => Some(months(a.months.checked_add(b.months))),
        (Value::BusinessDuration(a), Value::BusinessDuration(b)) => {
            Some(a.checked_add(*b).map(Value::BusinessDuration))
        }
        (moment, Value::DaysDuration(duration)) | (Value::DaysDuration(duration), moment) => {
            later(moment, duration.nanos())
        }
        (moment, Value::YearsDuration(duration)) | (Value::YearsDuration(duration), moment) => {
            months_later(moment, Some(duration.months))
        }
        _ => None,
    }
}

fn subtract(a: &Value, b: &Value) -> Found {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => number(a.checked_sub(*b)),
        (Value::DaysDuration(a), Value::DaysDuration(b)) => Some(days(a.nanos() - b.nanos())),
        (Value::YearsDuration(a), Value::YearsDuration(b)) => Some(months(a.months.checked_sub(b.months))),
        (Value::BusinessDuration(a), Value::BusinessDuration(b)) => {
            Some(a.checked_add(-*b).map(Value::BusinessDuration))
        }
        (moment, Value::DaysDuration(duration)) => later(moment, -duration.nanos()),
        (moment, Value::YearsDuration(duration)) => months_later(moment, duration.months.checked_neg()),
        (Value::Date(a), Value::Date(b)) => Some(days(i128::from(a.to_days() - b.to_days()) * DAY_NS)),
        (Value::Time(a), Value::Time(b)) => Some(between_times(a, b)),
        (Value::DateTime(_) | Value::Date(_), Value::DateTime(_) | Value::Date(_)) => Some(between(a, b)),
        _ => None,
    }
}

fn multiply(a: &Value, b: &Value) -> Found {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => number(a.checked_mul(*b)),
        (Value::DaysDuration(duration), Value::Number(by)) | (Value::Number(by), Value::DaysDuration(duration)) => {
            Some(duration.checked_mul(*by).map(Value::DaysDuration))
        }
        (Value::YearsDuration(duration), Value::Number(by)) | (Value::Number(by), Value::YearsDuration(duration)) => {
            Some(duration.checked_mul(*by).map(Value::YearsDuration))
        }
        (Value::BusinessDuration(duration), Value::Number(by))
        | (Value::Number(by), Value::BusinessDuration(duration)) => {
            Some(duration.checked_mul(*by).map(Value::BusinessDuration))
        }
        _ => None,
    }
}

fn divide(a: &Value, b: &Value) -> Result<Found, Trouble> {
    let found = match (a, b) {
        (Value::Number(a), Value::Number(b)) => number(quotient(*a, *b)?),
        (Value::DaysDuration(duration), Value::Number(by)) => {
            let nanos: Decimal = duration.nanos().to_string().parse().unwrap_or_default();
            Some(quotient(nanos, *by)?.and_then(|nanos| days(nanos.trunc().to_i128()?)))
        }
        (Value::DaysDuration(a), Value::DaysDuration(b)) => number(quotient(a.seconds(), b.seconds())?),
        (Value::YearsDuration(duration), Value::Number(by)) => {
            Some(quotient(duration.months.into(), *by)?.and_then(|count| months(count.trunc().to_i64())))
        }
        (Value::YearsDuration(a), Value::YearsDuration(b)) => number(quotient(a.months.into(), b.months.into())?),
        _ => None,
    };
    Ok(found)
}

fn quotient(a: Decimal, b: Decimal) -> Result<Option<Decimal>, Trouble> {
    if b.is_zero() { Err(Trouble::bad_value("nothing can be divided by 0")) } else { Ok(a.checked_div(b)) }
}

fn power(a: &Value, b: &Value) -> Found {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => number(a.pow(*b)),
        _ => None,
    }
}

/// `-a`.
pub fn negate(value: &Value) -> Answer {
    match value {
        Value::Number(number) => Ok(Value::Number(-*number)),
        Value::DaysDuration(duration) => {
            days(-duration.nanos()).ok_or_else(|| Trouble::bad_value("the result is too large"))
        }
        Value::YearsDuration(duration) => {
            Ok(Value::YearsDuration(YearsDuration { months: duration.months.saturating_neg() }))
        }
        Value::BusinessDuration(duration) => Ok(Value::BusinessDuration(-*duration)),
        Value::Null => Err(Trouble::null("null has no negative")),
        other => Err(Trouble::wrong_type(format!("{} has no negative", other.kind()))),
    }
}

fn days(nanos: i128) -> Option<Value> {
    DaysDuration::from_nanos(nanos).map(Value::DaysDuration)
}

fn months(count: Option<i64>) -> Option<Value> {
    count.map(|months| Value::YearsDuration(YearsDuration { months }))
}

fn later(moment: &Value, nanos: i128) -> Found {
    match moment {
        // A date counts as the midnight it begins with; what is left over of a day is cut.
        Value::Date(date) => {
            let days = i64::try_from(nanos.div_euclid(DAY_NS)).ok();
            Some(days.and_then(|days| date.add_days(days)).map(Value::Date))
        }
        Value::Time(time) => Some(Some(Value::Time(time.add_nanos(nanos)))),
        Value::DateTime(at) => Some(at.add_nanos(nanos).map(Value::DateTime)),
        _ => None,
    }
}

fn months_later(moment: &Value, months: Option<i64>) -> Found {
    match moment {
        Value::Date(date) => Some(months.and_then(|months| date.add_months(months)).map(Value::Date)),
        Value::DateTime(at) => Some(months.and_then(|months| at.add_months(months)).map(Value::DateTime)),
        _ => None,
    }
}

fn between_times(a: &Time, b: &Time) -> Option<Value> {
    match (a.nanos_utc(), b.nanos_utc()) {
        (Some(a), Some(b)) => days(a - b),
        (None, None) => days(a.nanos_of_day() - b.nanos_of_day()),
        _ => None,
    }
}

/// Between two moments. A date counts as its midnight in UTC, so the other must have a zone.
fn between(a: &Value, b: &Value) -> Option<Value> {
    let instant = |value: &Value| match value {
        Value::DateTime(at) => at.instant(),
        Value::Date(date) => Some(midnight(*date).local_nanos()),
        _ => None,
    };
    if let (Value::DateTime(a), Value::DateTime(b)) = (a, b)
        && a.zone().is_none()
        && b.zone().is_none()
    {
        return days(a.local_nanos() - b.local_nanos());
    }
    days(instant(a)? - instant(b)?)
}

fn midnight(date: Date) -> DateTime {
    DateTime::new(date, Time::MIDNIGHT)
}
