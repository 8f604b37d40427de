//! What certainly comes of a condition, held against what it gives for many values.

use baton_feel::table::{Budget, Domain};
use baton_feel::{Certain, Decimal, Env, Holds, Limits, Lookup, Program, Scope, Type, Value, compile};
use proptest::prelude::*;
use proptest::sample::select;

/// The names and what they hold: `a` from 0 to 10, `b` any number, `c` one of two, `f` yes or no, `t` a text, `n` a number that is
/// always there, `x` something of which nothing is known.
fn names(name: &str) -> Option<Holds> {
    let number = |number: i64| Some(Value::Number(Decimal::from(number)));
    let domain = match name {
        "a" | "n" => Domain { kind: Type::Number, min: number(0), max: number(10) },
        "b" => Domain::from(Type::Number),
        "c" => Domain::from(Type::Choice(vec!["red".to_owned(), "blue".to_owned()])),
        "f" => Domain::from(Type::Boolean),
        "t" => Domain::from(Type::Text),
        "d" => Domain::from(Type::Date),
        _ => return None,
    };
    Some(Holds { domain, is_there: name == "n" })
}

fn program(text: &str) -> Program {
    let scope = ["a", "b", "c", "f", "t", "n", "d", "x"]
        .into_iter()
        .fold(Scope::new(), |scope, name| scope.with(name, names(name).map_or(Type::Any, |holds| holds.domain.kind)));
    compile(text, &scope).unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
}

#[test]
fn what_holds_for_no_value_or_for_all_is_found() {
    let cases = [
        ("true", Some(Certain::Always)),
        ("false", Some(Certain::Never)),
        ("null", Some(Certain::Never)),
        ("1 < 2", Some(Certain::Always)),
        ("b > 10 and b < 5", Some(Certain::Never)),
        ("b > 10 and b < 11", None),
        ("b > 10 or b <= 10", None),
        ("b > 10 or b <= 10 or b = null", Some(Certain::Always)),
        ("a > 10", Some(Certain::Never)),
        ("a >= 0", None),
        ("n >= 0", Some(Certain::Always)),
        ("n < 0", Some(Certain::Never)),
        ("not(a < 0)", None),
        ("not(n < 0)", Some(Certain::Always)),
        ("a in [11..20]", Some(Certain::Never)),
        ("a between 3 and 2", Some(Certain::Never)),
        ("c = \"red\" and c = \"blue\"", Some(Certain::Never)),
        ("c != \"red\" and c != \"blue\" and c != null", Some(Certain::Never)),
        ("c != \"red\" and c != \"blue\"", None),
        ("f and not(f)", Some(Certain::Never)),
        ("f or not(f)", None),
        ("t = \"one\" and t = \"two\"", Some(Certain::Never)),
        ("t = null or t != null", Some(Certain::Always)),
        ("t < \"b\" and t > \"c\"", None),
        ("x > 10 and x < 5", None),
        // What business time comes to only the calendar says.
        ("d > date(\"2026-01-05\") + 5 business days", None),
        ("d > date(\"2026-01-05\") and d < date(\"2026-01-04\")", Some(Certain::Never)),
        ("x and false", Some(Certain::Never)),
        ("if f then false else null", Some(Certain::Never)),
        ("b * 2 > 10 and b < 0", None),
        ("b > a and b < a", None),
        ("count([a]) > 3", None),
    ];
    for (text, expected) in cases {
        assert_eq!(program(text).certain(&names, &mut Budget::default()), expected, "{text}");
    }
}

#[test]
fn what_never_gets_its_turn_after_others_is_found() {
    let cases = [
        (&["b > 5"][..], "b > 10", true),
        (&["b > 10"], "b > 5", false),
        (&["c = \"red\"", "c = \"blue\""], "c != null", true),
        (&["c = \"red\"", "c = \"blue\""], "c = null", false),
        (&["f", "not(f)"], "a > 3", false),
        (&["f", "not(f)"], "f != null", true),
        (&["x > 3"], "x > 3", false),
        (&["b > 5"], "b > 10 and b < 5", false),
        (&["n <= 5", "n > 5"], "x", true),
    ];
    for (before, text, expected) in cases {
        let before: Vec<Program> = before.iter().map(|text| program(text)).collect();
        let before: Vec<&Program> = before.iter().collect();
        assert_eq!(program(text).is_after_all(&before, &names, &mut Budget::default()), expected, "{text}");
    }
}

#[test]
fn a_condition_over_very_many_names_ends() {
    let scope = (0..40).fold(Scope::new(), |scope, at| scope.with(format!("a{at}"), Type::Number));
    let all: Vec<String> = (0..40).map(|at| format!("a{at} > 5")).collect();
    let program = compile(&all.join(" and "), &scope).expect("it compiles");
    let any = |_: &str| Some(Holds { domain: Domain::from(Type::Number), is_there: false });
    assert_eq!(program.certain(&any, &mut Budget::default()), None);
}

struct Values<'v>(&'v [(&'static str, Value)]);

impl Lookup for Values<'_> {
    fn get(&self, name: &str) -> Option<Value> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
    }

    fn call(&self, _function: &str, _arguments: &[Value]) -> Option<Value> {
        None
    }
}

fn comes_to(program: &Program, values: &[(&'static str, Value)]) -> Value {
    let zone = jiff::tz::TimeZone::UTC;
    let env = Env {
        lookup: &Values(values),
        now: jiff::Timestamp::UNIX_EPOCH,
        zone: &zone,
        calendar: None,
        limits: Limits::default(),
    };
    program.eval(&env).value
}

fn condition() -> impl Strategy<Value = String> {
    let comparison = select(vec!["<", "<=", ">", ">=", "=", "!="]);
    let number = select(vec!["-1", "0", "0.5", "3", "7", "10", "11", "null"]);
    let atom = prop_oneof![
        (select(vec!["a", "b", "n"]), comparison, number)
            .prop_map(|(name, by, number)| format!("{name} {by} {number}")),
        (select(vec!["a", "b", "n"]), select(vec!["[0..3]", "(3..7)", "[7..11]"]))
            .prop_map(|(name, range)| format!("{name} in {range}")),
        (select(vec!["a", "n"]), 0..5_i64, 3..12_i64)
            .prop_map(|(name, low, high)| format!("{name} between {low} and {high}")),
        (select(vec!["c", "t"]), select(vec!["=", "!="]), select(vec!["\"red\"", "\"blue\"", "null"]))
            .prop_map(|(name, by, text)| format!("{name} {by} {text}")),
        select(vec!["f", "f = true", "f != false", "f = null", "true", "false", "a < b", "t > \"m\"", "x = 1"])
            .prop_map(str::to_owned),
    ];
    atom.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one}) and ({other})")),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one}) or ({other})")),
            inner.clone().prop_map(|one| format!("not({one})")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(when, then, or)| format!("if {when} then {then} else {or}")),
        ]
    })
}

fn values() -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    let decimal = |tenths: i64| Value::Number(format!("{}.{}", tenths / 10, tenths % 10).parse().expect("a number"));
    let within = (0..=100_i64).prop_map(decimal);
    let or_null = |strategy: BoxedStrategy<Value>| prop_oneof![4 => strategy, 1 => Just(Value::Null)];
    let text = |words: &'static [&'static str]| select(words).prop_map(Value::text).boxed();
    (
        or_null(within.clone().boxed()),
        or_null((0..=200_i64).prop_map(decimal).boxed()),
        or_null(text(&["red", "blue"])),
        or_null(any::<bool>().prop_map(Value::Boolean).boxed()),
        or_null(text(&["red", "blue", "green", "zebra"])),
        within,
        or_null((0..=20_i64).prop_map(decimal).boxed()),
    )
        .prop_map(|(a, b, c, f, t, n, x)| vec![("a", a), ("b", b), ("c", c), ("f", f), ("t", t), ("n", n), ("x", x)])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_claimed_holds_for_all_values(text in condition(), tried in prop::collection::vec(values(), 60)) {
        let program = program(&text);
        let came: Vec<Value> = tried.iter().map(|values| comes_to(&program, values)).collect();
        match program.certain(&names, &mut Budget::default()) {
            Some(Certain::Always) => prop_assert!(came.iter().all(|value| *value == Value::Boolean(true)), "{text}: {came:?}"),
            Some(Certain::Never) => prop_assert!(came.iter().all(|value| *value != Value::Boolean(true)), "{text}: {came:?}"),
            None => {}
        }
    }

    #[test]
    fn what_is_after_all_is_never_the_first_that_holds(
        before in prop::collection::vec(condition(), 1..3), text in condition(), tried in prop::collection::vec(values(), 60),
    ) {
        let others: Vec<Program> = before.iter().map(|text| program(text)).collect();
        let others: Vec<&Program> = others.iter().collect();
        let own = program(&text);
        if own.is_after_all(&others, &names, &mut Budget::default()) {
            for values in &tried {
                let holds = |program: &Program| comes_to(program, values) == Value::Boolean(true);
                prop_assert!(!holds(&own) || others.iter().any(|other| holds(other)), "{before:?} then {text}: {values:?}");
            }
        }
    }
}
