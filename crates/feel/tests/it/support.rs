//! What the tests share: a scope of typed names, their values, and a moment to evaluate at.

use baton_feel::{
    BusinessCalendar, BusinessDuration, Date, DateTime, Env, Limits, Lookup, Outcome, Scope, Type, Value, compile,
};
use jiff::{Timestamp, tz::TimeZone};

/// Monday, 2026-03-02, 10:30 in Berlin.
const NOW: &str = "2026-03-02T09:30:00Z";

pub fn scope() -> Scope {
    let row = Type::Context(vec![("name".into(), Type::Text), ("price".into(), Type::Number)]);
    Scope::new()
        .with("amount", Type::Number)
        .with("priority", Type::Choice(["low", "high", "very high"].map(str::to_owned).to_vec()))
        .with("urgent", Type::Boolean)
        .with("day", Type::Date)
        .with("Applicant's full name", Type::Text)
        .with("rows", Type::list_of(row))
        .with("manager", Type::Person)
        .with("nothing", Type::Number)
        .with("anything", Type::Any)
        .with_function("step", 1)
}

pub struct Names;

impl Lookup for Names {
    fn get(&self, name: &str) -> Option<Value> {
        let person = |name: &str| Value::context([("name", Value::text(name)), ("manager", Value::Null)]);
        let row = |name: &str, price: i64| Value::context([("name", Value::text(name)), ("price", Value::from(price))]);
        Some(match name {
            "amount" => Value::from(1200),
            "priority" => Value::text("high"),
            "urgent" => Value::Boolean(true),
            "day" => Value::Date(Date::new(2026, 3, 6)?),
            "Applicant's full name" => Value::text("Ana Díaz"),
            "rows" => Value::list([row("desk", 300), row("lamp", 40), row("chair", 250)]),
            "manager" => person("Bo"),
            "anything" => Value::context([("a", Value::context([("b", Value::from(5))]))]),
            _ => return None,
        })
    }

    fn call(&self, function: &str, arguments: &[Value]) -> Option<Value> {
        let known = function == "step" && arguments == [Value::text("review")];
        known.then(|| Value::context([("choice", Value::text("approve")), ("pass", Value::from(2))]))
    }
}

/// Business days are Monday to Friday, business hours those of the clock.
struct Weekdays;

impl BusinessCalendar for Weekdays {
    fn add(&self, from: Timestamp, duration: BusinessDuration) -> Option<Timestamp> {
        let start = DateTime::from_timestamp(from, &TimeZone::UTC)?;
        let (mut date, mut left) = (start.date(), duration.days);
        while left != 0 {
            date = date.add_days(left.signum())?;
            left -= if date.weekday() <= 5 { left.signum() } else { 0 };
        }
        let there = DateTime::new(date, start.time().clone()).to_timestamp(&TimeZone::UTC)?;
        there.checked_add(jiff::SignedDuration::from_mins(duration.minutes)).ok()
    }
}

pub fn with_env<T>(limits: Limits, work: impl FnOnce(&Env<'_>) -> T) -> T {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let now = NOW.parse().unwrap();
    work(&Env { lookup: &Names, now, zone: &zone, calendar: Some(&Weekdays), limits })
}

pub fn eval(text: &str) -> Outcome {
    let program = compile(text, &scope()).unwrap_or_else(|faults| panic!("{text}: {}", faults[0].shown_in(text)));
    with_env(Limits::default(), |env| program.eval(env))
}

/// What this thread has spent on the processor, in milliseconds; none where the system does not tell.
pub fn spent_ms() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split(' ').next()?.parse::<u64>().ok()? / 1_000_000)
}
