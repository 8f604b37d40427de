//! The hours of a working day, in local time.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::CalendarError;

/// The minutes of a day.
pub const DAY: u16 = 24 * 60;

/// One stretch of opening hours: minutes of the day, the closing one at most 1440 (midnight).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u16, u16)", into = "(u16, u16)")]
pub struct Hours {
    opens: u16,
    closes: u16,
}

impl Hours {
    /// From 9 to 17.
    pub const NINE_TO_SEVENTEEN: Self = Self { opens: 9 * 60, closes: 17 * 60 };

    /// Hours from one clock time to another of the same day; midnight as the end is the end of the day.
    pub fn new(opens: Time, closes: Time) -> Result<Self, CalendarError> {
        let minute = |time: Time| time.hour() as u16 * 60 + time.minute() as u16;
        let closes = if closes == Time::midnight() { DAY } else { minute(closes) };
        Self::try_from((minute(opens), closes))
    }

    /// The minute of the day at which it opens.
    pub fn opens(self) -> u16 {
        self.opens
    }

    /// The minute of the day at which it closes.
    pub fn closes(self) -> u16 {
        self.closes
    }
}

impl TryFrom<(u16, u16)> for Hours {
    type Error = CalendarError;

    fn try_from((opens, closes): (u16, u16)) -> Result<Self, CalendarError> {
        if opens < closes && closes <= DAY { Ok(Self { opens, closes }) } else { Err(CalendarError::Backwards) }
    }
}

impl From<Hours> for (u16, u16) {
    fn from(hours: Hours) -> Self {
        (hours.opens, hours.closes)
    }
}
