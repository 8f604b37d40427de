//! What is refused, as people read it: the line, a caret, what is wrong, what to write instead.

use crate::support::scope;
use baton_feel::codes::CODES;
use baton_feel::{Fault, Type, compile, compile_output, compile_unary};
use std::fmt::Write;

fn shown(text: &str, result: Result<baton_feel::Program, Vec<Fault>>) -> String {
    let faults = result.err().unwrap_or_else(|| panic!("{text} should be refused"));
    let mut all = String::new();
    for fault in faults {
        assert!(CODES.iter().any(|code| code.code == fault.code), "{} is in the table", fault.code);
        writeln!(all, "[{}]\n{}\n", fault.code, fault.shown_in(text)).unwrap();
    }
    all
}

#[test]
fn expressions_are_refused_where_they_are_wrong() {
    let texts = [
        "",
        "amuont > 5",
        "amount > 5 and urgnet and nonsense",
        "amount > \"5\"",
        "amount == 5",
        "priority = high",
        "priority = \"hihg\"",
        "manager.emial",
        "rows.pirce",
        "amount + ",
        "(amount + 1",
        "[1, 2",
        "\"open",
        "'text' = 1",
        "if amount then 1 else 2",
        "if urgent then 1",
        "amount + urgent",
        "day + 3",
        "day > now()",
        "\"up to \" + amount",
        "uper case(\"a\")",
        "substring(\"a\")",
        "substring(string: \"a\", begin: 1)",
        "step()",
        "5 instance of nubmer",
        "amount(5)",
        "{a: 1, a: 2}",
        "@\"2026-13-01\"",
        "1.5 business days",
        "function(x) external { }",
        "amount $ 2",
        "line_one_is_fine(1)\n  + amuont",
        "for in [1] return 1",
        "some x in [1] return x",
    ];
    let all: String = texts.map(|text| shown(text, compile(text, &scope()))).concat();
    insta::assert_snapshot!(all);
}

#[test]
fn cells_are_refused_where_they_are_wrong() {
    let priority = Type::Choice(["low", "high"].map(str::to_owned).to_vec());
    let cases = [
        ("", Type::Number),
        ("< \"5\"", Type::Number),
        ("\"hgih\"", priority.clone()),
        ("hgih", priority.clone()),
        ("high low", priority.clone()),
        ("[1..5", Type::Number),
        ("> 5", Type::Date),
    ];
    let mut all: String = cases.map(|(text, kind)| shown(text, compile_unary(text, &kind, &scope()))).concat();
    all.push_str(&shown("\"hgih\"", compile_output("\"hgih\"", &priority, &scope())));
    all.push_str(&shown("5", compile_output("5", &priority, &scope())));
    insta::assert_snapshot!(all);
}

/// Every code that the crate's own text names is in the table, and the table names no other.
#[test]
fn the_table_holds_every_code_once() {
    let mut codes: Vec<&str> = CODES.iter().map(|code| code.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), CODES.len());
    assert!(
        CODES
            .iter()
            .all(|code| code.status == 422 && code.sentence.ends_with('.') && code.remedy.ends_with(['.', '…']))
    );
}
