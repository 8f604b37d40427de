//! Functions that make values of others: string, number, date, time, date and time, duration, range.

use super::argument::{at, number, optional_text, text, unfit};
use super::builtin::{Builtin, Runtime, at_least, exactly};
use crate::civil::{Date, DateTime, DaysDuration, Time, YearsDuration, Zone};
use crate::decimal::Decimal;
use crate::fault::Trouble;
use crate::types::Type;
use crate::value::Value;

pub(super) const FUNCTIONS: &[Builtin] = &[
    Builtin { name: "string", signatures: &[exactly(&["from"])], gives: Type::Text, run: string },
    Builtin {
        name: "number",
        signatures: &[
            exactly(&["from"]),
            exactly(&["from", "grouping separator", "decimal separator"]),
            exactly(&["from", "grouping separator"]),
            exactly(&["from", "decimal separator"]),
        ],
        gives: Type::Number,
        run: to_number,
    },
    Builtin {
        name: "date",
        signatures: &[exactly(&["from"]), exactly(&["year", "month", "day"])],
        gives: Type::Date,
        run: date,
    },
    Builtin {
        name: "time",
        signatures: &[exactly(&["from"]), at_least(3, &["hour", "minute", "second", "offset"])],
        gives: Type::Time,
        run: time,
    },
    Builtin {
        name: "date and time",
        signatures: &[
            exactly(&["from"]),
            exactly(&["date", "time"]),
            at_least(6, &["year", "month", "day", "hour", "minute", "second", "offset"]),
        ],
        gives: Type::DateTime,
        run: date_and_time,
    },
    Builtin { name: "duration", signatures: &[exactly(&["from"])], gives: Type::Any, run: duration },
];

fn string(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    match at(arguments, 0) {
        Value::Null => Err(Trouble::null("null has no text")),
        text @ Value::Text(_) => Ok(text.clone()),
        other => Ok(Value::from(other.to_string())),
    }
}

fn no_number() -> Trouble {
    Trouble::bad_value("this text is no number")
}

fn to_number(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    if let (1, Value::Number(number)) = (arguments.len(), at(arguments, 0)) {
        return Ok(Value::Number(*number));
    }
    let from = text(arguments, 0, "from")?;
    if arguments.len() == 2 {
        return Err(Trouble::bad_value("both separators must be there, or null"));
    }
    let grouping = separator(arguments, 1, "grouping separator", &[" ", ",", "."])?;
    let point = separator(arguments, 2, "decimal separator", &[".", ","])?;
    if grouping.is_some() && grouping == point {
        return Err(Trouble::bad_value("the two separators must differ"));
    }
    let plain = grouping.map_or_else(|| from.to_owned(), |grouping| from.replace(grouping, ""));
    let plain = if point == Some(",") {
        if plain.contains('.') {
            return Err(no_number());
        }
        plain.replace(',', ".")
    } else {
        plain
    };
    plain.parse().map(Value::Number).map_err(|_| no_number())
}

fn separator<'a>(
    arguments: &'a [Value],
    place: usize,
    parameter: &str,
    known: &[&str],
) -> Result<Option<&'a str>, Trouble> {
    let found = optional_text(arguments, place, parameter)?;
    match found {
        Some(separator) if !known.contains(&separator) => {
            Err(Trouble::bad_value(format!("`{parameter}` cannot be \"{separator}\"")))
        }
        found => Ok(found),
    }
}

fn part<T: TryFrom<i64>>(arguments: &[Value], place: usize, parameter: &str) -> Result<T, Trouble> {
    let value = number(arguments, place, parameter)?;
    let whole = value.to_i64().and_then(|whole| T::try_from(whole).ok());
    whole.ok_or_else(|| Trouble::bad_value(format!("`{parameter}` is out of its range")))
}

fn no_such(what: &str) -> Trouble {
    Trouble::bad_value(format!("there is no such {what}"))
}

fn date(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    if arguments.len() == 3 {
        return date_of(arguments).map(Value::Date);
    }
    match at(arguments, 0) {
        Value::Text(text) => Date::parse(text).map(Value::Date).ok_or_else(|| no_such("date")),
        Value::Date(_) | Value::DateTime(_) => Ok(at(arguments, 0).as_date().map_or(Value::Null, Value::Date)),
        other => Err(unfit(other, "from", "a text or a date")),
    }
}

fn date_of(arguments: &[Value]) -> Result<Date, Trouble> {
    let (year, month, day) = (part(arguments, 0, "year")?, part(arguments, 1, "month")?, part(arguments, 2, "day")?);
    Date::new(year, month, day).ok_or_else(|| no_such("date"))
}

fn time(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    if arguments.len() > 1 {
        return time_of(arguments, 0).map(Value::Time);
    }
    match at(arguments, 0) {
        Value::Text(text) => Time::parse(text).map(Value::Time).ok_or_else(|| no_such("time")),
        Value::Time(time) => Ok(Value::Time(time.clone())),
        Value::DateTime(at) => Ok(Value::Time(at.time().clone())),
        Value::Date(_) => Ok(Value::Time(Time::MIDNIGHT.in_zone(Some(Zone::UTC)))),
        other => Err(unfit(other, "from", "a text or a time")),
    }
}

/// Hour, minute, second and perhaps offset, from a place on.
fn time_of(arguments: &[Value], from: usize) -> Result<Time, Trouble> {
    let (hour, minute) = (part(arguments, from, "hour")?, part(arguments, from + 1, "minute")?);
    let seconds = number(arguments, from + 2, "second")?;
    let whole = seconds.floor();
    let nanos = seconds
        .checked_sub(whole)
        .and_then(|fraction| fraction.checked_mul(Decimal::from(1_000_000_000)))
        .and_then(|nanos| u32::try_from(nanos.trunc().to_i64()?).ok());
    let second = whole.to_i64().and_then(|second| u8::try_from(second).ok());
    let (Some(second), Some(nanos)) = (second, nanos) else { return Err(no_such("time")) };
    let zone = match at(arguments, from + 3) {
        Value::Null => None,
        Value::DaysDuration(offset) => Some(zone_of(*offset)?),
        other => return Err(unfit(other, "offset", "a duration of days and time")),
    };
    Ok(Time::new(hour, minute, second, nanos).ok_or_else(|| no_such("time"))?.in_zone(zone))
}

fn zone_of(offset: DaysDuration) -> Result<Zone, Trouble> {
    let seconds = i32::try_from(offset.whole_seconds()).ok().filter(|seconds| seconds.abs() <= 18 * 3_600);
    seconds.map(Zone::Offset).ok_or_else(|| Trouble::bad_value("an offset lies between -PT18H and PT18H"))
}

fn date_and_time(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    match arguments.len() {
        1 => moment_from(at(arguments, 0)),
        2 => {
            let (day, time) = (at(arguments, 0), at(arguments, 1));
            let date = day.as_date().ok_or_else(|| unfit(day, "date", "a date"))?;
            match time {
                Value::Time(time) => Ok(Value::DateTime(DateTime::new(date, time.clone()))),
                other => Err(unfit(other, "time", "a time")),
            }
        }
        _ => Ok(Value::DateTime(DateTime::new(date_of(arguments)?, time_of(arguments, 3)?))),
    }
}

fn moment_from(value: &Value) -> Result<Value, Trouble> {
    match value {
        Value::Text(text) => DateTime::parse(text).map(Value::DateTime).ok_or_else(|| no_such("date and time")),
        Value::Date(date) => Ok(Value::DateTime(DateTime::new(*date, Time::MIDNIGHT))),
        Value::DateTime(_) => Ok(value.clone()),
        other => Err(unfit(other, "from", "a text or a date")),
    }
}

fn duration(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    match at(arguments, 0) {
        same @ (Value::DaysDuration(_) | Value::YearsDuration(_) | Value::BusinessDuration(_)) => Ok(same.clone()),
        Value::Text(text) => {
            let days = DaysDuration::parse(text).map(Value::DaysDuration);
            let found = days.or_else(|| YearsDuration::parse(text).map(Value::YearsDuration));
            found.ok_or_else(|| no_such("duration"))
        }
        other => Err(unfit(other, "from", "a text")),
    }
}
