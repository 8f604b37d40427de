//! `value.name`: an entry of a context, a part of a date, time, duration or range; of a list, that of each item.

use super::Answer;
use crate::civil::{Date, DaysDuration, Time, YearsDuration};
use crate::decimal::Decimal;
use crate::fault::Trouble;
use crate::value::{Range, Value};

/// Names of parts with a space, which the parser must keep together.
pub const LONG_NAMES: [&str; 3] = ["time offset", "start included", "end included"];

/// The entry or part of that name.
pub fn entry(value: &Value, name: &str) -> Answer {
    let found = match value {
        Value::Null => return Err(Trouble::null(format!("null has no `{name}`"))),
        Value::Context(entries) => entries.get(name).cloned(),
        Value::List(items) => {
            // An item without the entry gives null, and is no error of the list.
            return Ok(Value::list(items.iter().map(|item| entry(item, name).unwrap_or(Value::Null))));
        }
        Value::Date(date) => of_date(*date, name),
        Value::Time(time) => of_time(time, name, time.offset()),
        Value::DateTime(at) => of_date(at.date(), name).or_else(|| of_time(at.time(), name, at.offset())),
        Value::DaysDuration(duration) => of_days(*duration, name),
        Value::YearsDuration(duration) => of_years(*duration, name),
        Value::Range(range) => of_range(range, name),
        _ => None,
    };
    found.ok_or_else(|| Trouble { code: "feel.no_entry", message: format!("{} has no `{name}`", value.kind()) })
}

#[expect(clippy::unnecessary_wraps, reason = "it makes the arms read alike")]
fn number(value: impl Into<Decimal>) -> Option<Value> {
    Some(Value::Number(value.into()))
}

fn of_date(date: Date, name: &str) -> Option<Value> {
    match name {
        "year" => number(date.year()),
        "month" => number(u32::from(date.month())),
        "day" => number(u32::from(date.day())),
        "weekday" => number(u32::from(date.weekday())),
        _ => None,
    }
}

fn of_time(time: &Time, name: &str, offset: Option<i32>) -> Option<Value> {
    match name {
        "hour" => number(u32::from(time.hour())),
        "minute" => number(u32::from(time.minute())),
        "second" => number(u32::from(time.second())),
        "time offset" => {
            let duration = offset.map(|seconds| DaysDuration::from_seconds(i64::from(seconds)));
            Some(duration.map_or(Value::Null, Value::DaysDuration))
        }
        "timezone" => Some(time.zone().and_then(|zone| zone.name()).into()),
        _ => None,
    }
}

fn of_days(duration: DaysDuration, name: &str) -> Option<Value> {
    let seconds = duration.whole_seconds();
    match name {
        "days" => number(seconds / 86_400),
        "hours" => number(seconds / 3_600 % 24),
        "minutes" => number(seconds / 60 % 60),
        "seconds" => number(seconds % 60),
        _ => None,
    }
}

fn of_years(duration: YearsDuration, name: &str) -> Option<Value> {
    match name {
        "years" => number(duration.months / 12),
        "months" => number(duration.months % 12),
        _ => None,
    }
}

fn of_range(range: &Range, name: &str) -> Option<Value> {
    match name {
        "start" => Some(range.low.value.clone()),
        "end" => Some(range.high.value.clone()),
        "start included" => Some(Value::Boolean(range.low.included)),
        "end included" => Some(Value::Boolean(range.high.included)),
        _ => None,
    }
}
