//! Durations as checks compare them: in minutes, of business time or of all time. Which of the two lies longer is known only in
//! a calendar, so they are not compared with each other, but where one of them is longer in every calendar.

use std::fmt;

use crate::definition::{Deadline, DeadlineRule, Duration};

/// A business day, taken as eight hours.
const BUSINESS_DAY_MINUTES: u64 = 8 * 60;
const DAY_MINUTES: u64 = 24 * 60;

/// How long something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Length {
    pub minutes: u64,
    pub is_business: bool,
}

impl Length {
    /// The length of a duration; none: it is of months, or negative.
    pub fn of(duration: &Duration) -> Option<Self> {
        Some(match duration {
            Duration::Business(business) => {
                let days = u64::try_from(business.days).ok()?.checked_mul(BUSINESS_DAY_MINUTES)?;
                Self { minutes: days.checked_add(u64::try_from(business.minutes).ok()?)?, is_business: true }
            }
            Duration::Days(days) => {
                Self { minutes: u64::try_from(days.whole_seconds() / 60).ok()?, is_business: false }
            }
            Duration::Years(_) => return None,
        })
    }

    /// The length of a deadline that counts from the opening.
    pub fn of_deadline(deadline: &Deadline) -> Option<Self> {
        let DeadlineRule::After(duration) = &deadline.rule else { return None };
        Self::of(duration)
    }

    /// Whether it takes at least as long as the other in every calendar. So many business days are never over sooner than so
    /// many days.
    pub fn takes_all_of(self, other: Self) -> bool {
        if self.is_business == other.is_business {
            return self.minutes >= other.minutes;
        }
        self.is_business && self.minutes / BUSINESS_DAY_MINUTES * DAY_MINUTES >= other.minutes
    }

    /// Whether it takes a day or more in every calendar.
    pub fn is_a_day(self) -> bool {
        self.minutes >= if self.is_business { BUSINESS_DAY_MINUTES } else { DAY_MINUTES }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = if self.is_business { BUSINESS_DAY_MINUTES } else { DAY_MINUTES };
        let business = if self.is_business { "business " } else { "" };
        let (count, unit) = if self.minutes.is_multiple_of(day) {
            (self.minutes / day, "day")
        } else {
            (self.minutes.div_ceil(60), "hour")
        };
        write!(f, "{count} {business}{unit}{}", if count == 1 { "" } else { "s" })
    }
}
