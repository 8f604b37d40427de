//! Gaps of one column: times that lie close together, and inputs whose type nobody knows.

use baton_feel::table::{Budget, Domain, Hit, Rule, Table};
use baton_feel::{Program, Scope, Type, Value, compile, compile_unary};

/// What is told of a table with these tests of one input.
fn gap(kind: &Type, cells: &[&str]) -> Option<String> {
    let scope = Scope::new().with("input", kind.clone());
    let rule = |cell: &&str| Rule {
        when: vec![Some(compile_unary(cell, kind, &scope).unwrap())],
        gives: vec![Program::constant(Value::from(1))],
    };
    let rules = cells.iter().map(rule).collect();
    let inputs = vec![compile("input", &scope).unwrap()];
    let table = Table { hit: Hit::Unique, inputs, rules, default: None, priorities: Vec::new() };
    let told = table.gap(&[Domain::from(kind.clone())], &mut Budget::default());
    told.map(|example| example[0].to_string())
}

#[test]
fn gaps_between_moments_are_told_however_short() {
    let cases = [
        (Type::Time, ["<= time(\"12:00:00\")", ">= time(\"12:00:05\")"], Some("12:00:01")),
        (Type::Time, ["<= time(\"12:00:00\")", ">= time(\"12:00:01\")"], None),
        (Type::Time, ["<= time(\"12:00:00\")", "> time(\"12:00:00\")"], None),
        (Type::DateTime, ["<= @\"2026-01-01T00:00:00\"", ">= @\"2026-01-01T00:00:01\""], None),
        // Times of one second are equal; durations are not.
        (Type::DaysDuration, ["<= @\"PT1S\"", ">= @\"PT1.5S\""], Some("PT1.1S")),
        (Type::DaysDuration, ["<= @\"PT1S\"", ">= @\"PT1.0000005S\""], Some("PT1.000000001S")),
        (Type::DaysDuration, ["<= @\"PT1S\"", ">= @\"PT1.000000001S\""], None),
        (Type::Date, ["<= @\"2026-01-01\"", ">= @\"2026-01-02\""], None),
    ];
    for (kind, cells, expected) in cases {
        assert_eq!(gap(&kind, &cells).as_deref(), expected, "{cells:?}");
    }
}

#[test]
fn an_input_of_unknown_type_is_what_its_tests_name() {
    let cases = [
        (["< 580", "> 600"], Some("580")),
        (["< 580", ">= 580"], None),
        // Below 0 there may be nothing.
        (["[0..580)", ">= 580"], None),
        (["<= @\"2026-01-01\"", "> @\"2026-01-03\""], Some("2026-01-02")),
        (["\"low\"", "\"high\""], None),
        (["< 5", "\"high\""], None),
        (["< 5", "? > 7"], None),
    ];
    for (cells, expected) in cases {
        assert_eq!(gap(&Type::Any, &cells).as_deref(), expected, "{cells:?}");
    }
}
