//! Values as the cases write them: `{"t": "decimal", "v": "0.33"}`, or null. In `v` a list has such values, a context names
//! with such values, and everything else is text.

use baton_feel::{Date, DateTime, DaysDuration, Time, Value, YearsDuration};
use serde_json::{Value as Json, json};

/// The value that is written so, or what is wrong with how it is written.
pub fn read(json: &Json) -> Result<Value, String> {
    if json.is_null() {
        return Ok(Value::Null);
    }
    let (Some(kind), Some(value)) = (json.get("t").and_then(Json::as_str), json.get("v")) else {
        return Err(format!("a value is null or has a t and a v, and this has not: {}", short(json)));
    };
    let found = match (kind, value) {
        (_, Json::Null) => Some(Value::Null),
        ("list", Json::Array(items)) => Some(Value::list(items.iter().map(read).collect::<Result<Vec<_>, _>>()?)),
        ("context", Json::Object(entries)) => {
            let entries = entries.iter().map(|(name, value)| Ok((name.clone(), read(value)?)));
            Some(Value::context(entries.collect::<Result<Vec<_>, String>>()?))
        }
        (_, Json::String(text)) => plain(kind, text),
        ("decimal" | "double", Json::Number(number)) => plain(kind, &number.to_string()),
        ("boolean", Json::Bool(value)) => Some(Value::Boolean(*value)),
        _ => None,
    };
    found.ok_or_else(|| format!("this is no {kind}: {}", short(value)))
}

fn plain(kind: &str, text: &str) -> Option<Value> {
    match kind {
        "decimal" | "double" => text.trim().parse().ok().map(Value::Number),
        "string" => Some(Value::text(text)),
        "boolean" => match text.trim() {
            "true" | "1" => Some(Value::Boolean(true)),
            "false" | "0" => Some(Value::Boolean(false)),
            _ => None,
        },
        "date" => Date::parse(text.trim()).map(Value::Date),
        "time" => Time::parse(text.trim()).map(Value::Time),
        "dateTime" => DateTime::parse(text.trim()).map(Value::DateTime),
        "duration" => {
            let days = DaysDuration::parse(text.trim()).map(Value::DaysDuration);
            days.or_else(|| YearsDuration::parse(text.trim()).map(Value::YearsDuration))
        }
        _ => None,
    }
}

fn short(json: &Json) -> String {
    json.to_string().chars().take(80).collect()
}

/// The value so written. A range and a function, for which there is no form, are texts.
pub fn write(value: &Value) -> Json {
    let kind = match value {
        Value::Null => return Json::Null,
        Value::List(items) => return json!({ "t": "list", "v": items.iter().map(write).collect::<Vec<_>>() }),
        Value::Context(entries) => {
            let entries = entries.iter().map(|(name, value)| (name.to_string(), write(value)));
            return json!({ "t": "context", "v": Json::Object(entries.collect()) });
        }
        Value::Boolean(_) => "boolean",
        Value::Number(_) => "decimal",
        Value::Date(_) => "date",
        Value::Time(_) => "time",
        Value::DateTime(_) => "dateTime",
        Value::DaysDuration(_) | Value::YearsDuration(_) => "duration",
        Value::Text(_) | Value::BusinessDuration(_) | Value::Range(_) | Value::Function(_) => "string",
    };
    json!({ "t": kind, "v": value.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_alike() {
        for json in [
            json!(null),
            json!({ "t": "decimal", "v": "-0.33" }),
            json!({ "t": "string", "v": "a \"b\"" }),
            json!({ "t": "dateTime", "v": "2026-01-31T10:30:00+01:00" }),
            json!({ "t": "duration", "v": "P1Y2M" }),
            json!({ "t": "duration", "v": "-P1DT2H" }),
            json!({ "t": "list", "v": [null, { "t": "boolean", "v": "true" }] }),
            json!({ "t": "context", "v": { "a b": { "t": "time", "v": "10:30:00Z" } } }),
        ] {
            assert_eq!(write(&read(&json).unwrap_or_else(|wrong| panic!("{wrong}"))), json);
        }
    }

    #[test]
    fn what_is_no_value_is_said() {
        for json in [json!(5), json!({ "t": "decimal", "v": "five" }), json!({ "t": "colour", "v": "red" })] {
            assert!(read(&json).is_err(), "{json}");
        }
    }
}
