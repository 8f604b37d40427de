//! A date and time: local, at an offset, or in a named zone.

use super::{DAY_NS, Date, SECOND_NS, Time, Zone};
use std::fmt;

/// A date with a time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateTime {
    date: Date,
    time: Time,
}

impl DateTime {
    /// The date at that time.
    pub fn new(date: Date, time: Time) -> Self {
        Self { date, time }
    }

    /// Reads `2026-01-31T10:30:00`, with a fraction and a zone where there is one; a date alone means its midnight.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('T') {
            Some((date, time)) => Self::parse_both(date, time),
            None => Some(Self::new(Date::parse(text)?, Time::MIDNIGHT)),
        }
    }

    /// The end of a day, `24:00:00`, is the beginning of the next.
    fn parse_both(date: &str, time: &str) -> Option<Self> {
        let date = Date::parse(date)?;
        let date = if time.starts_with("24:00:00") { date.add_days(1)? } else { date };
        Some(Self::new(date, Time::parse(time)?))
    }

    /// The instant, as the clocks of a zone show it.
    pub fn from_timestamp(instant: jiff::Timestamp, zone: &jiff::tz::TimeZone) -> Option<Self> {
        Self::from_instant(instant.as_nanosecond(), Zone::from_jiff(zone))
    }

    /// The instant in nanoseconds since 1970 UTC, as the clocks of a zone show it.
    pub fn from_instant(nanos: i128, zone: Zone) -> Option<Self> {
        let seconds = i64::try_from(nanos.div_euclid(SECOND_NS)).ok()?;
        let offset = i128::from(zone.offset_at_instant(seconds));
        Self::from_local_nanos(nanos + offset * SECOND_NS, Some(zone))
    }

    fn from_local_nanos(nanos: i128, zone: Option<Zone>) -> Option<Self> {
        let date = Date::from_days(i64::try_from(nanos.div_euclid(DAY_NS)).ok()?)?;
        Some(Self::new(date, Time::from_nanos_of_day(nanos).in_zone(zone)))
    }

    /// Its date.
    pub fn date(&self) -> Date {
        self.date
    }

    /// Its time of day, with the zone.
    pub fn time(&self) -> &Time {
        &self.time
    }

    /// Its zone, if it has one.
    pub fn zone(&self) -> Option<&Zone> {
        self.time.zone()
    }

    /// Nanoseconds since 1970 as its own clock shows it.
    pub fn local_nanos(&self) -> i128 {
        i128::from(self.date.to_days()) * DAY_NS + self.time.nanos_of_day()
    }

    /// The offset of its zone at that time.
    pub fn offset(&self) -> Option<i32> {
        let local_seconds = self.date.to_days() * 86_400 + self.time.seconds_of_day();
        self.zone().map(|zone| zone.offset_at_local(local_seconds))
    }

    /// Nanoseconds since 1970 UTC; none without a zone.
    pub fn instant(&self) -> Option<i128> {
        Some(self.local_nanos() - i128::from(self.offset()?) * SECOND_NS)
    }

    /// The instant as `jiff` has it; without a zone, in the one given.
    pub fn to_timestamp(&self, zone: &jiff::tz::TimeZone) -> Option<jiff::Timestamp> {
        let nanos = match self.instant() {
            Some(nanos) => nanos,
            None => self.clone().in_zone(Some(Zone::from_jiff(zone))).instant()?,
        };
        jiff::Timestamp::from_nanosecond(nanos).ok()
    }

    /// The same clock time in another zone, or in none.
    #[must_use]
    pub fn in_zone(self, zone: Option<Zone>) -> Self {
        Self { date: self.date, time: self.time.in_zone(zone) }
    }

    /// So many nanoseconds later; where a zone turns its clocks, elapsed time counts.
    pub fn add_nanos(&self, nanos: i128) -> Option<Self> {
        match (self.instant(), self.zone()) {
            (Some(instant), Some(zone)) => Self::from_instant(instant.checked_add(nanos)?, zone.clone()),
            _ => Self::from_local_nanos(self.local_nanos().checked_add(nanos)?, None),
        }
    }

    /// The same clock time so many months later.
    pub fn add_months(&self, months: i64) -> Option<Self> {
        Some(Self::new(self.date.add_months(months)?, self.time.clone()))
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}
