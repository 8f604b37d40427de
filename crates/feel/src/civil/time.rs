//! A time of day, with or without a zone.

use super::scan::Scan;
use super::{DAY_NS, SECOND_NS, Zone};
use std::fmt;

/// A time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    seconds: u32,
    nanos: u32,
    zone: Option<Zone>,
}

impl Time {
    /// The start of a day, without a zone.
    pub const MIDNIGHT: Self = Self { seconds: 0, nanos: 0, zone: None };

    /// The time, if a clock can show it.
    pub fn new(hour: u8, minute: u8, second: u8, nanos: u32) -> Option<Self> {
        let fits = hour < 24 && minute < 60 && second < 60 && i128::from(nanos) < SECOND_NS;
        let seconds = u32::from(hour) * 3_600 + u32::from(minute) * 60 + u32::from(second);
        fits.then_some(Self { seconds, nanos, zone: None })
    }

    /// The time so many nanoseconds after midnight, turned over at the end of the day.
    pub fn from_nanos_of_day(nanos: i128) -> Self {
        let of_day = nanos.rem_euclid(DAY_NS);
        Self { seconds: (of_day / SECOND_NS) as u32, nanos: (of_day % SECOND_NS) as u32, zone: None }
    }

    /// The same time in a zone, or in none.
    #[must_use]
    pub fn in_zone(self, zone: Option<Zone>) -> Self {
        Self { zone, ..self }
    }

    /// Reads `10:30:00`, with a fraction and a zone where there is one; `24:00:00` is the midnight after.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(zone) = text.strip_prefix("24:00:00") {
            let zone = if zone.is_empty() { None } else { Some(Zone::parse(zone)?) };
            return Some(Self::MIDNIGHT.in_zone(zone));
        }
        let mut scan = Scan::new(text);
        let hour = scan.two_digits()?;
        let minute = scan.take(':').then(|| scan.two_digits())??;
        let second = scan.take(':').then(|| scan.two_digits())??;
        let nanos = scan.fraction()?;
        let zone = if scan.is_done() { None } else { Some(Zone::parse(scan.rest())?) };
        Some(Self::new(hour, minute, second, nanos)?.in_zone(zone))
    }

    /// The hour, 0 to 23.
    pub fn hour(&self) -> u8 {
        (self.seconds / 3_600) as u8
    }

    /// The minute.
    pub fn minute(&self) -> u8 {
        (self.seconds / 60 % 60) as u8
    }

    /// The second.
    pub fn second(&self) -> u8 {
        (self.seconds % 60) as u8
    }

    /// The fraction of the second.
    pub fn nanos(&self) -> u32 {
        self.nanos
    }

    /// The zone, if it has one.
    pub fn zone(&self) -> Option<&Zone> {
        self.zone.as_ref()
    }

    /// Nanoseconds since midnight of its own clock.
    pub fn nanos_of_day(&self) -> i128 {
        i128::from(self.seconds) * SECOND_NS + i128::from(self.nanos)
    }

    /// Seconds since midnight of its own clock.
    pub fn seconds_of_day(&self) -> i64 {
        i64::from(self.seconds)
    }

    /// The offset of its zone; of a named one the offset on the first day of 1970, as a time has no day.
    pub fn offset(&self) -> Option<i32> {
        self.zone.as_ref().map(|zone| zone.offset_at_local(i64::from(self.seconds)))
    }

    /// Nanoseconds since midnight in UTC, without turning over; none without a zone.
    pub fn nanos_utc(&self) -> Option<i128> {
        Some(self.nanos_of_day() - i128::from(self.offset()?) * SECOND_NS)
    }

    /// So many nanoseconds later, turned over at the end of the day.
    #[must_use]
    pub fn add_nanos(&self, nanos: i128) -> Self {
        Self::from_nanos_of_day(self.nanos_of_day() + nanos.rem_euclid(DAY_NS)).in_zone(self.zone.clone())
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour(), self.minute(), self.second())?;
        if self.nanos != 0 {
            let fraction = format!("{:09}", self.nanos);
            write!(f, ".{}", fraction.trim_end_matches('0'))?;
        }
        self.zone.as_ref().map_or(Ok(()), |zone| zone.fmt(f))
    }
}
