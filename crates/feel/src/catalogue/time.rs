//! Dates, times and durations.

use super::{Entry, entry, gives};

pub(super) const ENTRIES: &[Entry] = &[
    entry("now", "The date and time of the evaluation.", &[gives("now() instance of date and time", "true")]),
    entry("today", "The date of the evaluation.", &[gives("today() = date(now())", "true")]),
    entry("day of year", "Which day of its year it is.", &[gives("day of year(@\"2026-02-01\")", "32")]),
    entry("day of week", "The name of the day.", &[gives("day of week(@\"2026-01-31\")", "\"Saturday\"")]),
    entry("week of year", "The week of ISO 8601.", &[gives("week of year(@\"2026-01-31\")", "5")]),
    entry("month of year", "The name of the month.", &[gives("month of year(@\"2026-01-31\")", "\"January\"")]),
    entry(
        "last day of month",
        "The last day of its month.",
        &[gives("last day of month(@\"2028-02-10\")", "@\"2028-02-29\"")],
    ),
    entry(
        "years and months duration",
        "The whole months from one day to another.",
        &[
            gives("years and months duration(@\"2025-12-24\", @\"2027-01-30\")", "@\"P1Y1M\""),
            gives("years and months duration(@\"2026-03-31\", @\"2026-02-28\")", "@\"-P1M\""),
        ],
    ),
];
