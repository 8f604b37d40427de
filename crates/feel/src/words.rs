//! Durations in words (`4 hours`, `2 business days`, `1 month`) and in ISO 8601 (`PT4H`, `P2M`).
//!
//! Only these units exist: second, minute, hour, day, week, month, year, business hour, business
//! day, with or without s. What is no duration is refused with the nearest unit that was meant.

use crate::civil::{BusinessDuration, DAY_NS, DaysDuration, SECOND_NS, YearsDuration};
use crate::decimal::{Decimal, Rounding};
use crate::fault::Fault;
use crate::span::Span;
use crate::suggest::suggest;

/// A duration of one of three kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duration {
    /// Days and time.
    Days(DaysDuration),
    /// Years and months.
    Years(YearsDuration),
    /// Business time.
    Business(BusinessDuration),
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Of so many nanoseconds.
    Elapsed(i128),
    /// Of so many months.
    Months(i64),
    /// Of one working day.
    BusinessDay,
    /// Of 60 open minutes.
    BusinessHour,
}

const UNITS: [&str; 14] = [
    "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
    "year", "years",
];

/// The unit that a word names; `business` says whether that word stood before it.
pub fn unit(word: &str, business: bool) -> Option<Unit> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    match (singular, business) {
        ("hour", true) => Some(Unit::BusinessHour),
        ("day", true) => Some(Unit::BusinessDay),
        ("second", false) => Some(Unit::Elapsed(SECOND_NS)),
        ("minute", false) => Some(Unit::Elapsed(60 * SECOND_NS)),
        ("hour", false) => Some(Unit::Elapsed(3_600 * SECOND_NS)),
        ("day", false) => Some(Unit::Elapsed(DAY_NS)),
        ("week", false) => Some(Unit::Elapsed(7 * DAY_NS)),
        ("month", false) => Some(Unit::Months(1)),
        ("year", false) => Some(Unit::Months(12)),
        _ => None,
    }
}

/// So many of a unit; none where it cannot be divided so, or is too long.
pub fn of(count: Decimal, unit: Unit) -> Option<Duration> {
    match unit {
        Unit::Elapsed(nanos) => {
            let unit = Decimal::from(i64::try_from(nanos).ok()?);
            let nanos = count.checked_mul(unit)?.round(0, Rounding::HalfEven)?.to_i128()?;
            DaysDuration::from_nanos(nanos).map(Duration::Days)
        }
        Unit::Months(months) => {
            let months = count.checked_mul(Decimal::from(months))?.to_i64()?;
            Some(Duration::Years(YearsDuration { months }))
        }
        Unit::BusinessDay => Some(Duration::Business(BusinessDuration { days: count.to_i64()?, minutes: 0 })),
        Unit::BusinessHour => {
            let minutes = count.checked_mul(Decimal::from(60))?.to_i64()?;
            Some(Duration::Business(BusinessDuration { days: 0, minutes }))
        }
    }
}

/// Reads a duration in words or ISO 8601.
pub fn parse(text: &str) -> Result<Duration, Fault> {
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    let span = Span::new(start, start + trimmed.len());
    if trimmed.starts_with('P') || trimmed.starts_with("-P") {
        return iso(trimmed).ok_or_else(|| not_a_duration(trimmed, span));
    }
    let mut words = trimmed.split_ascii_whitespace();
    let count = words.next().and_then(|word| word.parse::<Decimal>().ok());
    let Some(count) = count else { return Err(not_a_duration(trimmed, span)) };
    let first = words.next().unwrap_or("");
    let business = first == "business";
    let named = if business { words.next().unwrap_or("") } else { first };
    let Some(unit) = unit(named, business) else { return Err(unknown_unit(trimmed, named, business, span)) };
    if words.next().is_some() {
        return Err(not_a_duration(trimmed, span));
    }
    of(count, unit).ok_or_else(|| {
        Fault::new("feel.duration", format!("there is no duration of \"{trimmed}\""), span)
            .remedy("use a whole number of that unit")
            .param("text", trimmed)
    })
}

fn iso(text: &str) -> Option<Duration> {
    if let Some(weeks) = text.strip_prefix('P').and_then(|rest| rest.strip_suffix('W')) {
        return of(weeks.parse().ok()?, Unit::Elapsed(7 * DAY_NS));
    }
    let days = DaysDuration::parse(text).map(Duration::Days);
    days.or_else(|| YearsDuration::parse(text).map(Duration::Years))
}

fn not_a_duration(text: &str, span: Span) -> Fault {
    Fault::new("feel.duration", format!("\"{text}\" is no duration"), span)
        .remedy("write it like 4 hours, 2 business days or PT4H")
        .param("text", text)
}

fn unknown_unit(text: &str, word: &str, business: bool, span: Span) -> Fault {
    let known: &[&str] = if business { &["hour", "hours", "day", "days"] } else { &UNITS };
    let fault = not_a_duration(text, span);
    match suggest(word, known.iter().copied()) {
        Some(unit) => {
            let unit = if business { format!("business {unit}") } else { unit };
            fault.remedy(format!("did you mean {unit}?"))
        }
        None => fault,
    }
}
