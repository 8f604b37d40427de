//! Yes and no.

use super::{Entry, entry, gives};

pub(super) const ENTRIES: &[Entry] = &[
    entry("not", "The opposite.", &[gives("not(true)", "false"), gives("not(null)", "null")]),
    entry(
        "all",
        "Are all of them true?",
        &[gives("all([true, true])", "true"), gives("all([true, false])", "false"), gives("all([])", "true")],
    ),
    entry(
        "any",
        "Is one of them true?",
        &[gives("any([false, true])", "true"), gives("any([false, null])", "null"), gives("any([])", "false")],
    ),
    entry(
        "is",
        "Are both the same value, also in type and zone?",
        &[gives("is(@\"2026-01-31\", @\"2026-01-31\")", "true"), gives("is(@\"10:30:00Z\", @\"10:30:00\")", "false")],
    ),
];
