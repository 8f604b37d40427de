//! How long FEEL takes, and how often it allocates: a prepared condition over ten variables, a sum over twenty items, reading a
//! thousand terms, numbers, a table. `cargo bench -p baton-feel` prints times and allocations.

use baton_feel::table::{Hit, Rule, Table};
use baton_feel::{Decimal, Env, Limits, Program, Scope, Slots, Type, Value, compile, compile_output, compile_unary};
use divan::{Bencher, black_box};
use jiff::tz::TimeZone;

#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// One run takes no longer than reading the clock: a sample is of many.
const SAMPLE: u32 = 100;

const CONDITION: &str = "amount > 1000 and priority = \"high\"";

fn scope() -> Scope {
    let priorities = ["low", "high"].map(str::to_owned).to_vec();
    let scope = Scope::new()
        .with("amount", Type::Number)
        .with("priority", Type::Choice(priorities))
        .with("items", Type::list_of(Type::Number))
        .with("rows", Type::list_of(Type::Context(vec![("qty".into(), Type::Number), ("price".into(), Type::Number)])));
    (0..6).fold(scope, |scope, n| scope.with(format!("other{n}"), Type::Text))
}

fn values() -> Vec<Value> {
    let items = Value::list((1..=20).map(|n| Value::Number(Decimal::scaled(n * 125, 2))));
    let row = |n: i64| {
        let entries = [
            ("name", Value::text("a thing")),
            ("qty", Value::from(n)),
            ("price", Value::Number(Decimal::scaled(n * 95, 2))),
        ];
        Value::context(entries)
    };
    let rows = Value::list((1..=20).map(row));
    let mut values = vec![Value::Number(Decimal::scaled(120_050, 2)), Value::text("high"), items, rows];
    values.extend((0..6).map(|n| Value::text(format!("text {n}"))));
    values
}

fn run(bencher: Bencher<'_, '_>, work: impl Fn(&Env<'_>) + Sync) {
    let values = values();
    let env = Env {
        lookup: &Slots(&values),
        now: jiff::Timestamp::UNIX_EPOCH,
        zone: &TimeZone::UTC,
        calendar: None,
        limits: Limits::default(),
    };
    bencher.bench_local(|| work(black_box(&env)));
}

fn compiled(text: &str) -> Program {
    compile(text, &scope()).expect("the benchmark's text compiles")
}

#[divan::bench(sample_size = SAMPLE)]
fn condition(bencher: Bencher<'_, '_>) {
    let program = compiled(CONDITION);
    run(bencher, |env| drop(black_box(program.eval(env))));
}

#[divan::bench(sample_size = SAMPLE)]
fn sum_of_twenty(bencher: Bencher<'_, '_>) {
    let program = compiled("sum(items)");
    run(bencher, |env| drop(black_box(program.eval(env))));
}

#[divan::bench(sample_size = SAMPLE)]
fn sum_of_products_of_twenty(bencher: Bencher<'_, '_>) {
    let program = compiled("sum(for i in rows return i.qty * i.price) > 20");
    run(bencher, |env| drop(black_box(program.eval(env))));
}

#[divan::bench(sample_size = SAMPLE)]
fn filter_of_twenty(bencher: Bencher<'_, '_>) {
    let program = compiled("count(items[item > 10])");
    run(bencher, |env| drop(black_box(program.eval(env))));
}

#[divan::bench(sample_size = SAMPLE)]
fn table_of_three_rules(bencher: Bencher<'_, '_>) {
    let rows = [("< 1000", "none"), ("[1000..10000)", "finance"), (">= 10000", "cfo")];
    let levels = Type::Choice(rows.map(|(_, level)| level.to_owned()).to_vec());
    let rule = |(cell, gives): (&str, &str)| Rule {
        when: vec![Some(compile_unary(cell, &Type::Number, &scope()).expect("the cell compiles"))],
        gives: vec![compile_output(gives, &levels, &scope()).expect("the output compiles")],
    };
    let rules = rows.into_iter().map(rule).collect();
    let table =
        Table { hit: Hit::First, inputs: vec![compiled("amount")], rules, default: None, priorities: Vec::new() };
    run(bencher, |env| drop(black_box(table.evaluate(env))));
}

#[divan::bench]
fn compile_a_condition(bencher: Bencher<'_, '_>) {
    let scope = scope();
    bencher.bench_local(|| compile(black_box(CONDITION), black_box(&scope)).is_ok());
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn compile_a_sum_of_terms(bencher: Bencher<'_, '_>, terms: usize) {
    let (scope, text) = (scope(), format!("amount{}", " + 12".repeat(terms - 1)));
    bencher.bench_local(|| compile(black_box(&text), black_box(&scope)).is_ok());
}

const PAIRS: [(&str, &str); 3] =
    [("1200.50", "19.99"), ("123456789012345678.25", "0.000001"), ("0.3333333333333333333333333333333333", "7.77")];

#[divan::bench(args = PAIRS)]
fn add(bencher: Bencher<'_, '_>, pair: (&str, &str)) {
    numbers(bencher, pair, Decimal::checked_add);
}

#[divan::bench(args = PAIRS)]
fn multiply(bencher: Bencher<'_, '_>, pair: (&str, &str)) {
    numbers(bencher, pair, Decimal::checked_mul);
}

#[divan::bench(args = PAIRS)]
fn divide(bencher: Bencher<'_, '_>, pair: (&str, &str)) {
    numbers(bencher, pair, Decimal::checked_div);
}

fn numbers(bencher: Bencher<'_, '_>, pair: (&str, &str), work: fn(Decimal, Decimal) -> Option<Decimal>) {
    let [a, b] = [pair.0, pair.1].map(|text| text.parse::<Decimal>().expect("the benchmark's number is one"));
    bencher.bench_local(|| work(black_box(a), black_box(b)));
}
