//! Opening hours: when a workspace works.
//!
//! A calendar has a time zone, opening hours for each weekday and holidays, days on which it is closed. Hours are clock
//! times in the zone; what lies between them is counted as real elapsed time, so a change to summer time neither makes
//! nor loses a business minute. It is only opening hours: who is away is not asked here.

mod business_time;
mod feel;
mod hours;

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use hours::Hours;

/// Opening hours for each weekday, from Monday; within a day ascending and apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weekly(pub [Vec<Hours>; 7]);

/// When it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    zone: TimeZone,
    weekly: Weekly,
    holidays: BTreeSet<Date>,
}

/// Why something is no calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// No weekday has opening hours.
    #[error("a calendar needs opening hours on at least one weekday")]
    NeverOpen,
    /// Hours of a day are not ascending and apart.
    #[error("the opening hours of a day must be ascending and apart: {0:?}")]
    Overlap(Weekday),
    /// Opening hours end before they begin or lie outside of a day.
    #[error("opening hours begin before they end, both within one day")]
    Backwards,
}

/// An open stretch of one day, as instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub opens: Timestamp,
    pub closes: Timestamp,
}

impl Calendar {
    /// A calendar of these hours and holidays.
    pub fn new(
        zone: TimeZone,
        weekly: Weekly,
        holidays: impl IntoIterator<Item = Date>,
    ) -> Result<Self, CalendarError> {
        if weekly.0.iter().all(Vec::is_empty) {
            return Err(CalendarError::NeverOpen);
        }
        for (day, hours) in weekly.0.iter().enumerate() {
            if hours.windows(2).any(|pair| pair[0].closes() >= pair[1].opens()) {
                return Err(CalendarError::Overlap(Weekday::Monday.wrapping_add(day as i64)));
            }
        }
        Ok(Self { zone, weekly, holidays: holidays.into_iter().collect() })
    }

    /// Monday to Friday from 9 to 17, without holidays.
    pub fn weekdays_9_to_17(zone: TimeZone) -> Self {
        let day = vec![Hours::NINE_TO_SEVENTEEN];
        let weekly = std::array::from_fn(|n| if n < 5 { day.clone() } else { Vec::new() });
        Self { zone, weekly: Weekly(weekly), holidays: BTreeSet::new() }
    }

    /// The zone its hours are meant in.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Whether it opens at all on that day.
    pub fn is_working_day(&self, date: Date) -> bool {
        !self.stretches(date).is_empty()
    }

    /// Whether an instant lies in opening hours; the closing moment still does.
    pub fn is_open(&self, at: Timestamp) -> bool {
        let holds = |date: Date| self.stretches(date).iter().any(|open| open.opens <= at && at <= open.closes);
        let date = self.date_of(at);
        holds(date) || date.yesterday().is_ok_and(holds)
    }

    /// The date in its zone at an instant.
    pub fn date_of(&self, at: Timestamp) -> Date {
        at.to_zoned(self.zone.clone()).date()
    }

    /// How long it is open on its longest day of the week.
    pub fn working_day_length(&self) -> SignedDuration {
        let minutes = |day: &Vec<Hours>| day.iter().map(|open| i64::from(open.closes() - open.opens())).sum::<i64>();
        SignedDuration::from_mins(self.weekly.0.iter().map(minutes).max().unwrap_or_default())
    }

    pub(crate) fn hours_of(&self, date: Date) -> &[Hours] {
        if self.holidays.contains(&date) {
            return &[];
        }
        &self.weekly.0[date.weekday().to_monday_zero_offset() as usize]
    }

    /// The open stretches of a day. One that a change of the clocks swallows is left out; a zone can also skip a date.
    pub(crate) fn stretches(&self, date: Date) -> Vec<Stretch> {
        let stretch = |hours: &Hours| {
            let opens = self.moment(date, hours.opens())?;
            let (opens, opens_on) = (opens.timestamp(), opens.date());
            let closes = self.moment(date, hours.closes())?.timestamp();
            (opens < closes && opens_on == date).then_some(Stretch { opens, closes })
        };
        self.hours_of(date).iter().filter_map(stretch).collect()
    }

    /// A minute of a day; minute 1440 is the beginning of the next.
    fn moment(&self, date: Date, minute: u16) -> Option<Zoned> {
        let (date, minute) = if minute < hours::DAY { (date, minute) } else { (date.tomorrow().ok()?, 0) };
        let local = date.at((minute / 60) as i8, (minute % 60) as i8, 0, 0);
        self.zone.to_ambiguous_zoned(local).compatible().ok()
    }
}
