//! Values held against what an input or output takes (DMN 1.5, 10.3.2.9.4), and read from JSON and from words.

use baton_feel::{Date, Decimal, Type, Value, coerce, words};
use serde_json::Value as Json;

use crate::definition::{FieldType, Options, Parameter};

/// A value of JSON as what this takes; why not, in words.
pub fn from_json(parameter: &Parameter, json: &Json) -> Result<Value, String> {
    let value = match json {
        Json::String(text) if parameter.field.ty == FieldType::Duration => words::parse(text).map(Value::from).ok(),
        _ => None,
    };
    fitting(parameter, &value.unwrap_or_else(|| Value::typed(json, &parameter.kind)))
}

/// A value as people type it: `1200`, `high`, `2026-03-01`, `[1, 2]`.
pub fn from_text(parameter: &Parameter, text: &str) -> Result<Value, String> {
    let text = text.trim();
    if text == "null" {
        return Ok(Value::Null);
    }
    let is_text = matches!(parameter.kind, Type::Text | Type::Choice(_));
    let json = match text {
        _ if is_text => Json::String(text.to_owned()),
        "true" | "yes" if parameter.kind == Type::Boolean => Json::Bool(true),
        "false" | "no" if parameter.kind == Type::Boolean => Json::Bool(false),
        _ if matches!(parameter.kind, Type::Any | Type::List(_) | Type::Context(_)) => {
            serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.to_owned()))
        }
        _ => Json::String(text.to_owned()),
    };
    from_json(parameter, &json)
}

/// The value as this takes it: of its type, among its options, within its limits.
pub(super) fn fitting(parameter: &Parameter, value: &Value) -> Result<Value, String> {
    let field = &parameter.field;
    let name = &field.name;
    if value.is_null() {
        return Ok(Value::Null);
    }
    option(parameter, value)?;
    let other = |_| format!("`{name}` takes {}, and this is {}", parameter.kind, value.kind());
    let value = coerce(value, &parameter.kind).map_err(other)?;
    for (limit, least) in [(&field.min, true), (&field.max, false)] {
        let Some(limit) = limit else { continue };
        if breaks(&value, &limit.text, least) {
            let word = if least { "at least" } else { "at most" };
            return Err(format!("`{name}` is {word} {}, and this is {value}", limit.text));
        }
    }
    match (&field.pattern, value.as_text()) {
        (Some(pattern), Some(text)) if !pattern.matches(text) => {
            Err(format!("`{name}` must match {}, and this is {value}", pattern.text))
        }
        _ => Ok(value),
    }
}

/// Whether what is chosen are its options.
fn option(parameter: &Parameter, value: &Value) -> Result<(), String> {
    let Options::List(options) = &parameter.field.options else { return Ok(()) };
    let chosen = value.as_list().map_or_else(|| vec![value.clone()], |items| items.to_vec());
    let is_option = |value: &Value| value.as_text().is_some_and(|text| options.iter().any(|known| known == text));
    match chosen.iter().find(|value| !is_option(value)) {
        Some(other) => {
            let name = &parameter.field.name;
            Err(format!("`{name}` has no option {other}; it has {}", options.join(", ")))
        }
        None => Ok(()),
    }
}

/// Whether a value, or its length, is below the least or above the most.
fn breaks(value: &Value, limit: &str, least: bool) -> bool {
    let order = match value {
        Value::Number(number) => limit.parse::<Decimal>().ok().map(|limit| number.cmp(&limit)),
        Value::Date(date) => Date::parse(limit).map(|limit| date.cmp(&limit)),
        Value::Text(text) => limit.parse::<usize>().ok().map(|limit| text.chars().count().cmp(&limit)),
        Value::List(items) => limit.parse::<usize>().ok().map(|limit| items.len().cmp(&limit)),
        _ => None,
    };
    order.is_some_and(|order| if least { order.is_lt() } else { order.is_gt() })
}
