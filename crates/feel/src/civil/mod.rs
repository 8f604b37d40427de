//! FEEL's own dates, times and durations, for years to ±999,999,999. Civil dates follow the proleptic
//! Gregorian calendar with a year 0; what a named zone does is `jiff`'s, and beyond the years it
//! knows the zone behaves as in the year of the same place in the 400-year cycle.

mod date;
mod datetime;
mod duration;
mod names;
mod scan;
mod time;
mod zone;

pub use date::{Date, YEAR_MAX};
pub use datetime::DateTime;
pub use duration::{BusinessDuration, DaysDuration, YearsDuration};
pub use names::{MONTHS, WEEKDAYS};
pub use time::Time;
pub use zone::Zone;

/// Nanoseconds in a second.
pub const SECOND_NS: i128 = 1_000_000_000;
/// Nanoseconds in a day.
pub const DAY_NS: i128 = 86_400 * SECOND_NS;
