//! Expressions of other tools' models: whatever is wrong is null with its reason, and nothing else is lost.

use super::support::with_env;
use baton_feel::{Limits, Scope, Type, Value, coerce, compile_tolerant, compile_unary_tolerant};

#[test]
fn what_is_wrong_is_null_with_its_reason() {
    for (text, value, code) in [
        ("1 + 2", Value::from(3), None),
        ("1 + \"a\"", Value::Null, Some("feel.type")),
        ("[1, unheard]", Value::list([Value::from(1), Value::Null]), Some("feel.unknown_name")),
        ("if true then 5 else unheard(1)", Value::from(5), None),
        ("unheard(1)", Value::Null, Some("feel.unknown_function")),
        ("abs()", Value::Null, Some("feel.arguments")),
        ("(1 + ", Value::Null, Some("feel.syntax")),
        ("5 instance of list<tUnheard>", Value::Boolean(false), None),
        ("[5] instance of list<tUnheard>", Value::Boolean(true), None),
        ("amount > \"5\"", Value::Null, Some("feel.type")),
    ] {
        let program = compile_tolerant(text, &Scope::new().with("amount", Type::Number));
        let outcome = with_env(Limits::default(), |env| program.eval(env));
        assert_eq!(outcome.value, value, "{text}");
        assert_eq!(outcome.notes.first().map(|note| note.code), code, "{text}");
    }
}

#[test]
fn the_faults_are_told_beforehand() {
    let program = compile_tolerant("unheard + 1", &Scope::new());
    assert_eq!(program.faults()[0].code, "feel.unknown_name");
    assert!(compile_tolerant("1 + 1", &Scope::new()).faults().is_empty());
}

#[test]
fn a_cell_that_cannot_be_read_never_passes() {
    let program = compile_unary_tolerant("> > 5", &Type::Number, &Scope::new());
    let outcome = with_env(Limits::default(), |env| program.test(&Value::from(6), env));
    assert!(outcome.value.is_null() && !outcome.notes.is_empty());
}

#[test]
fn values_are_made_to_fit_their_type() {
    let text = |text: &str| Value::text(text);
    let texts = Type::list_of(Type::Text);
    let row = Type::Context(vec![("name".into(), Type::Text)]);
    let named = |value: Value| Value::context([("name", value)]);
    for (value, to, wanted) in [
        (text("a"), Type::Text, Some(text("a"))),
        (text("a"), Type::Number, None),
        (Value::Null, Type::Number, Some(Value::Null)),
        (Value::list([text("a")]), Type::Text, Some(text("a"))),
        (Value::list([text("a"), text("b")]), Type::Text, None),
        (text("a"), texts.clone(), Some(Value::list([text("a")]))),
        (Value::list([text("a"), Value::from(1)]), texts.clone(), None),
        (Value::list([Value::list([text("a")])]), texts, None),
        (named(Value::list([text("a")])), row.clone(), Some(named(text("a")))),
        (named(Value::from(1)), row.clone(), None),
        (Value::context([("other", text("a"))]), row, None),
        (text("c"), Type::Choice(vec!["a".into(), "b".into()]), None),
    ] {
        assert_eq!(coerce(&value, &to).ok(), wanted, "{value} as {to}");
    }
    let day = Value::Date(baton_feel::Date::new(2026, 1, 31).unwrap());
    assert_eq!(coerce(&day, &Type::DateTime).unwrap().to_string(), "2026-01-31T00:00:00Z");
}
