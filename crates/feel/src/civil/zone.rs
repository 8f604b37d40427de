//! The zone of a time: an offset from UTC, or a named zone with its rules.

use super::scan::Scan;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fmt;

const CYCLE_SECONDS: i64 = 146_097 * 86_400;
/// Seconds since 1970 that `jiff` knows for certain: the years 0 to 9999.
const KNOWN_SECONDS: std::ops::Range<i64> = -62_167_219_200..253_402_207_200;
const OFFSET_SECONDS_MAX: i32 = 18 * 3_600;

/// An offset from UTC, or a named zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Zone {
    /// Seconds east of UTC.
    Offset(i32),
    /// A zone of the IANA database, such as `Europe/Berlin`.
    Named(TimeZone),
}

impl Zone {
    /// UTC, written `Z`.
    pub const UTC: Self = Self::Offset(0);

    /// The zone that `jiff` means.
    pub fn from_jiff(zone: &TimeZone) -> Self {
        if zone.iana_name() == Some("UTC") {
            return Self::UTC;
        }
        match zone.to_fixed_offset() {
            Ok(offset) => Self::Offset(offset.seconds()),
            Err(_) => Self::Named(zone.clone()),
        }
    }

    /// Reads `Z`, `+02:00`, `-01:30:15` or `@Europe/Berlin`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(name) = text.strip_prefix('@') {
            // `jiff` also knows offsets and rules by text; a name has a letter first and no digits alone.
            let looks_named = name.starts_with(|c: char| c.is_ascii_alphabetic());
            let zone = looks_named.then(|| TimeZone::get(name).ok())??;
            return (zone.iana_name() == Some(name)).then_some(Self::Named(zone));
        }
        if text == "Z" {
            return Some(Self::UTC);
        }
        let mut scan = Scan::new(text);
        let negative = scan.take('-');
        if !negative && !scan.take('+') {
            return None;
        }
        let hours = scan.two_digits()?;
        let minutes = scan.take(':').then(|| scan.two_digits())??;
        let seconds = if scan.take(':') { scan.two_digits()? } else { 0 };
        let total = i32::from(hours) * 3_600 + i32::from(minutes) * 60 + i32::from(seconds);
        let fits = scan.is_done() && minutes < 60 && seconds < 60 && total <= OFFSET_SECONDS_MAX;
        fits.then_some(Self::Offset(if negative { -total } else { total }))
    }

    /// The offset for a local time, in seconds since 1970 as a clock there shows it.
    pub fn offset_at_local(&self, local_seconds: i64) -> i32 {
        match self {
            Self::Offset(offset) => *offset,
            Self::Named(zone) => local_offset(zone, known(local_seconds)),
        }
    }

    /// The offset at an instant, in seconds since 1970 UTC.
    pub fn offset_at_instant(&self, seconds: i64) -> i32 {
        match self {
            Self::Offset(offset) => *offset,
            Self::Named(zone) => {
                Timestamp::from_second(known(seconds)).map_or(0, |instant| zone.to_offset(instant).seconds())
            }
        }
    }

    /// The name of a named zone.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Offset(_) => None,
            Self::Named(zone) => zone.iana_name(),
        }
    }
}

/// The same place in a 400-year cycle that `jiff` knows.
fn known(seconds: i64) -> i64 {
    if KNOWN_SECONDS.contains(&seconds) { seconds } else { seconds.rem_euclid(CYCLE_SECONDS) }
}

fn local_offset(zone: &TimeZone, local_seconds: i64) -> i32 {
    let Ok(instant) = Timestamp::from_second(local_seconds) else { return 0 };
    let local = TimeZone::UTC.to_datetime(instant);
    let Ok(found) = zone.to_ambiguous_timestamp(local).compatible() else { return 0 };
    (local_seconds - found.as_second()) as i32
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offset(0) => f.write_str("Z"),
            Self::Offset(offset) => {
                let (sign, total) = (if *offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
                write!(f, "{sign}{:02}:{:02}", total / 3_600, total / 60 % 60)?;
                if total.is_multiple_of(60) { Ok(()) } else { write!(f, ":{:02}", total % 60) }
            }
            Self::Named(zone) => write!(f, "@{}", zone.iana_name().unwrap_or("Etc/Unknown")),
        }
    }
}
