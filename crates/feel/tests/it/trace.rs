//! What each part of an expression gave can be seen.

use super::support::{scope, with_env};
use baton_feel::{Limits, Trace, Type, Value, compile, compile_unary};

fn trace(text: &str) -> Trace {
    let program = compile(text, &scope()).unwrap_or_else(|faults| panic!("{text}: {}", faults[0].shown_in(text)));
    with_env(Limits::default(), |env| program.trace(env))
}

#[test]
fn parts_read_as_a_tree() {
    let text = "amount > 1000 and priority = \"low\"";
    let trace = trace(text);
    assert_eq!(trace.outcome.value, Value::Boolean(false));
    let shown = "amount > 1000 and priority = \"low\" = false\n  amount > 1000 = true\n    amount = 1200\n  \
                 priority = \"low\" = false\n    priority = \"high\"\n";
    assert_eq!(trace.shown_in(text), shown);
}

#[test]
fn what_was_not_needed_is_not_there() {
    let trace = trace("amount > 5000 and urgent");
    assert_eq!(trace.steps.len(), 3, "the second part was not asked");
}

#[test]
fn it_gives_what_evaluating_gives() {
    for text in [
        "sum(for row in rows return row.price) > 100",
        "rows[price > 100][1].name",
        "nothing + 1",
        "if urgent then nothing else amount",
        "some row in rows satisfies row.price > 299",
        "{a: amount, b: a + 1}.b",
        "sort([3, 1, 2], function(a, b) a < b)",
        "nothing > 1 and urgent",
    ] {
        let program = compile(text, &scope()).unwrap();
        let plain = with_env(Limits::default(), |env| program.eval(env));
        let traced = trace(text);
        assert_eq!(traced.outcome, plain, "{text}");
        assert_eq!(traced.steps[0].value, plain.value, "{text}");
        assert!(!traced.is_cut && traced.steps.iter().all(|step| step.span.end <= text.len()), "{text}");
    }
}

#[test]
fn it_is_bounded() {
    let trace = trace("sum(for i in 1..5000 return i + amount)");
    assert!(trace.is_cut && trace.steps.len() == 1_000);
    assert!(trace.shown_in("").ends_with("only the first 1000 are kept\n"));
}

#[test]
fn the_tests_of_a_cell_are_traced_too() {
    let program = compile_unary("> amount, [1..10]", &Type::Number, &scope()).unwrap();
    let trace = with_env(Limits::default(), |env| program.trace_test(&Value::from(5), env));
    assert_eq!(trace.outcome.value, Value::Boolean(true));
    assert!(trace.steps.iter().any(|step| step.value == Value::from(1200)));
}
