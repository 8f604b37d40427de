//! Values made of others.

use super::{Entry, entry, gives};

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        "string",
        "The value as text.",
        &[gives("string(1.10)", "\"1.1\""), gives("string([1, \"a\"])", "\"[1, \\\"a\\\"]\"")],
    ),
    entry(
        "number",
        "The number that a text stands for, written with those separators.",
        &[gives("number(\"1 000,5\", \" \", \",\")", "1000.5"), gives("number(\"1500.5\")", "1500.5")],
    ),
    entry(
        "date",
        "A date: of a text, of a date and time, or of year, month and day.",
        &[
            gives("date(\"2026-01-31\")", "@\"2026-01-31\""),
            gives("date(2026, 1, 31)", "@\"2026-01-31\""),
            gives("date(@\"2026-01-31T10:30:00\")", "@\"2026-01-31\""),
        ],
    ),
    entry(
        "time",
        "A time of day: of a text, of a date and time, or of hour, minute, second and offset.",
        &[
            gives("time(\"10:30:00+01:00\")", "@\"10:30:00+01:00\""),
            gives("time(10, 30, 0, @\"PT1H\")", "@\"10:30:00+01:00\""),
            gives("time(@\"2026-01-31T10:30:00\")", "@\"10:30:00\""),
        ],
    ),
    entry(
        "date and time",
        "A date and time: of a text, of a date and a time, or of their parts.",
        &[
            gives("date and time(\"2026-01-31T10:30:00\")", "@\"2026-01-31T10:30:00\""),
            gives("date and time(@\"2026-01-31\", @\"10:30:00\")", "@\"2026-01-31T10:30:00\""),
        ],
    ),
    entry(
        "duration",
        "The duration that a text stands for: of days and time, or of years and months.",
        &[gives("duration(\"P1DT2H\")", "@\"P1DT2H\""), gives("duration(\"P1Y2M\")", "@\"P1Y2M\"")],
    ),
];
