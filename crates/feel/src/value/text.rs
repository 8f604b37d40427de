//! How a value reads as text: what `string()` gives. Texts inside lists and contexts stand in quotes.

use super::{Range, Value};
use std::fmt;

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            other => write_quoted(other, f),
        }
    }
}

fn write_quoted(value: &Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        Value::Null => f.write_str("null"),
        Value::Boolean(value) => write!(f, "{value}"),
        Value::Number(value) => write!(f, "{value}"),
        Value::Text(text) => write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        Value::Date(value) => write!(f, "{value}"),
        Value::Time(value) => write!(f, "{value}"),
        Value::DateTime(value) => write!(f, "{value}"),
        Value::DaysDuration(value) => write!(f, "{value}"),
        Value::YearsDuration(value) => write!(f, "{value}"),
        Value::BusinessDuration(value) => write!(f, "{value}"),
        Value::List(items) => {
            f.write_str("[")?;
            for (at, item) in items.iter().enumerate() {
                f.write_str(if at == 0 { "" } else { ", " })?;
                write_quoted(item, f)?;
            }
            f.write_str("]")
        }
        Value::Context(entries) => {
            f.write_str("{")?;
            for (at, (name, value)) in entries.iter().enumerate() {
                f.write_str(if at == 0 { "" } else { ", " })?;
                write_name(name, f)?;
                f.write_str(": ")?;
                write_quoted(value, f)?;
            }
            f.write_str("}")
        }
        Value::Range(range) => write_range(range, f),
        Value::Function(function) => write!(f, "function({})", function.parameters().join(", ")),
    }
}

fn write_name(name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ' | '-' | '\''));
    if plain { f.write_str(name) } else { write_quoted(&Value::text(name), f) }
}

fn write_range(range: &Range, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (low, high) = (&range.low, &range.high);
    match (low.value.is_null(), high.value.is_null()) {
        (true, false) => {
            f.write_str(if high.included { "<=" } else { "<" })?;
            write_bound(&high.value, f)
        }
        (false, true) => {
            f.write_str(if low.included { ">=" } else { ">" })?;
            write_bound(&low.value, f)
        }
        _ => {
            f.write_str(if low.included { "[" } else { "(" })?;
            write_bound(&low.value, f)?;
            f.write_str("..")?;
            write_bound(&high.value, f)?;
            f.write_str(if high.included { "]" } else { ")" })
        }
    }
}

/// A bound as it would be written in an expression.
fn write_bound(value: &Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let literal = matches!(
        value,
        Value::Date(_) | Value::Time(_) | Value::DateTime(_) | Value::DaysDuration(_) | Value::YearsDuration(_)
    );
    if literal { write!(f, "@\"{value}\"") } else { write_quoted(value, f) }
}
