//! When a schedule begins runs: its next time, and which of its times have come.
//!
//! The times of `every` so long are counted from the publishing of the version; those of five fields are the clock's in the zone.
//! Where several times have come since the last one that began a run, they begin one: the latest, with how many came before it.

use baton_feel::words::Duration;
use baton_model::definition::ScheduleRule;
use baton_people::Calendar;
use jiff::{SignedDuration, Timestamp};

use crate::behaviour::deadlines::later;

/// How many times that came before the latest are counted.
const MISSED_MAX: u32 = 1_000;
/// How many times of business hours are gone through: more than a century of working days, or a year of working minutes.
const STEPS_MAX: usize = 200_000;

/// What of a schedule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// When the version was published.
    pub published: Timestamp,
    /// The time that began a run last, of this version or one before.
    pub last: Option<Timestamp>,
}

impl Since {
    /// The moment after which times count.
    fn after(self) -> Timestamp {
        self.last.map_or(self.published, |last| last.max(self.published))
    }
}

/// The time of a schedule that has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Come {
    /// The latest.
    pub at: Timestamp,
    /// How many came before it and began nothing; no more than a thousand are counted.
    pub missed: u32,
}

/// The first time after a moment, by the clocks of the calendar's zone.
pub fn next_start(rule: &ScheduleRule, since: Since, after: Timestamp, calendar: &Calendar) -> Option<Timestamp> {
    let after = after.max(since.after());
    match rule {
        ScheduleRule::Cron(cron) => cron.next(after, calendar.zone()),
        ScheduleRule::Every(Duration::Days(every)) => {
            let (from, every) = (since.published.as_nanosecond(), every.nanos());
            let times = (after.as_nanosecond() - from).checked_div_euclid(every)?.checked_add(1)?;
            Timestamp::from_nanosecond(from.checked_add(every.checked_mul(times)?)?).ok()
        }
        ScheduleRule::Every(Duration::Years(every)) => {
            let mut times = 1..;
            let nth = |n: i64| {
                let months = Duration::Years(baton_feel::YearsDuration { months: every.months.checked_mul(n)? });
                later(calendar, since.published, &months, false)
            };
            times.by_ref().map_while(nth).find(|at| *at > after)
        }
        ScheduleRule::Every(every) => {
            let mut at = since.after();
            for _ in 0..STEPS_MAX {
                at = later(calendar, at, every, false).filter(|next| *next > at)?;
                if at > after {
                    return Some(at);
                }
            }
            None
        }
    }
}

/// The time that has come; none: it is still to come.
pub fn come(rule: &ScheduleRule, since: Since, now: Timestamp, calendar: &Calendar) -> Option<Come> {
    let first = next_start(rule, since, since.after(), calendar).filter(|at| *at <= now)?;
    let (mut at, mut missed) = (first, 0);
    let on = |at| Since { last: Some(at), ..since };
    while let Some(next) = next_start(rule, on(at), at, calendar).filter(|next| *next <= now) {
        at = next;
        missed += 1;
        if missed >= MISSED_MAX {
            at = latest(rule, on(at), now, calendar);
            break;
        }
    }
    Some(Come { at, missed })
}

/// The latest time up to now, where there are too many to go through: looked for in ever longer spans before now.
fn latest(rule: &ScheduleRule, since: Since, now: Timestamp, calendar: &Calendar) -> Timestamp {
    let from = since.after();
    let mut span = SignedDuration::from_mins(1);
    let mut at = loop {
        let after = now.checked_sub(span).unwrap_or(from).max(from);
        match next_start(rule, since, after, calendar).filter(|next| *next <= now) {
            Some(found) => break found,
            None if after <= from => return from,
            None => span = span.saturating_mul(2),
        }
    };
    while let Some(next) = next_start(rule, since, at, calendar).filter(|next| *next <= now) {
        at = next;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn schedule(text: &str) -> ScheduleRule {
        match text.strip_prefix("every ") {
            Some(every) => ScheduleRule::Every(baton_feel::words::parse(every).expect("a duration")),
            None => ScheduleRule::Cron(baton_model::definition::Cron::parse(text).expect("five fields")),
        }
    }

    fn calendar(zone: &str) -> Calendar {
        Calendar::weekdays_9_to_17(TimeZone::get(zone).expect("a zone"))
    }

    #[test]
    fn every_so_long_is_counted_from_the_publishing() {
        let published = at("2026-01-31T10:20:00Z");
        let since = Since { published, last: None };
        let zone = calendar("UTC");
        for (rule, after, expected) in [
            ("every 2 hours", "2026-01-31T10:20:00Z", "2026-01-31T12:20:00Z"),
            ("every 2 hours", "2026-01-31T12:19:59Z", "2026-01-31T12:20:00Z"),
            ("every 2 hours", "2026-01-31T12:20:00Z", "2026-01-31T14:20:00Z"),
            ("every 2 hours", "2031-01-31T12:20:01Z", "2031-01-31T14:20:00Z"),
            ("every 2 hours", "2020-01-01T00:00:00Z", "2026-01-31T12:20:00Z"),
            // The end of a month does not wander.
            ("every 1 month", "2026-02-28T10:20:00Z", "2026-03-31T10:20:00Z"),
            // It was published on a Saturday: a business day later is the Monday, and the next the Tuesday.
            ("every 1 business day", "2026-02-02T18:00:00Z", "2026-02-03T10:20:00Z"),
        ] {
            assert_eq!(
                next_start(&schedule(rule), since, at(after), &zone),
                Some(at(expected)),
                "{rule} after {after}"
            );
        }
    }

    #[test]
    fn times_that_were_missed_begin_one_run() {
        let zone = calendar("Europe/Berlin");
        let cases = [
            ("0 8 * * *", "2026-03-02T07:00:00Z", None, "2026-03-03T06:59:59Z", None),
            ("0 8 * * *", "2026-03-02T07:00:00Z", None, "2026-03-03T07:00:00Z", Some(("2026-03-03T07:00:00Z", 0))),
            ("0 8 * * *", "2026-03-02T07:00:00Z", None, "2026-03-06T12:00:00Z", Some(("2026-03-06T07:00:00Z", 3))),
            ("0 8 * * *", "2026-03-02T07:00:00Z", Some("2026-03-06T07:00:00Z"), "2026-03-06T12:00:00Z", None),
            // Clocks are put forward: half past two comes at half past three, once.
            ("30 2 * * *", "2026-03-28T12:00:00Z", None, "2026-03-29T23:00:00Z", Some(("2026-03-29T01:30:00Z", 0))),
            // Clocks are put back: half past two comes twice, and begins once.
            ("30 2 * * *", "2026-10-24T12:00:00Z", None, "2026-10-25T23:00:00Z", Some(("2026-10-25T00:30:00Z", 0))),
            (
                "every 1 minute",
                "2026-03-02T07:00:00Z",
                None,
                "2027-03-02T07:00:30Z",
                Some(("2027-03-02T07:00:00Z", 1000)),
            ),
            ("* * * * *", "2026-03-02T07:00:00Z", None, "2027-03-02T07:00:30Z", Some(("2027-03-02T07:00:00Z", 1000))),
        ];
        for (rule, published, last, now, expected) in cases {
            let since = Since { published: at(published), last: last.map(at) };
            let found = come(&schedule(rule), since, at(now), &zone);
            let expected = expected.map(|(moment, missed)| Come { at: at(moment), missed });
            assert_eq!(found, expected, "{rule} at {now}");
        }
    }

    #[test]
    fn a_new_version_begins_its_times_anew() {
        let since = Since { published: at("2026-03-02T07:30:00Z"), last: Some(at("2026-03-02T07:00:00Z")) };
        let next = next_start(&schedule("every 2 hours"), since, at("2026-03-02T07:31:00Z"), &calendar("UTC"));
        assert_eq!(next, Some(at("2026-03-02T09:30:00Z")));
    }
}
