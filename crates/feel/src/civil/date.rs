//! A civil date: a day of the proleptic Gregorian calendar, without a time or a zone.

use super::scan::Scan;
use std::fmt;

/// The last year; the first is its negative.
pub const YEAR_MAX: i32 = 999_999_999;
const CYCLE_DAYS: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH_FROM_MARCH_0: i64 = 719_468;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// The date, if there is such a day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let exists = year.abs() <= YEAR_MAX && (1..=12).contains(&month) && day >= 1 && day <= month_days(year, month);
        exists.then_some(Self { year, month, day })
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Reads `2026-01-31`; years beyond four digits have no leading zero.
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        let negative = scan.take('-');
        let year = scan.digits();
        if !(4..=9).contains(&year.len()) || (year.len() > 4 && year.starts_with('0')) || !scan.take('-') {
            return None;
        }
        let month = scan.two_digits()?;
        let day = scan.take('-').then(|| scan.two_digits())??;
        let year: i32 = year.parse().ok()?;
        if scan.is_done() { Self::new(if negative { -year } else { year }, month, day) } else { None }
    }

    /// Days since 1970-01-01.
    pub fn to_days(self) -> i64 {
        // Years begin in March here, so that the leap day is the last one.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let (cycle, year_of_cycle) = (year.div_euclid(400), year.rem_euclid(400));
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
        cycle * CYCLE_DAYS + day_of_cycle - EPOCH_FROM_MARCH_0
    }

    /// The date that is so many days after 1970-01-01.
    pub fn from_days(days: i64) -> Option<Self> {
        let shifted = days.checked_add(EPOCH_FROM_MARCH_0)?;
        let (cycle, day_of_cycle) = (shifted.div_euclid(CYCLE_DAYS), shifted.rem_euclid(CYCLE_DAYS));
        let year_of_cycle =
            (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
        let day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = cycle * 400 + year_of_cycle + i64::from(month <= 2);
        Self::new(i32::try_from(year).ok()?, month as u8, day as u8)
    }

    /// So many days later.
    pub fn add_days(self, days: i64) -> Option<Self> {
        Self::from_days(self.to_days().checked_add(days)?)
    }

    /// So many months later; a day that month does not have becomes its last one.
    pub fn add_months(self, months: i64) -> Option<Self> {
        let total = (i64::from(self.year) * 12 + i64::from(self.month) - 1).checked_add(months)?;
        let year = i32::try_from(total.div_euclid(12)).ok().filter(|year| year.abs() <= YEAR_MAX)?;
        let month = total.rem_euclid(12) as u8 + 1;
        Self::new(year, month, self.day.min(month_days(year, month)))
    }

    /// 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> u8 {
        (self.to_days() + 3).rem_euclid(7) as u8 + 1
    }

    /// 1 for the first of January.
    pub fn day_of_year(self) -> u16 {
        let first = Self { month: 1, day: 1, ..self };
        (self.to_days() - first.to_days()) as u16 + 1
    }

    /// The week of ISO 8601: the one that holds the year's first Thursday is week 1.
    pub fn week_of_year(self) -> u8 {
        let thursday = self.to_days() + 4 - i64::from(self.weekday());
        let day_of_year = Self::from_days(thursday).map_or(self.day_of_year(), Self::day_of_year);
        ((day_of_year - 1) / 7) as u8 + 1
    }

    /// The last day of its month.
    #[must_use]
    pub fn month_end(self) -> Self {
        Self { day: month_days(self.year, self.month), ..self }
    }

    /// As `jiff` has it, for years it knows.
    pub fn to_jiff(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(i16::try_from(self.year).ok()?, self.month as i8, self.day as i8).ok()
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self { year: i32::from(date.year()), month: date.month() as u8, day: date.day() as u8 }
    }
}

fn month_days(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}
