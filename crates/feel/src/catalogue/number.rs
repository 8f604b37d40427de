//! Numbers.

use super::{Entry, entry, gives};

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        "decimal",
        "The number with so many digits after the point; what lies in the middle goes to the even digit.",
        &[gives("decimal(1/3, 2)", "0.33"), gives("decimal(1.5, 0)", "2"), gives("decimal(2.5, 0)", "2")],
    ),
    entry(
        "floor",
        "The nearest number below, whole or with so many digits after the point.",
        &[gives("floor(1.5)", "1"), gives("floor(-1.56, 1)", "-1.6")],
    ),
    entry(
        "ceiling",
        "The nearest number above, whole or with so many digits after the point.",
        &[gives("ceiling(1.5)", "2"), gives("ceiling(-1.56, 1)", "-1.5")],
    ),
    entry(
        "round up",
        "Rounded away from 0 to so many digits after the point.",
        &[gives("round up(5.5, 0)", "6"), gives("round up(-1.126, 2)", "-1.13")],
    ),
    entry(
        "round down",
        "Rounded towards 0 to so many digits after the point.",
        &[gives("round down(5.5, 0)", "5"), gives("round down(-1.126, 2)", "-1.12")],
    ),
    entry(
        "round half up",
        "Rounded to so many digits after the point; what lies in the middle goes away from 0.",
        &[gives("round half up(5.5, 0)", "6"), gives("round half up(-1.125, 2)", "-1.13")],
    ),
    entry(
        "round half down",
        "Rounded to so many digits after the point; what lies in the middle goes towards 0.",
        &[gives("round half down(5.5, 0)", "5"), gives("round half down(-1.126, 2)", "-1.13")],
    ),
    entry(
        "abs",
        "A number or a duration without its sign.",
        &[gives("abs(-10)", "10"), gives("abs(@\"-PT5H\")", "@\"PT5H\"")],
    ),
    entry(
        "modulo",
        "What is left of a division, with the sign of the divisor.",
        &[gives("modulo(12, 5)", "2"), gives("modulo(-12, 5)", "3"), gives("modulo(12, -5)", "-3")],
    ),
    entry("sqrt", "The square root.", &[gives("sqrt(16)", "4")]),
    entry("log", "The natural logarithm.", &[gives("decimal(log(10), 8)", "2.30258509")]),
    entry("exp", "The number e to the power of another.", &[gives("decimal(exp(5), 8)", "148.41315910")]),
    entry("odd", "Is it a whole number that 2 does not divide?", &[gives("odd(5)", "true"), gives("odd(2)", "false")]),
    entry("even", "Is it a whole number that 2 divides?", &[gives("even(5)", "false"), gives("even(2)", "true")]),
];
