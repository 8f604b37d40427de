//! One FEEL expression of another tool, evaluated: with the names it is given, its result made to fit a type.

use baton_feel::{Env, Limits, Scope, Slots, Type, Value, coerce, compile_tolerant};
use indexmap::IndexMap;
use jiff::{Timestamp, tz::TimeZone};
use std::sync::Arc;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Expression {
    /// The text.
    pub text: String,
    /// The names it may use, with their values.
    pub inputs: IndexMap<String, Value>,
    /// The type of the result.
    pub gives: Type,
    /// The types it may name, each with what it is.
    pub types: Arc<IndexMap<String, String>>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The value.
    pub value: Value,
    /// Why something in it became null.
    pub reasons: Vec<String>,
}

impl Expression {
    /// Evaluates it.
    pub fn evaluate(&self) -> Answer {
        let scope = self.inputs.keys().fold(Scope::new(), |scope, name| scope.with(name, Type::Any));
        let scope = self
            .types
            .iter()
            .fold(scope, |scope, (name, meaning)| scope.clone().with_type(name, &written(meaning)).unwrap_or(scope));
        let values: Vec<Value> = self.inputs.values().cloned().collect();
        let env = Env {
            lookup: &Slots(&values),
            now: Timestamp::now(),
            zone: &TimeZone::UTC,
            calendar: None,
            limits: Limits::default(),
        };
        let outcome = compile_tolerant(&self.text, &scope).eval(&env);
        let mut reasons: Vec<String> =
            outcome.notes.iter().map(|note| format!("{} ({})", note.message, note.code)).collect();
        let value = coerce(&outcome.value, &self.gives).unwrap_or_else(|trouble| {
            reasons.push(format!("{} ({})", trouble.message, trouble.code));
            Value::Null
        });
        Answer { value, reasons }
    }
}

/// `number[]` as FEEL writes it.
fn written(meaning: &str) -> String {
    meaning.strip_suffix("[]").map_or_else(|| meaning.to_owned(), |item| format!("list<{}>", written(item)))
}

/// The type that a case names: `base` says what a named type is, `string[]` is a list of texts. What is not known is any.
pub fn named_type(name: Option<&str>, base: Option<&str>) -> Type {
    let name = base.or(name).unwrap_or_default().trim();
    let name = name.strip_prefix("feel:").unwrap_or(name);
    if let Some(item) = name.strip_suffix("[]") {
        return Type::list_of(named_type(Some(item), None));
    }
    match name {
        "number" => Type::Number,
        "string" => Type::Text,
        "boolean" => Type::Boolean,
        "date" => Type::Date,
        "time" => Type::Time,
        "date and time" | "dateTime" => Type::DateTime,
        "days and time duration" | "dayTimeDuration" => Type::DaysDuration,
        "years and months duration" | "yearMonthDuration" => Type::YearsDuration,
        "list" => Type::list_of(Type::Any),
        "context" => Type::Context(Vec::new()),
        "function" => Type::Function,
        _ => Type::Any,
    }
}
