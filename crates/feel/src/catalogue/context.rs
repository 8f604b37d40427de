//! Contexts: names with values.

use super::{Entry, entry, gives};

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        "get value",
        "The value under a name; null where there is none.",
        &[gives("get value({a: 1, b: 2}, \"b\")", "2"), gives("get value({a: 1}, \"c\")", "null")],
    ),
    entry(
        "get entries",
        "A list of contexts with key and value, one for each name.",
        &[gives("get entries({a: 1, b: 2})", "[{key: \"a\", value: 1}, {key: \"b\", value: 2}]")],
    ),
    entry(
        "context",
        "A context of a list of keys with values.",
        &[gives("context([{key: \"a\", value: 1}, {key: \"b\", value: 2}])", "{a: 1, b: 2}")],
    ),
    entry(
        "context put",
        "The context with a value under a name, or under a path of names.",
        &[
            gives("context put({a: 1}, \"b\", 2)", "{a: 1, b: 2}"),
            gives("context put({a: {b: 1}}, [\"a\", \"b\"], 2)", "{a: {b: 2}}"),
        ],
    ),
    entry(
        "context merge",
        "All entries of some contexts in one; of a name that several have, the last value stands.",
        &[gives("context merge([{a: 1}, {a: 2, b: 3}])", "{a: 2, b: 3}")],
    ),
];
