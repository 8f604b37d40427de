//! The cells of decision tables.

use crate::support::{scope, with_env};
use baton_feel::{Limits, Type, Value, compile_unary};

#[test]
fn cells_hold_or_not() {
    let number = |text: &str| Value::Number(text.parse().unwrap());
    let priority = || Type::Choice(["low", "high", "very high"].map(str::to_owned).to_vec());
    let cases = [
        ("-", Type::Number, Value::Null, "true"),
        ("< 1000", Type::Number, number("999"), "true"),
        ("< 1000", Type::Number, Value::Null, "null"),
        ("[1000..10000)", Type::Number, number("10000"), "false"),
        ("]1..5[", Type::Number, number("1"), "false"),
        ("1, 2, > 10", Type::Number, number("11"), "true"),
        ("not(1, 2)", Type::Number, number("2"), "false"),
        ("not(1, 2)", Type::Number, number("3"), "true"),
        ("!= 5", Type::Number, number("4"), "true"),
        ("> amount / 2", Type::Number, number("601"), "true"),
        ("? > 5 and ? < amount", Type::Number, number("6"), "true"),
        ("even(?)", Type::Number, number("7"), "false"),
        ("[1, 2, 3]", Type::Number, number("2"), "true"),
        ("null", Type::Number, Value::Null, "true"),
        ("very high, low", priority(), Value::text("very high"), "true"),
        ("very high, low", priority(), Value::text("high"), "false"),
        ("not(high)", priority(), Value::text("high"), "false"),
        ("\"high\"", priority(), Value::text("high"), "true"),
        ("true", Type::Boolean, Value::Boolean(false), "false"),
        (">= date(\"2026-01-01\")", Type::Date, Value::Date(baton_feel::Date::new(2026, 1, 1).unwrap()), "true"),
        ("list contains(?, 5)", Type::list_of(Type::Number), Value::list([number("5")]), "true"),
    ];
    for (text, kind, input, expected) in cases {
        let program = compile_unary(text, &kind, &scope()).unwrap_or_else(|faults| panic!("{text}: {}", faults[0]));
        let outcome = with_env(Limits::default(), |env| program.test(&input, env));
        assert_eq!(outcome.value.to_string(), expected, "{text} on {input}");
        assert_eq!(outcome.value.is_null(), !outcome.notes.is_empty(), "{text}: null has a reason");
    }
}
