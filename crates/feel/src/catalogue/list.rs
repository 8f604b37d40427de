//! Lists, and one value of many.

use super::{Entry, entry, gives};

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        "list contains",
        "Is the value in the list?",
        &[gives("list contains([1, 2, 3], 2)", "true"), gives("list contains([1, null], null)", "true")],
    ),
    entry("count", "How many items a list has.", &[gives("count([1, 2, 3])", "3"), gives("count([])", "0")]),
    entry("is empty", "Has the list no items?", &[gives("is empty([])", "true"), gives("is empty([1])", "false")]),
    entry(
        "min",
        "The smallest value.",
        &[gives("min([1, 2, 3])", "1"), gives("min(@\"2026-01-31\", @\"2026-01-01\")", "@\"2026-01-01\"")],
    ),
    entry("max", "The largest value.", &[gives("max(1, 2, 3)", "3"), gives("max([\"a\", \"b\"])", "\"b\"")]),
    entry(
        "sum",
        "The sum of numbers, or of durations; null of an empty list.",
        &[gives("sum([1, 2, 3])", "6"), gives("sum([@\"PT2H\", @\"PT30M\"])", "@\"PT2H30M\"")],
    ),
    entry("mean", "The average.", &[gives("mean([1, 2, 3])", "2")]),
    entry("product", "The numbers multiplied.", &[gives("product([2, 3, 4])", "24")]),
    entry(
        "median",
        "The number in the middle, or between the two in the middle.",
        &[gives("median(8, 2, 5, 3, 4)", "4"), gives("median([6, 1, 2, 3])", "2.5")],
    ),
    entry(
        "stddev",
        "The standard deviation of a sample.",
        &[gives("decimal(stddev([2, 4, 7, 5]), 8)", "2.08166600"), gives("stddev([47])", "null")],
    ),
    entry(
        "mode",
        "The numbers that are there most often.",
        &[gives("mode([6, 3, 9, 6, 6])", "[6]"), gives("mode([6, 1, 9, 6, 1])", "[1, 6]")],
    ),
    entry(
        "sublist",
        "The items from a position on, or so many of them.",
        &[gives("sublist([4, 5, 6], 2)", "[5, 6]"), gives("sublist([4, 5, 6], 1, 2)", "[4, 5]")],
    ),
    entry("append", "The list with items more at its end.", &[gives("append([1], 2, 3)", "[1, 2, 3]")]),
    entry("concatenate", "Lists one after the other.", &[gives("concatenate([1, 2], [3])", "[1, 2, 3]")]),
    entry(
        "insert before",
        "The list with an item more at a position.",
        &[gives("insert before([1, 3], 2, 2)", "[1, 2, 3]")],
    ),
    entry("remove", "The list without the item at a position.", &[gives("remove([1, 2, 3], 2)", "[1, 3]")]),
    entry(
        "list replace",
        "The list with the item at a position replaced, or every item for which a function of it and the new item says so.",
        &[
            gives("list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"),
            gives("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"),
        ],
    ),
    entry("reverse", "The items from the last to the first.", &[gives("reverse([1, 2, 3])", "[3, 2, 1]")]),
    entry("index of", "All positions at which a value stands.", &[gives("index of([1, 2, 3, 2], 2)", "[2, 4]")]),
    entry("union", "All items of some lists, each once.", &[gives("union([1, 2], [2, 3])", "[1, 2, 3]")]),
    entry("distinct values", "The items, each once.", &[gives("distinct values([1, 2, 3, 2, 1])", "[1, 2, 3]")]),
    entry(
        "duplicate values",
        "The items that are there more than once.",
        &[gives("duplicate values([1, 2, 3, 2, 1])", "[2, 1]")],
    ),
    entry(
        "flatten",
        "The items of lists in lists as one list.",
        &[gives("flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]")],
    ),
    entry(
        "sort",
        "The items in order; a function of two items says which comes first.",
        &[
            gives("sort([3, 1, 4, 5, 2])", "[1, 2, 3, 4, 5]"),
            gives("sort([3, 1, 4, 5, 2], function(x, y) x > y)", "[5, 4, 3, 2, 1]"),
        ],
    ),
];
