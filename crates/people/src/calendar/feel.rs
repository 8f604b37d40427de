//! The calendar as FEEL asks it: business days are counted first, then open minutes.

use baton_feel::{BusinessCalendar, civil::BusinessDuration};
use jiff::{SignedDuration, Timestamp};

use super::Calendar;

impl BusinessCalendar for Calendar {
    fn add(&self, from: Timestamp, duration: BusinessDuration) -> Option<Timestamp> {
        let BusinessDuration { days, minutes } = duration;
        let there = if days != 0 || minutes == 0 { self.add_business_days(from, days)? } else { from };
        if minutes == 0 {
            return Some(there);
        }
        let seconds = minutes.checked_mul(60)?;
        self.add_business_time(there, SignedDuration::from_secs(seconds))
    }
}
