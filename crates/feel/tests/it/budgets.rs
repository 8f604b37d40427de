//! Whatever is written, compiling and evaluating end, within bounds, and say what ran out.

use crate::support::{eval, scope, with_env};
use baton_feel::{Limits, Type, compile, compile_unary};
use proptest::prelude::*;

#[test]
fn deep_texts_are_refused_and_long_ones_are_not_deep() {
    let million = |text: &str| text.repeat(1_000_000 / text.len());
    for text in ["(", "[", "{a:", "-", "if ", "not(", "1 in (", "for x in ", "x.", "f(", "[1]["] {
        let faults = compile(&million(text), &scope()).unwrap_err();
        assert_eq!(faults[0].code, "feel.too_long", "{text}");
        let deep = text.repeat(60_000 / text.len());
        assert!(compile(&deep, &scope()).is_err(), "{text}");
        assert!(compile_unary(&deep, &Type::Number, &scope()).is_err(), "{text}");
    }
    let nested = format!("{}1{}", "(".repeat(200), ")".repeat(200));
    assert_eq!(compile(&nested, &scope()).unwrap_err()[0].code, "feel.too_deep");
    let path = format!("anything{}", ".a".repeat(5_000));
    assert_eq!(compile(&path, &scope()).unwrap_err()[0].code, "feel.too_deep");
    // 30,000 terms are long, but no deeper than two.
    let sum = format!("0{}", "+1".repeat(30_000));
    assert_eq!(eval(&sum).value.to_string(), "30000");
    let all = format!("true{}", " and true".repeat(7_000));
    assert!(eval(&all).value.is_true());
    let nested = format!("{}1{}", "(".repeat(100), ")".repeat(100));
    assert_eq!(eval(&nested).value.to_string(), "1");
}

#[test]
fn what_takes_too_much_ends_with_its_reason() {
    let cases = [
        ("for i in 1..1000000000 return i", "feel.limit_fuel"),
        ("for i in 1..1000, j in 1..1000, k in 1..1000 return 1", "feel.limit_fuel"),
        ("some i in 1..1000000000 satisfies i < 0", "feel.limit_fuel"),
        ("for i in 1..100 return [partial, partial]", "feel.limit_memory"),
        ("for i in 0..100000 return [i, partial].name", "feel.limit_memory"),
        ("for i in 1..60 return if i = 1 then \"0123456789\" else partial[-1] + partial[-1]", "feel.limit_memory"),
        ("{f: function(f, n) if n = 0 then 0 else f(f, n - 1), r: f(f, 1000)}.r", "feel.limit_depth"),
        ("{f: function(f) f(f), r: f(f)}.r", "feel.limit_depth"),
        ("count(for i in 1..100000 return sort([3, 2, 1]))", "feel.limit_fuel"),
        ("matches(\"a\", \"((a{100}){100}){100}\")", "feel.value"),
        ("{n: 10 ** 6000, r: string(for i in 1..9000 return n)}.r", "feel.limit_memory"),
        (
            "string join(for i in 1..60000 return \"\", string join(for i in 1..9000 return \"0123456789\"))",
            "feel.limit_fuel",
        ),
        ("count(for i in 1..100000 return 2 ** 0.3)", "feel.limit_fuel"),
        ("count(for i in 1..300000 return matches(\"aaaa\", \"(a|a)*b\"))", "feel.limit_fuel"),
        (
            "replace(string join(for i in 1..60000 return \"a\"), \"a\", string join(for i in 1..9000 return \"b\"))",
            "feel.limit_fuel",
        ),
    ];
    for (text, code) in cases {
        let outcome = eval(text);
        assert!(outcome.value.is_null(), "{text}");
        assert_eq!(outcome.notes.last().map(|note| note.code), Some(code), "{text}: {:?}", outcome.notes);
    }
}

#[test]
fn lists_nested_by_a_loop_stay_shallow() {
    let outcome = eval("for i in 1..5000 return if i = 1 then [] else [partial[-1]]");
    assert!(outcome.notes.iter().any(|note| note.code == "feel.limit_depth"), "{:?}", outcome.notes);
}

#[test]
fn a_small_budget_is_kept() {
    let limits = Limits { fuel_steps_max: 20, ..Limits::default() };
    let program = compile("for i in 1..30 return i", &scope()).unwrap();
    let outcome = with_env(limits, |env| program.eval(env));
    assert_eq!(outcome.notes[0].code, "feel.limit_fuel");
    assert!(outcome.value.is_null());
}

const WORDS: [&str; 66] = [
    "amount",
    "priority",
    "rows",
    "day",
    "urgent",
    "nothing",
    "anything",
    "?",
    "item",
    "1",
    "2.5",
    "\"high\"",
    "true",
    "null",
    "+",
    "-",
    "*",
    "/",
    "**",
    "=",
    "!=",
    "<",
    ">=",
    "and",
    "or",
    "not(",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "a:",
    ",",
    ".",
    "..",
    "in",
    "between",
    "if",
    "then",
    "else",
    "for x in",
    "return",
    "some x in",
    "satisfies",
    "function(x)",
    "x",
    "instance of",
    "list<",
    "number",
    ">",
    "3 days",
    "2 business days",
    "@\"2026-01-01\"",
    "date(",
    "sum(",
    "sort(",
    "substring(",
    "1..5",
    "partial",
    "\"",
    "'",
    "\\",
    "é",
    "/*",
    "//",
];

/// Texts that look like expressions more often than not.
fn near_expression() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..24).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_written_can_break_it(text in prop_oneof![near_expression(), "\\PC{0,60}"]) {
        let limits = Limits { fuel_steps_max: 20_000, ..Limits::default() };
        match compile(&text, &scope()) {
            Ok(program) => {
                let outcome = with_env(limits, |env| program.eval(env));
                prop_assert!(outcome.notes.len() <= 32);
                let _ = (outcome.value.to_string(), outcome.value.to_json());
            }
            Err(faults) => {
                for fault in faults {
                    prop_assert!(fault.span.start <= fault.span.end && fault.span.end <= text.len());
                    prop_assert!(!fault.shown_in(&text).is_empty());
                }
            }
        }
        if let Ok(program) = compile_unary(&text, &Type::Number, &scope()) {
            with_env(limits, |env| program.test(&5.into(), env));
        }
    }
}
