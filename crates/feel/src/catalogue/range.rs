//! Ranges and how they lie to each other.

use super::{Entry, entry, gives};

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        "before",
        "Does all of the first lie before the second?",
        &[
            gives("before(1, 10)", "true"),
            gives("before([1..5), [5..10])", "true"),
            gives("before([1..5], [5..10])", "false"),
        ],
    ),
    entry(
        "after",
        "Does all of the first lie after the second?",
        &[gives("after([5..10], [1..5))", "true"), gives("after(5, [1..5])", "false")],
    ),
    entry(
        "meets",
        "Is the end of the first the beginning of the second?",
        &[gives("meets([1..5], [5..10])", "true"), gives("meets([1..5), [5..10])", "false")],
    ),
    entry(
        "met by",
        "Is the beginning of the first the end of the second?",
        &[gives("met by([5..10], [1..5])", "true")],
    ),
    entry(
        "overlaps",
        "Have both something in common?",
        &[gives("overlaps([1..5], [3..8])", "true"), gives("overlaps([1..5], [6..8])", "false")],
    ),
    entry(
        "overlaps before",
        "Does the first begin before the second and end in it?",
        &[gives("overlaps before([1..5], [3..8])", "true"), gives("overlaps before([3..8], [1..5])", "false")],
    ),
    entry(
        "overlaps after",
        "Does the first begin in the second and end after it?",
        &[gives("overlaps after([3..8], [1..5])", "true")],
    ),
    entry(
        "finishes",
        "Do both end alike, and does the first begin in the second?",
        &[gives("finishes([5..10], [1..10])", "true"), gives("finishes(10, [1..10])", "true")],
    ),
    entry(
        "finished by",
        "Do both end alike, and does the second begin in the first?",
        &[gives("finished by([1..10], [5..10])", "true")],
    ),
    entry(
        "includes",
        "Does the first hold all of the second?",
        &[gives("includes([0..10], [2..5])", "true"), gives("includes([0..10), 10)", "false")],
    ),
    entry("during", "Does the second hold all of the first?", &[gives("during(5, [1..10])", "true")]),
    entry(
        "starts",
        "Do both begin alike, and does the first end in the second?",
        &[gives("starts([1..5], [1..10])", "true"), gives("starts(1, [1..10])", "true")],
    ),
    entry(
        "started by",
        "Do both begin alike, and does the second end in the first?",
        &[gives("started by([1..10], [1..5])", "true")],
    ),
    entry(
        "coincides",
        "Do both begin and end alike?",
        &[gives("coincides([1..5], [1..5])", "true"), gives("coincides([1..5], [1..5))", "false")],
    ),
    entry(
        "range",
        "The range that a text stands for.",
        &[gives("range(\"[18..21)\")", "[18..21)"), gives("5 in range(\"[2..)\")", "true")],
    ),
];
