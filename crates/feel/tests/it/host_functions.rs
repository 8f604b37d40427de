//! Functions of a host as values: called like any other, within what is left of the limits.

use baton_feel::{
    Callable, Env, ForText, Function, Limits, Lookup, Measured, Note, Outcome, Scope, Slots, Span, Type, Value, compile,
};
use jiff::{Timestamp, tz::TimeZone};

/// Calls what it is given with one less, until that is 0.
#[derive(Debug)]
struct CountDown;

impl Callable for CountDown {
    fn parameters(&self) -> Vec<&str> {
        vec!["from", "next"]
    }

    fn depth(&self) -> u32 {
        0
    }

    fn run(&self, arguments: &[Value], env: &Env<'_>) -> Option<Measured> {
        let (Value::Number(from), Value::Function(then)) = (&arguments[0], &arguments[1]) else {
            let note = Note { code: "feel.type", message: "a number and a function".into(), span: Span::default() };
            return Some(Measured { outcome: Outcome { value: Value::Null, notes: vec![note] }, left: env.limits });
        };
        if from.to_i64() == Some(0) {
            return Some(Measured { outcome: Outcome { value: "done".into(), notes: Vec::new() }, left: env.limits });
        }
        let less = from.checked_sub(1.into()).into();
        Some(then.call(&[less, arguments[1].clone()], env))
    }
}

struct Names;

impl Lookup for Names {
    fn get(&self, name: &str) -> Option<Value> {
        (name == "count down").then(|| Value::Function(Function::new(CountDown)))
    }

    fn call(&self, _function: &str, _arguments: &[Value]) -> Option<Value> {
        None
    }
}

fn measured(text: &str) -> Measured {
    let program = compile(text, &Scope::new().with("count down", Type::Function)).expect("it compiles");
    let (now, zone, limits) = (Timestamp::UNIX_EPOCH, &TimeZone::UTC, Limits::default());
    program.measure(&Env { lookup: &Names, now, zone, calendar: None, limits })
}

#[test]
fn are_called_by_place_and_by_name_and_call_back() {
    for text in [
        "count down(3, count down)",
        "count down(next: count down, from: 3)",
        "count down(3, function(from, next) count down(from, next))",
    ] {
        assert_eq!(measured(text).outcome.value, Value::text("done"), "{text}");
    }
    assert_eq!(measured("count down(next: count down)").outcome.value, Value::Null);
}

#[test]
fn what_they_note_is_noted_and_what_they_use_is_used() {
    let found = measured("[1, count down(\"x\", null), 2]");
    assert_eq!(found.outcome.notes[0].message, "a number and a function");
    let spent = |text| Limits::default().fuel_steps_max - measured(text).left.fuel_steps_max;
    assert!(spent("count down(40, count down)") > spent("count down(20, count down)"));
}

#[test]
fn end_at_the_depth_that_is_left() {
    let found = measured("count down(1000000, count down)");
    assert_eq!(found.outcome.value, Value::Null);
    assert_eq!(found.outcome.notes[0].code, "feel.limit_depth");
}

#[test]
fn functions_see_the_names_that_held_where_they_were_made() {
    let scope = Scope::new().with("base", Type::Number).with("f", Type::Function);
    let program = |text| compile(text, &scope).expect("it compiles");
    let env = |slots: &[Value], text| {
        let (now, zone, limits) = (Timestamp::UNIX_EPOCH, &TimeZone::UTC, Limits::default());
        program(text).eval(&Env { lookup: &Slots(slots), now, zone, calendar: None, limits }).value
    };
    let made = env(&[100.into(), Value::Null], "function(x) x + base");
    assert_eq!(env(&[1.into(), made.clone()], "f(5) + base"), Value::from(106));
    assert_eq!(env(&[1.into(), made], "for i in [1, 2] return f(i)"), Value::list([101.into(), 102.into()]));
}

#[test]
fn may_give_something_else_for_one_text() {
    let plain = Type::Context(vec![("state".to_owned(), Type::Text)]);
    let known = Type::Context(vec![("state".to_owned(), Type::Text), ("size".to_owned(), Type::Number)]);
    let scope = Scope::new().with_typed_function("step", 1, plain);
    let scope =
        scope.with_result_for("step", "run", ForText::Of(known)).with_result_for("step", "any", ForText::WithMore);
    let told = |text: &str| match compile(text, &scope) {
        Ok(program) => program.result_type().to_string(),
        Err(faults) => faults.iter().map(|fault| fault.code).collect::<Vec<_>>().join(", "),
    };
    assert_eq!(told("step(\"run\").size + 1"), "a number");
    assert_eq!(told("step(\"run\").sise"), "feel.no_entry");
    assert_eq!(told("step(\"run\").size + \"a\""), "feel.type");
    assert_eq!(told("step(\"any\").size"), "anything");
    assert_eq!(told("step(\"any\").state + 1"), "feel.type");
    assert_eq!(told("step(\"other\").size"), "feel.no_entry");
}
