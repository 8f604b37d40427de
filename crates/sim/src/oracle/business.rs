//! Business time: Monday to Friday from 9 to 17.
//!
//! A business day later is the same clock time on the next working day, moved into that day's hours; a business hour is sixty
//! open minutes, and the closing moment counts as open.

use jiff::civil::{Date, DateTime, Time, Weekday, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

const OPENS: Time = time(9, 0, 0, 0);
const CLOSES: Time = time(17, 0, 0, 0);

/// The moment that many working days and then open minutes later.
pub(super) fn later(since: Timestamp, days: i64, minutes: i64) -> Option<Timestamp> {
    let mut at = since.to_zoned(TimeZone::UTC).datetime();
    for _ in 0..days {
        let clock = at.time().clamp(OPENS, CLOSES);
        at = next_day(at.date())?.to_datetime(clock);
    }
    let at = if minutes == 0 { at } else { open_minutes(at, SignedDuration::from_mins(minutes))? };
    at.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp())
}

fn open_minutes(mut at: DateTime, mut left: SignedDuration) -> Option<DateTime> {
    loop {
        if !is_working(at.date()) || at.time() >= CLOSES {
            at = next_day(at.date())?.to_datetime(OPENS);
        }
        at = at.date().to_datetime(at.time().max(OPENS));
        let today = at.date().to_datetime(CLOSES).duration_since(at);
        if left <= today {
            return at.checked_add(left).ok();
        }
        left -= today;
        at = at.date().to_datetime(CLOSES);
    }
}

fn next_day(date: Date) -> Option<Date> {
    let mut next = date.tomorrow().ok()?;
    while !is_working(next) {
        next = next.tomorrow().ok()?;
    }
    Some(next)
}

fn is_working(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}
