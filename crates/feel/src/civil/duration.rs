//! Three kinds of duration that never mix: days and time, years and months, business time.

use super::scan::Scan;
use super::{DAY_NS, SECOND_NS};
use crate::decimal::{Decimal, Rounding};
use std::cmp::Ordering;
use std::fmt;

/// A duration of days, hours, minutes and seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaysDuration {
    seconds: i64,
    nanos: u32,
}

impl DaysDuration {
    /// So many nanoseconds; none where that is beyond 292 billion years.
    pub fn from_nanos(nanos: i128) -> Option<Self> {
        let seconds = i64::try_from(nanos.div_euclid(SECOND_NS)).ok()?;
        Some(Self { seconds, nanos: nanos.rem_euclid(SECOND_NS) as u32 })
    }

    /// So many seconds.
    pub fn from_seconds(seconds: i64) -> Self {
        Self { seconds, nanos: 0 }
    }

    /// All of it in nanoseconds.
    pub fn nanos(self) -> i128 {
        i128::from(self.seconds) * SECOND_NS + i128::from(self.nanos)
    }

    /// All of it in seconds, the fraction cut.
    pub fn whole_seconds(self) -> i64 {
        (self.nanos() / SECOND_NS) as i64
    }

    /// All of it in seconds.
    pub fn seconds(self) -> Decimal {
        let fraction = Decimal::scaled(i64::from(self.nanos), 9);
        Decimal::from(self.seconds).checked_add(fraction).unwrap_or(Decimal::ZERO)
    }

    /// Reads `P1DT2H3M4.5S`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        let negative = scan.take('-');
        if !scan.take('P') || scan.is_done() {
            return None;
        }
        let mut nanos: i128 = 0;
        if !scan.rest().starts_with('T') {
            nanos = part(&mut scan, 'D')?.checked_mul(DAY_NS)?;
        }
        if !scan.is_done() {
            nanos = nanos.checked_add(time_part(&mut scan)?)?;
        }
        Self::from_nanos(if negative { -nanos } else { nanos })
    }

    /// Multiplied, to the nanosecond.
    pub fn checked_mul(self, by: Decimal) -> Option<Self> {
        let nanos: Decimal = self.nanos().to_string().parse().ok()?;
        Self::from_nanos(nanos.checked_mul(by)?.round(0, Rounding::HalfEven)?.to_i128()?)
    }
}

fn part(scan: &mut Scan<'_>, unit: char) -> Option<i128> {
    let digits = scan.digits();
    if !scan.take(unit) {
        return None;
    }
    digits.parse().ok()
}

fn time_part(scan: &mut Scan<'_>) -> Option<i128> {
    if !scan.take('T') || scan.is_done() {
        return None;
    }
    let mut nanos: i128 = 0;
    for (unit, seconds) in [('H', 3_600), ('M', 60)] {
        let mut ahead = *scan;
        if let Some(count) = part(&mut ahead, unit) {
            nanos = nanos.checked_add(count.checked_mul(seconds * SECOND_NS)?)?;
            *scan = ahead;
        }
    }
    if scan.is_done() {
        return Some(nanos);
    }
    let seconds: i128 = scan.digits().parse().ok()?;
    let fraction = scan.fraction()?;
    if !scan.take('S') || !scan.is_done() {
        return None;
    }
    nanos.checked_add(seconds.checked_mul(SECOND_NS)?)?.checked_add(i128::from(fraction))
}

impl fmt::Display for DaysDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.nanos();
        let magnitude = total.unsigned_abs();
        let (seconds, nanos) = (magnitude / SECOND_NS as u128, magnitude % SECOND_NS as u128);
        let (days, of_day) = (seconds / 86_400, seconds % 86_400);
        f.write_str(if total < 0 { "-P" } else { "P" })?;
        if days != 0 {
            write!(f, "{days}D")?;
        }
        if of_day == 0 && nanos == 0 {
            return if days == 0 { f.write_str("T0S") } else { Ok(()) };
        }
        f.write_str("T")?;
        for (count, unit) in [(of_day / 3_600, 'H'), (of_day / 60 % 60, 'M')] {
            if count != 0 {
                write!(f, "{count}{unit}")?;
            }
        }
        match (of_day % 60, nanos) {
            (0, 0) => Ok(()),
            (seconds, 0) => write!(f, "{seconds}S"),
            (seconds, nanos) => write!(f, "{seconds}.{}S", format!("{nanos:09}").trim_end_matches('0')),
        }
    }
}

/// A duration of years and months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearsDuration {
    /// All of it in months.
    pub months: i64,
}

impl YearsDuration {
    /// Reads `P1Y2M`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        let negative = scan.take('-');
        if !scan.take('P') || scan.is_done() {
            return None;
        }
        let mut months: i128 = 0;
        for (unit, factor) in [('Y', 12), ('M', 1)] {
            let mut ahead = scan;
            if let Some(count) = part(&mut ahead, unit) {
                months = months.checked_add(count.checked_mul(factor)?)?;
                scan = ahead;
            }
        }
        let months = i64::try_from(if negative { -months } else { months }).ok()?;
        scan.is_done().then_some(Self { months })
    }

    /// Multiplied, cut to whole months.
    pub fn checked_mul(self, by: Decimal) -> Option<Self> {
        let months = Decimal::from(self.months).checked_mul(by)?.trunc().to_i64()?;
        Some(Self { months })
    }
}

impl fmt::Display for YearsDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.months.unsigned_abs();
        f.write_str(if self.months < 0 { "-P" } else { "P" })?;
        match (magnitude / 12, magnitude % 12) {
            (0, months) => write!(f, "{months}M"),
            (years, 0) => write!(f, "{years}Y"),
            (years, months) => write!(f, "{years}Y{months}M"),
        }
    }
}

/// A duration in business time: working days, and minutes of opening time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BusinessDuration {
    /// Working days.
    pub days: i64,
    /// Open minutes.
    pub minutes: i64,
}

impl BusinessDuration {
    /// Multiplied; whole working days and minutes only.
    pub fn checked_mul(self, by: Decimal) -> Option<Self> {
        let scaled = |count: i64| Decimal::from(count).checked_mul(by).filter(|n| n.is_integer())?.to_i64();
        Some(Self { days: scaled(self.days)?, minutes: scaled(self.minutes)? })
    }

    /// The sum of both.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Some(Self { days: self.days.checked_add(other.days)?, minutes: self.minutes.checked_add(other.minutes)? })
    }

    /// Which is longer; days and minutes cannot be held against each other without a calendar.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        match (self.days.cmp(&other.days), self.minutes.cmp(&other.minutes)) {
            (order, Ordering::Equal) | (Ordering::Equal, order) => Some(order),
            (days, minutes) if days == minutes => Some(days),
            _ => None,
        }
    }
}

impl std::ops::Neg for BusinessDuration {
    type Output = Self;

    fn neg(self) -> Self {
        Self { days: self.days.saturating_neg(), minutes: self.minutes.saturating_neg() }
    }
}

impl fmt::Display for BusinessDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hours = Decimal::from(self.minutes).checked_div(Decimal::from(60)).unwrap_or(Decimal::ZERO);
        let named = |count: Decimal, unit: &str| {
            format!("{count} business {unit}{}", if count == Decimal::ONE { "" } else { "s" })
        };
        match (self.days, self.minutes) {
            (days, 0) => f.write_str(&named(Decimal::from(days), "day")),
            (0, _) => f.write_str(&named(hours, "hour")),
            (days, _) => write!(f, "{} {}", named(Decimal::from(days), "day"), named(hours, "hour")),
        }
    }
}
