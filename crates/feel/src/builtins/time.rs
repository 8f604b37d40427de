//! Functions of dates and times, and the moment of the evaluation.

use super::argument::{at, unfit};
use super::builtin::{Builtin, Runtime, Signature, exactly};
use crate::civil::{Date, MONTHS, WEEKDAYS, YearsDuration};
use crate::fault::Trouble;
use crate::types::Type;
use crate::value::Value;

const DATE: &[Signature] = &[exactly(&["date"])];

pub(super) const FUNCTIONS: &[Builtin] = &[
    Builtin { name: "now", signatures: &[exactly(&[])], gives: Type::DateTime, run: now },
    Builtin { name: "today", signatures: &[exactly(&[])], gives: Type::Date, run: today },
    Builtin {
        name: "day of year",
        signatures: DATE,
        gives: Type::Number,
        run: |_, a| Ok(Value::from(i64::from(day(a, 0, "date")?.day_of_year()))),
    },
    Builtin {
        name: "week of year",
        signatures: DATE,
        gives: Type::Number,
        run: |_, a| Ok(Value::from(i64::from(day(a, 0, "date")?.week_of_year()))),
    },
    Builtin {
        name: "day of week",
        signatures: DATE,
        gives: Type::Text,
        run: |_, a| Ok(Value::from(WEEKDAYS[usize::from(day(a, 0, "date")?.weekday()) - 1])),
    },
    Builtin {
        name: "month of year",
        signatures: DATE,
        gives: Type::Text,
        run: |_, a| Ok(Value::from(MONTHS[usize::from(day(a, 0, "date")?.month()) - 1])),
    },
    Builtin {
        name: "last day of month",
        signatures: DATE,
        gives: Type::Date,
        run: |_, a| Ok(Value::Date(day(a, 0, "date")?.month_end())),
    },
    Builtin {
        name: "years and months duration",
        signatures: &[exactly(&["from", "to"])],
        gives: Type::YearsDuration,
        run: between,
    },
];

fn day(arguments: &[Value], place: usize, parameter: &str) -> Result<Date, Trouble> {
    let value = at(arguments, place);
    value.as_date().ok_or_else(|| unfit(value, parameter, "a date"))
}

fn now(runtime: &mut dyn Runtime, _: &[Value]) -> Result<Value, Trouble> {
    runtime.now().map(Value::DateTime).ok_or_else(|| Trouble::bad_value("the moment is beyond the calendar"))
}

fn today(runtime: &mut dyn Runtime, _: &[Value]) -> Result<Value, Trouble> {
    runtime.today().map(Value::Date).ok_or_else(|| Trouble::bad_value("the moment is beyond the calendar"))
}

/// Whole months from one day to another.
fn between(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (from, to) = (day(arguments, 0, "from")?, day(arguments, 1, "to")?);
    let count = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    let mut months = count(to) - count(from);
    if months > 0 && to.day() < from.day() {
        months -= 1;
    } else if months < 0 && to.day() > from.day() {
        months += 1;
    }
    Ok(Value::YearsDuration(YearsDuration { months }))
}
