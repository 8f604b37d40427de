//! The expressions of the example workflows: they compile against their fields, and give what they should.

use baton_feel::{Env, Limits, Outcome, Scope, Slots, Type, Value, compile, compile_output, compile_unary};
use jiff::tz::TimeZone;

fn scope() -> Scope {
    let levels = ["none", "finance", "cfo"].map(str::to_owned).to_vec();
    let metrics = Type::Context(vec![("accuracy".into(), Type::Number), ("auc".into(), Type::Number)]);
    Scope::new()
        .with("amount", Type::Number)
        .with("check_level", Type::Choice(levels))
        .with("metrics", metrics)
        .with("start_date", Type::Date)
        .with("item", Type::DaysDuration)
        .with("site", Type::Text)
}

fn values() -> Vec<Value> {
    vec![
        Value::from(1200),
        Value::text("finance"),
        Value::context([("accuracy", Value::Number("0.95".parse().unwrap())), ("auc", Value::from(1))]),
        Value::Date(baton_feel::Date::new(2026, 3, 2).unwrap()),
        Value::DaysDuration(baton_feel::DaysDuration::from_seconds(30 * 86_400)),
        Value::text("Berlin"),
    ]
}

fn with_env<T>(work: impl FnOnce(&Env<'_>) -> T) -> T {
    let values = values();
    let env = Env {
        lookup: &Slots(&values),
        now: jiff::Timestamp::UNIX_EPOCH,
        zone: &TimeZone::UTC,
        calendar: None,
        limits: Limits::default(),
    };
    work(&env)
}

fn eval(text: &str) -> Outcome {
    let program = compile(text, &scope()).unwrap();
    with_env(|env| program.eval(env))
}

#[test]
fn conditions_and_values_of_the_examples_compute() {
    let cases = [
        ("amount >= 1000", "true"),
        ("check_level = \"finance\" or check_level = \"cfo\"", "true"),
        ("check_level = \"cfo\"", "false"),
        ("metrics.accuracy >= 0.92 and metrics.auc >= 0.9", "true"),
        ("site != \"Remote\"", "true"),
        ("start_date + item", "2026-04-01"),
        ("start_date + 95 days", "2026-06-05"),
        ("[30 days, 60 days, 90 days]", "[P30D, P60D, P90D]"),
        ("if amount > 1000 then 1 business hour else 2 business days", "1 business hour"),
    ];
    for (text, expected) in cases {
        let outcome = eval(text);
        assert_eq!((outcome.value.to_string().as_str(), outcome.notes.len()), (expected, 0), "{text}: {outcome:?}");
    }
}

#[test]
fn the_cells_of_the_purchase_approval_cover_its_amounts() {
    let cells = [
        ("< 1000", [true, false, false, false]),
        ("[1000..10000)", [false, true, true, false]),
        (">= 10000", [false, false, false, true]),
    ];
    let amounts = ["999.99", "1000", "9999.99", "10000"];
    for (cell, expected) in cells {
        let program = compile_unary(cell, &Type::Number, &scope()).unwrap();
        let passed = amounts.map(|amount| {
            let amount = Value::Number(amount.parse().unwrap());
            with_env(|env| program.test(&amount, env)).value.is_true()
        });
        assert_eq!(passed, expected, "{cell}");
    }
    let (_, level) = scope().at(1).map(|(name, kind)| (name.clone(), kind.clone())).unwrap();
    let output = compile_output("none", &level, &scope()).unwrap();
    assert_eq!(output.as_constant(), Some(&Value::text("none")));
}
