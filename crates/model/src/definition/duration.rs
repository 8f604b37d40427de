//! Durations, in words (`2 business days`) or ISO 8601 (`PT4H`).

use std::fmt;

/// A length of time. Months, exact time and business time do not mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Duration {
    /// Seconds, minutes, hours, days of 24 hours and weeks.
    Seconds(i64),
    /// Months and years.
    Months(i64),
    /// Hours in which the calendar is open.
    BusinessHours(i64),
    /// Working days of the calendar: the same clock time that many working days later.
    BusinessDays(i64),
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (amount, unit) = match *self {
            Self::Seconds(s) => {
                in_largest(s, &[(604_800, "week"), (86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")])
            }
            Self::Months(m) => in_largest(m, &[(12, "year"), (1, "month")]),
            Self::BusinessHours(h) => (h, "business hour"),
            Self::BusinessDays(d) => (d, "business day"),
        };
        let plural = if amount.abs() == 1 { "" } else { "s" };
        write!(f, "{amount} {unit}{plural}")
    }
}

/// The amount in the largest unit that divides it.
fn in_largest(amount: i64, units: &[(i64, &'static str)]) -> (i64, &'static str) {
    units
        .iter()
        .find(|(size, _)| amount != 0 && amount % size == 0)
        .or(units.last())
        .map_or((amount, ""), |(size, name)| (amount / size, *name))
}
