//! `instance of`: is a value of a named type?

use crate::syntax::tree::TypeName;
use crate::value::Value;

/// Is the value of that type? Null is of type Null alone.
pub fn is_instance(value: &Value, kind: &TypeName) -> bool {
    match (kind, value) {
        (TypeName::Simple(name), _) => is_simple(value, name),
        (TypeName::List(item), Value::List(items)) => items.iter().all(|value| is_member(value, item)),
        (TypeName::Range(item), Value::Range(range)) => {
            [&range.low.value, &range.high.value].into_iter().all(|value| value.is_null() || is_instance(value, item))
        }
        (TypeName::Context(entries), Value::Context(found)) => {
            entries.iter().all(|(name, kind)| found.get(name).is_some_and(|value| is_member(value, kind)))
        }
        (TypeName::Function(parameters, _), Value::Function(function)) => {
            parameters.is_empty() || parameters.len() == function.parameters().len()
        }
        _ => false,
    }
}

/// Inside lists and contexts null belongs to every type.
fn is_member(value: &Value, kind: &TypeName) -> bool {
    value.is_null() || is_instance(value, kind)
}

fn is_simple(value: &Value, name: &str) -> bool {
    match name {
        "Any" => !value.is_null(),
        "Null" => value.is_null(),
        "boolean" => matches!(value, Value::Boolean(_)),
        "number" => matches!(value, Value::Number(_)),
        "string" => matches!(value, Value::Text(_)),
        "date" => matches!(value, Value::Date(_)),
        "time" => matches!(value, Value::Time(_)),
        "date and time" => matches!(value, Value::DateTime(_)),
        "days and time duration" => matches!(value, Value::DaysDuration(_)),
        "years and months duration" => matches!(value, Value::YearsDuration(_)),
        "business duration" => matches!(value, Value::BusinessDuration(_)),
        "list" => matches!(value, Value::List(_)),
        "context" => matches!(value, Value::Context(_)),
        "range" => matches!(value, Value::Range(_)),
        "function" => matches!(value, Value::Function(_)),
        _ => false,
    }
}

/// The names of types that have no parameters.
pub const SIMPLE_TYPES: [&str; 15] = [
    "Any",
    "Null",
    "boolean",
    "number",
    "string",
    "date",
    "time",
    "date and time",
    "days and time duration",
    "years and months duration",
    "business duration",
    "list",
    "context",
    "range",
    "function",
];
