//! Times by the five fields of CRON: minute, hour, day of the month, month, day of the week.
//!
//! A field is `*`, numbers, ranges `1-5`, steps `*/15` or a list of these; months and days have their English names too, 0 and 7 are
//! Sunday. Where both kinds of day are said, either is enough. A time that a day does not have, since clocks were put forward, is
//! so much later; one that a day has twice comes once.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

mod words;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
/// How many days are looked through for the next time: the 29th of February may be eight years away.
const DAYS_MAX: usize = 366 * 9;

/// When something happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cron {
    minutes: Set,
    hours: Set,
    days: Set,
    months: Set,
    weekdays: Set,
}

/// Which numbers a field allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Set {
    bits: u64,
    /// Whether it says nothing: `*`.
    any: bool,
}

impl Set {
    fn has(self, number: i8) -> bool {
        self.bits >> number & 1 == 1
    }

    fn numbers(self) -> impl Iterator<Item = i8> {
        (0..60).filter(move |number| self.has(*number))
    }

    /// Reads a field; its numbers lie within these, and may have these names.
    fn read(text: &str, (low, high): (u8, u8), names: &[&str]) -> Option<Self> {
        let mut bits = 0;
        for part in text.split(',') {
            let (range, step) = match part.split_once('/') {
                Some((range, step)) => (range, step.parse::<u8>().ok().filter(|step| *step > 0)?),
                None => (part, 1),
            };
            let (from, to) = match range.split_once('-') {
                _ if range == "*" => (low, high),
                Some((from, to)) => (number(from, low, names)?, number(to, low, names)?),
                None => {
                    let from = number(range, low, names)?;
                    (from, if part.contains('/') { high } else { from })
                }
            };
            if from < low || to > high || from > to {
                return None;
            }
            (from..=to).step_by(step.into()).for_each(|number| bits |= 1 << number);
        }
        Some(Self { bits, any: text == "*" })
    }
}

/// A number, or what its name stands for.
fn number(text: &str, low: u8, names: &[&str]) -> Option<u8> {
    let named = names.iter().position(|name| name.eq_ignore_ascii_case(text));
    match named {
        Some(place) => Some(place as u8 + low),
        None => text.parse().ok(),
    }
}

impl Cron {
    /// Reads the five fields; none where they are not that, or never come.
    pub fn parse(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.split_ascii_whitespace().collect();
        let [minute, hour, day, month, weekday] = fields.as_slice() else { return None };
        let mut weekdays = Set::read(weekday, (0, 7), &DAYS)?;
        weekdays.bits |= weekdays.bits >> 7 & 1;
        let cron = Self {
            minutes: Set::read(minute, (0, 59), &[])?,
            hours: Set::read(hour, (0, 23), &[])?,
            days: Set::read(day, (1, 31), &[])?,
            months: Set::read(month, (1, 12), &MONTHS)?,
            weekdays,
        };
        cron.next(Timestamp::UNIX_EPOCH, &TimeZone::UTC).map(|_| cron)
    }

    /// The first time after a moment, by the clocks of a zone.
    pub fn next(&self, after: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let mut date = after.to_zoned(zone.clone()).date();
        for _ in 0..DAYS_MAX {
            if self.is_on(date)
                && let Some(at) = self.first(date, zone, after)
            {
                return Some(at);
            }
            date = date.tomorrow().ok()?;
        }
        None
    }

    /// The first time of a day after a moment. One that the day does not have moves on by as much as clocks were put forward, and
    /// may so come after one that stands later in the day: of both, the earlier.
    fn first(&self, date: Date, zone: &TimeZone, after: Timestamp) -> Option<Timestamp> {
        let mut moved = None;
        for (at, is_moved) in self.times(date, zone).filter(|(at, _)| *at > after) {
            if !is_moved {
                return Some(moved.map_or(at, |moved: Timestamp| moved.min(at)));
            }
            moved = moved.or(Some(at));
        }
        moved
    }

    /// The times of a day in the order of its clock, and whether the clock passes over them.
    fn times(&self, date: Date, zone: &TimeZone) -> impl Iterator<Item = (Timestamp, bool)> {
        let of_day = self.hours.numbers().flat_map(|hour| self.minutes.numbers().map(move |minute| (hour, minute)));
        of_day.filter_map(move |(hour, minute)| {
            let at = zone.to_ambiguous_zoned(date.to_datetime(Time::new(hour, minute, 0, 0).ok()?));
            let is_moved = matches!(at.offset(), AmbiguousOffset::Gap { .. });
            Some((at.compatible().ok()?.timestamp(), is_moved))
        })
    }

    fn is_on(&self, date: Date) -> bool {
        if !self.months.has(date.month()) {
            return false;
        }
        let day = self.days.has(date.day());
        let weekday = self.weekdays.has(date.weekday().to_sunday_zero_offset());
        if self.days.any || self.weekdays.any { day && weekday } else { day || weekday }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(text: &str, after: &str, zone: &str) -> String {
        let zone = TimeZone::get(zone).unwrap();
        Cron::parse(text).unwrap().next(after.parse().unwrap(), &zone).unwrap().to_zoned(zone).datetime().to_string()
    }

    #[test]
    fn the_next_time_is_by_the_clocks_of_the_zone() {
        let berlin = "Europe/Berlin";
        for (text, after, expected) in [
            ("0 8 * * 1", "2026-11-20T12:00:00Z", "2026-11-23T08:00:00"),
            ("0 8 * * MON-FRI", "2026-11-20T07:00:00Z", "2026-11-23T08:00:00"),
            ("*/15 9-17 * * *", "2026-11-20T16:44:59Z", "2026-11-20T17:45:00"),
            ("5,35 0 1 jan *", "2026-11-20T00:00:00Z", "2027-01-01T00:05:00"),
            ("0 0 13 * 5", "2026-11-20T12:00:00Z", "2026-11-27T00:00:00"),
            ("0 0 29 2 *", "2026-11-20T12:00:00Z", "2028-02-29T00:00:00"),
            ("0 6 * * 7", "2026-11-20T12:00:00Z", "2026-11-22T06:00:00"),
            // Clocks are put forward at two, and back at three.
            ("30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T03:30:00"),
            ("30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T02:30:00"),
            ("30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-26T02:30:00"),
        ] {
            assert_eq!(next(text, after, berlin), expected, "{text} after {after}");
        }
    }

    #[test]
    fn no_time_is_passed_over_where_clocks_are_put_forward_by_less_than_an_hour() {
        // Half an hour, at two: what is said for 02:05 and 02:20 comes at 02:35 and 02:50.
        let zone = TimeZone::get("Australia/Lord_Howe").unwrap();
        for text in ["5,20,40,45 * * * *", "*/10 * * * *", "0,25,26,31 2 * * *", "*/15 2-3 * * *"] {
            let cron = Cron::parse(text).unwrap();
            let day = jiff::civil::date(2026, 10, 4);
            let mut expected: Vec<Timestamp> = cron.times(day, &zone).map(|(at, _)| at).collect();
            expected.sort();
            expected.dedup();
            let before = day.to_zoned(zone.clone()).unwrap().timestamp() - jiff::SignedDuration::from_secs(1);
            let mut found = vec![cron.next(before, &zone).unwrap()];
            while found.len() < expected.len() {
                found.push(cron.next(*found.last().unwrap(), &zone).unwrap());
            }
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_not_read() {
        for text in ["", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "5-1 * * * *"] {
            assert_eq!(Cron::parse(text), None, "{text}");
        }
        for text in ["*/0 * * * *", "a * * * *", "0 0 30 2 *", "* * * * * *", "1, * * * *"] {
            assert_eq!(Cron::parse(text), None, "{text}");
        }
    }
}
