//! How times read in a sentence.

use crate::definition::{Anchor, Beside, Deadline, Duration, Offset};

use super::words::Said;

impl Said for Deadline {
    fn said(&self) -> Option<String> {
        self.text.said()
    }
}

impl Said for Offset {
    fn said(&self) -> Option<String> {
        let beside = |word: &str| self.duration.map(|by| format!("{} {word}", in_words(&by)));
        match self.anchor {
            Anchor::AtDue => Some("at due".to_owned()),
            Anchor::BeforeDue => beside("before due"),
            Anchor::Overdue => beside("overdue"),
            Anchor::AfterOpening => beside("after opening"),
        }
        .or_else(|| self.text.said())
    }
}

impl Said for Duration {
    fn said(&self) -> Option<String> {
        Some(in_words(self))
    }
}

impl Said for Beside {
    fn said(&self) -> Option<String> {
        Some(format!("{} {}", in_words(&self.by), if self.before { "before" } else { "after" }))
    }
}

/// `4 hours`, `2 business days`; as ISO 8601 writes it where it is no whole number of one unit.
fn in_words(duration: &Duration) -> String {
    const UNITS: [(i128, &str); 4] = [
        (86_400_000_000_000, "day"),
        (3_600_000_000_000, "hour"),
        (60_000_000_000, "minute"),
        (1_000_000_000, "second"),
    ];
    let counted = |count: i128, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match duration {
        Duration::Days(days) => {
            let whole = UNITS.iter().find(|(nanos, _)| days.nanos() != 0 && days.nanos() % nanos == 0);
            whole.map_or_else(|| days.to_string(), |(nanos, unit)| counted(days.nanos() / nanos, unit))
        }
        Duration::Years(years) if years.months % 12 == 0 => counted(i128::from(years.months / 12), "year"),
        Duration::Years(years) => counted(i128::from(years.months), "month"),
        Duration::Business(business) => business.to_string(),
    }
}
