//! Texts and patterns.

use super::{Entry, entry, gives};

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        "substring",
        "The part of a text from a position on, or so many characters of it.",
        &[
            gives("substring(\"foobar\", 3)", "\"obar\""),
            gives("substring(\"foobar\", 3, 3)", "\"oba\""),
            gives("substring(\"foobar\", -2, 1)", "\"a\""),
        ],
    ),
    entry(
        "string length",
        "How many characters a text has.",
        &[gives("string length(\"foo\")", "3"), gives("string length(\"\")", "0")],
    ),
    entry("upper case", "The text in capital letters.", &[gives("upper case(\"aBc4\")", "\"ABC4\"")]),
    entry("lower case", "The text in small letters.", &[gives("lower case(\"aBc4\")", "\"abc4\"")]),
    entry("trim", "The text without the space around it.", &[gives("trim(\"  two words \")", "\"two words\"")]),
    entry(
        "substring before",
        "What stands before the first place where another text is found; empty where it is not found.",
        &[
            gives("substring before(\"ana@example.com\", \"@\")", "\"ana\""),
            gives("substring before(\"ana\", \"@\")", "\"\""),
        ],
    ),
    entry(
        "substring after",
        "What stands after the first place where another text is found; empty where it is not found.",
        &[
            gives("substring after(\"ana@example.com\", \"@\")", "\"example.com\""),
            gives("substring after(\"ana\", \"@\")", "\"\""),
        ],
    ),
    entry(
        "contains",
        "Is the other text somewhere in it?",
        &[gives("contains(\"foobar\", \"oba\")", "true"), gives("contains(\"foobar\", \"of\")", "false")],
    ),
    entry("starts with", "Does it begin with the other text?", &[gives("starts with(\"foobar\", \"fo\")", "true")]),
    entry("ends with", "Does it end with the other text?", &[gives("ends with(\"foobar\", \"r\")", "true")]),
    entry(
        "string join",
        "The texts of a list as one, with a text between them; null is left out.",
        &[
            gives("string join([\"a\", \"b\", \"c\"], \" and \")", "\"a and b and c\""),
            gives("string join([\"a\", null, \"c\"])", "\"ac\""),
        ],
    ),
    entry(
        "matches",
        "Does the text hold something that fits the pattern? Flags: s (a dot also fits the end of a line), m (^ and $ fit at \
         every line), i (capital and small letters alike), x (space in the pattern means nothing).",
        &[
            gives("matches(\"foobar\", \"^fo*b\")", "true"),
            gives("matches(\"FOOBAR\", \"^foo\", \"i\")", "true"),
            gives("matches(\"4711-A\", \"^[0-9]{4}-[A-Z]$\")", "true"),
        ],
    ),
    entry(
        "replace",
        "The text with everything that fits the pattern replaced; $1 stands for the first group in parentheses.",
        &[
            gives("replace(\"abcd\", \"(ab)|(a)\", \"[1=$1][2=$2]\")", "\"[1=ab][2=]cd\""),
            gives("replace(\"2026-01-31\", \"(\\d+)-(\\d+)-(\\d+)\", \"$3.$2.$1\")", "\"31.01.2026\""),
        ],
    ),
    entry(
        "split",
        "The parts of a text between what fits the pattern.",
        &[
            gives("split(\"John Doe\", \"\\s\")", "[\"John\", \"Doe\"]"),
            gives("split(\"a;b;c;;\", \";\")", "[\"a\", \"b\", \"c\", \"\", \"\"]"),
        ],
    ),
    entry(
        "extract",
        "All parts of a text that fit the pattern.",
        &[gives("extract(\"room 12, floor 3\", \"[0-9]+\")", "[\"12\", \"3\"]")],
    ),
];
