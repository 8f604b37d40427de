//! Decision tables: hits, outputs, gaps and overlaps.

use baton_feel::table::{Aggregate, Budget, Domain, Hit, Never, Overlap, Problem, Rule, Table};
use baton_feel::{Env, Limits, Program, Scope, Slots, Type, Value, compile, compile_output, compile_unary};
use jiff::tz::TimeZone;
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};

/// A table over `amount`, `priority` and `day`, from rows of `amount | priority | day | output`.
pub fn table(hit: Hit, rows: &[&str]) -> Table {
    let cell = |text: &str, kind: &Type| -> Option<Program> {
        (text != "-").then(|| compile_unary(text, kind, &scope()).unwrap())
    };
    let rule = |row: &&str| {
        let parts: Vec<&str> = row.split('|').map(str::trim).collect();
        let when = parts[..3].iter().zip(kinds()).map(|(text, kind)| cell(text, &kind)).collect();
        Rule { when, gives: vec![compile_output(parts[3], &Type::Any, &scope()).unwrap()] }
    };
    let inputs = ["amount", "priority", "day"].map(|name| compile(name, &scope()).unwrap()).to_vec();
    let rules = rows.iter().map(rule).collect();
    let priorities = vec![["\"high\"", "\"low\""].map(|text| Value::text(text.trim_matches('"'))).to_vec()];
    Table { hit, inputs, rules, default: None, priorities }
}

fn kinds() -> [Type; 3] {
    [Type::Number, Type::Choice(vec!["low".into(), "high".into()]), Type::Date]
}

fn scope() -> Scope {
    let [amount, priority, day] = kinds();
    Scope::new().with("amount", amount).with("priority", priority).with("day", day)
}

pub fn domains() -> [Domain; 3] {
    kinds().map(Domain::from)
}

fn evaluate(table: &Table, amount: &str, priority: &str) -> (Vec<usize>, String) {
    let values = [Value::Number(amount.parse().unwrap()), Value::text(priority), Value::Null];
    let env = Env {
        lookup: &Slots(&values),
        now: jiff::Timestamp::UNIX_EPOCH,
        zone: &TimeZone::UTC,
        calendar: None,
        limits: Limits::default(),
    };
    let outcome = table.evaluate(&env);
    let shown = match (outcome.outputs, outcome.problem) {
        (Some(outputs), None) => outputs[0].to_string(),
        (None, Some(problem)) => format!("{problem:?}"),
        other => panic!("{other:?}"),
    };
    (outcome.hits, shown)
}

#[test]
fn each_hit_policy_gives_what_it_promises() {
    let rows = ["< 100 | - | - | \"low\"", "[50..200] | high | - | \"high\"", "-|-|-| \"low\""];
    let cases = [
        (Hit::First, "60", vec![0], "low"),
        (Hit::Unique, "60", vec![0, 1, 2], "SeveralRules"),
        (Hit::Any, "60", vec![0, 1, 2], "DifferentOutputs"),
        (Hit::Any, "10", vec![0, 2], "low"),
        (Hit::Priority, "60", vec![1], "high"),
        (Hit::RuleOrder, "60", vec![0, 1, 2], "[\"low\", \"high\", \"low\"]"),
        (Hit::OutputOrder, "60", vec![1, 0, 2], "[\"high\", \"low\", \"low\"]"),
        (Hit::Collect(Some(Aggregate::Count)), "60", vec![0, 1, 2], "3"),
        (Hit::Collect(Some(Aggregate::Max)), "60", vec![0, 1, 2], "low"),
        (Hit::Unique, "500", vec![2], "low"),
    ];
    for (hit, amount, hits, shown) in cases {
        assert_eq!(evaluate(&table(hit, &rows), amount, "high"), (hits, shown.to_owned()), "{hit:?} {amount}");
    }
}

#[test]
fn no_rule_is_a_problem_unless_there_is_a_default() {
    let mut table = table(Hit::First, &["< 100 | - | - | 1"]);
    assert_eq!(evaluate(&table, "100", "low"), (vec![], format!("{:?}", Problem::NoRule)));
    table.default = Some(vec![Program::constant(Value::from(7))]);
    assert_eq!(evaluate(&table, "100", "low"), (vec![], "7".to_owned()));
}

#[test]
fn gaps_are_found_with_an_example_and_only_where_they_are() {
    let day = "@\"2026-01-01\"";
    let cases = [
        (vec!["< 1000|-|-|1", "[1000..10000)|-|-|1", ">= 10000|-|-|1"], None),
        (vec!["< 1000|-|-|1", "(1000..10000)|-|-|1", ">= 10000|-|-|1"], Some("1000, low, 2026-01-01")),
        (vec!["<= 1|-|-|1", ">= 2|-|-|1"], Some("1.5, low, 2026-01-01")),
        (vec!["-|low|-|1"], Some("0, high, 2026-01-01")),
        (vec!["-|not(low)|-|1", "-|low|-|1"], None),
        (vec!["< 5|low, high|-|1", ">= 5|high|-|1"], Some("5, low, 2026-01-01")),
        (vec!["-|-|< DAY|1", "-|-|> DAY|1"], Some("0, low, 2026-01-01")),
        // The day between does not exist.
        (vec!["-|-|<= DAY|1", "-|-|>= @\"2026-01-02\"|1"], None),
        // What depends on more than its input may cover anything.
        (vec!["< amount|-|-|1"], None),
        (vec!["? > 3|low|-|1"], Some("0, high, 2026-01-01")),
    ];
    for (rows, expected) in cases {
        let rows: Vec<String> = rows.iter().map(|row| row.replace("DAY", day)).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let gap = table(Hit::First, &rows).gap(&domains(), &mut Budget::default());
        let shown = gap.map(|gap| gap.iter().map(Value::to_string).collect::<Vec<_>>().join(", "));
        assert_eq!(shown.as_deref(), expected, "{rows:?}");
    }
}

#[test]
fn a_gap_outside_what_the_field_allows_is_none() {
    let amounts = Domain { min: Some(Value::from(0)), ..Domain::from(Type::Number) };
    let [_, priority, day] = domains();
    let table = table(Hit::First, &["[0..10]|-|-|1", "> 10|-|-|1"]);
    assert_eq!(table.gap(&domains(), &mut Budget::default()).map(|gap| gap[0].to_string()).as_deref(), Some("-1"));
    assert_eq!(table.gap(&[amounts, priority, day], &mut Budget::default()), None);
}

#[test]
fn overlaps_are_found_with_an_example() {
    let found =
        table(Hit::Unique, &["< 1000|low|-|1", ">= 999.5|-|-|2"]).overlap(&domains(), &mut Budget::default()).unwrap();
    assert_eq!((found.rules, found.input[0].to_string().as_str()), ((0, 1), "999.5"));
    assert_eq!(
        table(Hit::Unique, &["< 1000|low|-|1", ">= 1000|-|-|2"]).overlap(&domains(), &mut Budget::default()),
        None
    );
}

/// A hit policy, rows, and the rules that can never hit.
type Case = (Hit, Vec<&'static str>, Vec<(usize, Never)>);

#[test]
fn rules_that_never_hit_are_found_with_the_reason() {
    let empty = |input| Never::Empty { input };
    let masked = |by: &[usize]| Never::Masked { by: by.to_vec() };
    let cases: [Case; 9] = [
        (Hit::First, vec!["< 10|-|-|1", "< 5|-|-|2", ">= 10|-|-|3"], vec![(1, masked(&[0]))]),
        // Two together take what neither takes alone.
        (Hit::First, vec!["< 10|-|-|1", ">= 10|-|-|1", "[5..20]|high|-|3"], vec![(2, masked(&[0, 1]))]),
        (Hit::First, vec!["< 10|low|-|1", "< 10|-|-|3"], vec![]),
        (Hit::Collect(None), vec!["< 10|-|-|1", "< 5|-|-|2", "(5..5)|-|-|3"], vec![(2, empty(0))]),
        (Hit::Unique, vec!["(1..1)|not(low)|-|1", "-|-|-|2"], vec![(0, empty(0))]),
        // Nothing at all is none of them.
        (Hit::Unique, vec!["-|not(low, high)|-|1", "-|-|-|2"], vec![]),
        // A test for nothing at all is one.
        (Hit::First, vec!["< 10|-|-|1", ">= 10|-|-|1", "null|-|-|2", "-|-|-|3"], vec![(3, masked(&[0, 1, 2]))]),
        (Hit::Priority, vec!["-|-|-|\"high\"", "< 10|-|-|\"low\""], vec![(1, masked(&[0]))]),
        (Hit::Priority, vec!["-|-|-|\"low\"", "< 10|-|-|\"high\""], vec![]),
    ];
    for (hit, rows, expected) in cases {
        let found = table(hit, &rows).never_hit(&domains(), &mut Budget::default());
        let found: Vec<(usize, Never)> = found.into_iter().map(|never| (never.rule, never.why)).collect();
        let told = |all: &[(usize, Never)]| format!("{all:?}");
        assert_eq!(told(&found), told(&expected), "{rows:?}");
    }
}

#[test]
fn values_that_no_input_has_and_rules_that_disagree_are_found() {
    let amounts = Domain { max: Some(Value::from(100)), ..Domain::from(Type::Number) };
    let [_, priority, day] = domains();
    let limited = [amounts, priority, day];
    let rows = ["[50..200]|-|-|1", "< 60, 500|-|-|2"];
    let outside = table(Hit::First, &rows).outside(&limited);
    let told: Vec<String> = outside.iter().map(|one| format!("{} {}", one.rule, one.value)).collect();
    assert_eq!(told, ["0 200", "1 500"]);
    let found = table(Hit::Any, &rows).disagreement(&limited, &mut Budget::default()).unwrap();
    assert_eq!((found.rules, found.input[0].to_string().as_str()), ((0, 1), "50"));
    let same = ["[50..200]|-|-|1", "< 60|-|-|1"];
    assert_eq!(table(Hit::Any, &same).disagreement(&limited, &mut Budget::default()), None);
}

/// Tests of a cell, drawn by lot: points from 0 to 5, so that halves tell all pieces apart.
fn number_cell() -> impl Strategy<Value = String> {
    let point = || (0..=5_i64).prop_map(|n| n.to_string());
    prop_oneof![
        Just("-".to_owned()),
        (prop_oneof![Just("<"), Just("<="), Just(">"), Just(">=")], point())
            .prop_map(|(sign, n)| format!("{sign} {n}")),
        (prop_oneof![Just("["), Just("(")], point(), point(), prop_oneof![Just("]"), Just(")")])
            .prop_map(|(open, low, high, close)| format!("{open}{low}..{high}{close}")),
        (point(), point()).prop_map(|(a, b)| format!("{a}, {b}")),
        (point(), point()).prop_map(|(a, b)| format!("not({a}, > {b})")),
    ]
}

fn day_cell() -> impl Strategy<Value = String> {
    let day = || (1..=4_u32).prop_map(|n| format!("@\"2026-01-0{n}\""));
    prop_oneof![
        Just("-".to_owned()),
        (prop_oneof![Just("<"), Just("<="), Just(">"), Just(">="), Just("")], day())
            .prop_map(|(sign, day)| format!("{sign} {day}")),
        (day(), day()).prop_map(|(low, high)| format!("[{low}..{high})")),
    ]
}

fn row() -> impl Strategy<Value = String> {
    let choice = prop_oneof![Just("-"), Just("low"), Just("high"), Just("not(low)"), Just("low, high")];
    (number_cell(), choice, day_cell()).prop_map(|(number, choice, day)| format!("{number} | {choice} | {day} | 1"))
}

/// Every input that tells pieces apart: halves around the points, both options, each day around those named.
fn all_inputs() -> Vec<[Value; 3]> {
    let halves = (-2..=12).map(|n| Value::Number(format!("{}", f64::from(n) / 2.0).parse().unwrap()));
    let mut all = Vec::new();
    for amount in halves {
        for priority in ["low", "high"] {
            for day in ["2025-12-31", "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05"] {
                all.push([amount.clone(), Value::text(priority), Value::Date(baton_feel::Date::parse(day).unwrap())]);
            }
        }
    }
    all
}

fn hits(table: &Table, input: &[Value; 3]) -> Vec<usize> {
    let env = Env {
        lookup: &Slots(input),
        now: jiff::Timestamp::UNIX_EPOCH,
        zone: &TimeZone::UTC,
        calendar: None,
        limits: Limits::default(),
    };
    table.evaluate(&env).hits
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_found_in_a_table_is_what_trying_everything_finds(rows in proptest::collection::vec(row(), 1..5)) {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let all = table(Hit::Collect(None), &rows);
        let tried: Vec<([Value; 3], Vec<usize>)> =
            all_inputs().into_iter().map(|input| { let hit = hits(&all, &input); (input, hit) }).collect();

        let gap = all.gap(&domains(), &mut Budget::default());
        prop_assert_eq!(gap.is_some(), tried.iter().any(|(_, hit)| hit.is_empty()), "a gap: {:?}", gap);
        if let Some(gap) = gap {
            let example = [gap[0].clone(), gap[1].clone(), gap[2].clone()];
            prop_assert!(hits(&all, &example).is_empty(), "no rule fits {:?}", example);
        }

        let overlap = all.overlap(&domains(), &mut Budget::default());
        prop_assert_eq!(overlap.is_some(), tried.iter().any(|(_, hit)| hit.len() > 1), "an overlap: {:?}", overlap);
        if let Some(Overlap { rules: (first, second), input }) = overlap {
            let hit = hits(&all, &[input[0].clone(), input[1].clone(), input[2].clone()]);
            prop_assert!(hit.contains(&first) && hit.contains(&second), "{:?} both fit", hit);
        }

        // With null as one more value of each input, which `-` fits too.
        let with_null = |values: Vec<Value>| values.into_iter().chain([Value::Null]).collect::<Vec<_>>();
        let column = |at: usize| {
            let mut seen: Vec<Value> = Vec::new();
            for (input, _) in &tried {
                if !seen.contains(&input[at]) {
                    seen.push(input[at].clone());
                }
            }
            with_null(seen)
        };
        let first = table(Hit::First, &rows);
        let mut ever = vec![false; rows.len()];
        for amount in column(0) {
            for priority in column(1) {
                for day in column(2) {
                    for rule in hits(&first, &[amount.clone(), priority.clone(), day.clone()]) {
                        ever[rule] = true;
                    }
                }
            }
        }
        let never: Vec<usize> =
            first.never_hit(&domains(), &mut Budget::default()).into_iter().map(|never| never.rule).collect();
        let tried: Vec<usize> = (0..rows.len()).filter(|rule| !ever[*rule]).collect();
        prop_assert_eq!(never, tried);
    }
}

#[test]
fn looking_for_gaps_ends_however_large_the_table_is() {
    // Each rule names another amount and day: nothing is told of it, and nobody waits.
    let rows: Vec<String> = (0..1_000).map(|n| format!("= {n}|-|-|1")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let table = table(Hit::Unique, &rows);
    let mut budget = Budget::default();
    for _ in 0..1_000 {
        table.gap(&domains(), &mut budget);
        table.overlap(&domains(), &mut budget);
    }
    assert_eq!(table.overlap(&domains(), &mut budget), None);
    // The search goes one call deeper with each input, so there are tables that are not looked at.
    let wide = Table {
        hit: Hit::Unique,
        inputs: vec![compile("amount", &scope()).unwrap(); 20_000],
        rules: vec![Rule { when: vec![None; 20_000], gives: Vec::new() }],
        default: None,
        priorities: Vec::new(),
    };
    assert_eq!(wide.gap(&[], &mut Budget::default()), None);
}

#[test]
fn what_its_cells_take_is_counted_and_bounded_together() {
    let cell = compile_unary("? > count(for i in 1..500 return i)", &Type::Number, &Scope::new()).expect("it compiles");
    let input = compile("1", &Scope::new()).expect("it compiles");
    let rule = Rule { when: vec![Some(cell)], gives: vec![Program::constant(Value::from(1))] };
    let rules = vec![rule; 300];
    let table = Table { hit: Hit::First, inputs: vec![input], rules, default: None, priorities: Vec::new() };
    let steps = |fuel_steps_max| {
        let limits = Limits { fuel_steps_max, ..Limits::default() };
        let (lookup, now, zone) = (&baton_feel::Nothing, jiff::Timestamp::UNIX_EPOCH, &jiff::tz::TimeZone::UTC);
        table.evaluate(&Env { lookup, now, zone, calendar: None, limits }).steps
    };
    assert!(steps(1_000_000) > 200_000);
    assert!(steps(5_000) <= 5_000);
}
