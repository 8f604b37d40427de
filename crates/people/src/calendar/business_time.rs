//! Counting in business time.
//!
//! A business hour is 60 open minutes. A business day later is the same clock time on the next working day, moved into
//! that day's opening hours (before opening: to the opening; after closing: to the closing; in a break: to its end).
//! A deadline that is a date means the close of that day and a start its opening; where the day is closed, the deadline
//! is the close before it and the start the opening after it, so that neither breaks what the date promises.
//! Every result lies in opening hours, the closing moment included. None means: farther than 100 years away.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};

use super::{Calendar, Stretch};
use crate::limits::SEARCH_DAYS_MAX;

/// Which way time is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Later,
    Earlier,
}

impl Way {
    fn next(self, date: Date) -> Option<Date> {
        match self {
            Self::Later => date.tomorrow().ok(),
            Self::Earlier => date.yesterday().ok(),
        }
    }
}

impl Calendar {
    /// The instant that many open minutes later, or earlier if negative.
    pub fn add_business_time(&self, at: Timestamp, by: SignedDuration) -> Option<Timestamp> {
        if by.is_negative() {
            return self.open_time_earlier(at, by.checked_neg()?);
        }
        let mut left = by;
        for date in days(self.date_of(at), Way::Later) {
            for open in self.stretches(date) {
                let from = open.opens.max(at);
                let room = open.closes.duration_since(from);
                if room >= left && !room.is_negative() {
                    return from.checked_add(left).ok();
                }
                left -= room.max(SignedDuration::ZERO);
            }
        }
        None
    }

    fn open_time_earlier(&self, at: Timestamp, by: SignedDuration) -> Option<Timestamp> {
        let mut left = by;
        for date in days(self.date_of(at), Way::Earlier) {
            for open in self.stretches(date).into_iter().rev() {
                let until = open.closes.min(at);
                let room = until.duration_since(open.opens);
                if room >= left && !room.is_negative() {
                    return until.checked_sub(left).ok();
                }
                left -= room.max(SignedDuration::ZERO);
            }
        }
        None
    }

    /// The same clock time that many working days later, or earlier if negative, moved into opening hours.
    pub fn add_business_days(&self, at: Timestamp, days: i64) -> Option<Timestamp> {
        let local = at.to_zoned(self.zone().clone());
        let way = if days < 0 { Way::Earlier } else { Way::Later };
        let date = self.working_day(local.date(), days.unsigned_abs(), way)?;
        let moved = days == 0 && date != local.date();
        let clock = if moved { Time::midnight() } else { local.time() };
        let wished = self.zone().to_ambiguous_zoned(date.to_datetime(clock)).compatible().ok()?.timestamp();
        into_opening_hours(&self.stretches(date), wished)
    }

    /// The date that many working days later, or earlier if negative. Zero: the day itself, else the next working day.
    pub fn add_business_days_to_date(&self, date: Date, days: i64) -> Option<Date> {
        self.working_day(date, days.unsigned_abs(), if days < 0 { Way::Earlier } else { Way::Later })
    }

    /// The open time between two instants; negative if the second is before the first.
    pub fn business_time_between(&self, from: Timestamp, to: Timestamp) -> Option<SignedDuration> {
        if to < from {
            return self.business_time_between(to, from)?.checked_neg();
        }
        let last = self.date_of(to);
        let mut sum = SignedDuration::ZERO;
        for date in days(self.date_of(from), Way::Later) {
            if date > last {
                return Some(sum);
            }
            for open in self.stretches(date) {
                let shared = open.closes.min(to).duration_since(open.opens.max(from));
                sum += shared.max(SignedDuration::ZERO);
            }
        }
        None
    }

    /// The deadline that a date means: its close, or the last close before a closed day.
    pub fn close_of(&self, date: Date) -> Option<Timestamp> {
        days(date, Way::Earlier).find_map(|date| self.stretches(date).last().map(|open| open.closes))
    }

    /// The start that a date means: its opening, or the first opening after a closed day.
    pub fn opening_of(&self, date: Date) -> Option<Timestamp> {
        days(date, Way::Later).find_map(|date| self.stretches(date).first().map(|open| open.opens))
    }

    /// The instant itself if it is open then, else the next opening.
    pub fn next_open(&self, at: Timestamp) -> Option<Timestamp> {
        self.add_business_time(at, SignedDuration::ZERO)
    }

    fn working_day(&self, date: Date, count: u64, way: Way) -> Option<Date> {
        let mut left = count;
        let first = usize::from(left > 0);
        days(date, way).skip(first).filter(|&date| self.is_working_day(date)).find(|_| {
            left = left.saturating_sub(1);
            left == 0
        })
    }
}

/// The days from one on, that one first, as far as is looked.
fn days(from: Date, way: Way) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(from), move |&date| way.next(date)).take(SEARCH_DAYS_MAX)
}

/// The wished moment of a day, moved into its opening hours. None: the day is closed.
fn into_opening_hours(day: &[Stretch], wished: Timestamp) -> Option<Timestamp> {
    let at_or_after = day.iter().find(|open| wished <= open.closes);
    at_or_after.map_or_else(|| day.last().map(|open| open.closes), |open| Some(wished.max(open.opens)))
}
