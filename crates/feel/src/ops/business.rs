//! Business time added to a date or a date and time; what is open when comes from the calendar.

use super::Answer;
use crate::civil::{BusinessDuration, Date, DateTime, Time};
use crate::env::Env;
use crate::fault::Trouble;
use crate::syntax::tree::Arithmetic;
use crate::value::Value;
use jiff::tz::TimeZone;

/// The sum or difference, if this is business time and a date; none where it is not.
pub fn apply(operator: Arithmetic, a: &Value, b: &Value, env: &Env<'_>) -> Option<Answer> {
    let (moment, duration) = match (operator, a, b) {
        (Arithmetic::Add, moment, Value::BusinessDuration(duration))
        | (Arithmetic::Add, Value::BusinessDuration(duration), moment) => (moment, *duration),
        (Arithmetic::Subtract, moment, Value::BusinessDuration(duration)) => (moment, -*duration),
        _ => return None,
    };
    match moment {
        Value::Date(date) => Some(add_to_date(*date, duration, env)),
        Value::DateTime(at) => Some(add_to_moment(at, duration, env)),
        _ => None,
    }
}

/// A date is taken at noon, so that a working day later is the next working day in any calendar.
fn add_to_date(date: Date, duration: BusinessDuration, env: &Env<'_>) -> Answer {
    let noon = Time::from_nanos_of_day(crate::civil::DAY_NS / 2);
    let there = shifted(&DateTime::new(date, noon), duration, env)?;
    let local = DateTime::from_timestamp(there, env.zone).ok_or_else(no_result)?;
    Ok(Value::Date(local.date()))
}

fn add_to_moment(at: &DateTime, duration: BusinessDuration, env: &Env<'_>) -> Answer {
    let there = shifted(at, duration, env)?;
    let zone = match at.zone() {
        Some(zone) => zone.clone(),
        None => crate::civil::Zone::from_jiff(env.zone),
    };
    let moved = DateTime::from_instant(there.as_nanosecond(), zone).ok_or_else(no_result)?;
    let moved = if at.zone().is_some() { moved } else { moved.in_zone(None) };
    Ok(Value::DateTime(moved))
}

fn shifted(at: &DateTime, duration: BusinessDuration, env: &Env<'_>) -> Result<jiff::Timestamp, Trouble> {
    let calendar =
        env.calendar.ok_or_else(|| Trouble::bad_value("business time needs a calendar, and there is none"))?;
    let from = at.to_timestamp(env.zone).ok_or_else(no_result)?;
    calendar.add(from, duration).ok_or_else(no_result)
}

fn no_result() -> Trouble {
    Trouble::bad_value("the calendar has no such day")
}

/// The moment of `now` as a value.
pub fn now(env: &Env<'_>) -> Option<DateTime> {
    DateTime::from_timestamp(env.now, env.zone)
}

/// The day of `now` in the zone of the expression.
pub fn today(now: jiff::Timestamp, zone: &TimeZone) -> Option<Date> {
    DateTime::from_timestamp(now, zone).map(|at| at.date())
}
