//! Values from and to JSON. Dates, times and durations are texts there, so a type is needed to read them back.

use super::{Context, Value};
use crate::civil::{Date, DateTime, DaysDuration, Time, YearsDuration};
use crate::decimal::Decimal;
use crate::types::Type;
use crate::words;
use serde_json::Value as Json;
use std::sync::Arc;

impl Value {
    /// The value a JSON text stands for when nothing else is known: a string is a text.
    pub fn from_json(json: &Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Boolean(*value),
            Json::Number(_) => Decimal::from_json(json).map_or(Self::Null, Self::Number),
            Json::String(text) => Self::text(text),
            Json::Array(items) => Self::list(items.iter().map(Self::from_json)),
            Json::Object(entries) => {
                Self::context(entries.iter().map(|(name, value)| (name.as_str(), Self::from_json(value))))
            }
        }
    }

    /// The value of a known type: a string becomes the date, time, duration or number that it is. What does not fit
    /// the type is read as `from_json` reads it.
    pub fn typed(json: &Json, kind: &Type) -> Self {
        match (kind, json) {
            (Type::List(item), Json::Array(items)) => Self::list(items.iter().map(|json| Self::typed(json, item))),
            (Type::Context(known), Json::Object(entries)) => {
                let entry_type = |name: &str| known.iter().find(|(known, _)| known == name).map(|(_, kind)| kind);
                let typed = |(name, json): (&String, &Json)| {
                    let value = entry_type(name).map_or_else(|| Self::from_json(json), |kind| Self::typed(json, kind));
                    (Arc::from(name.as_str()), value)
                };
                Self::Context(entries.iter().map(typed).collect::<Context>())
            }
            (_, Json::String(text)) => from_text(text, kind).unwrap_or_else(|| Self::text(text)),
            _ => Self::from_json(json),
        }
    }

    /// As JSON. Numbers of more than 15 digits, dates, times, durations and ranges are texts; a function is null.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Null | Self::Function(_) => Json::Null,
            Self::Boolean(value) => Json::Bool(*value),
            Self::Number(value) => value.to_json(),
            Self::List(items) => items.iter().map(Self::to_json).collect(),
            Self::Context(entries) => {
                Json::Object(entries.iter().map(|(name, value)| (name.to_string(), value.to_json())).collect())
            }
            other => Json::String(other.to_string()),
        }
    }
}

fn from_text(text: &str, kind: &Type) -> Option<Value> {
    match kind {
        Type::Number => text.parse().ok().map(Value::Number),
        Type::Date => Date::parse(text).map(Value::Date),
        Type::Time => Time::parse(text).map(Value::Time),
        Type::DateTime => DateTime::parse(text).map(Value::DateTime),
        Type::DaysDuration => DaysDuration::parse(text).map(Value::DaysDuration).or_else(|| from_words(text)),
        Type::YearsDuration => YearsDuration::parse(text).map(Value::YearsDuration).or_else(|| from_words(text)),
        Type::BusinessDuration => from_words(text),
        _ => None,
    }
}

fn from_words(text: &str) -> Option<Value> {
    words::parse(text).ok().map(Value::from)
}

impl From<words::Duration> for Value {
    fn from(duration: words::Duration) -> Self {
        match duration {
            words::Duration::Days(duration) => Self::DaysDuration(duration),
            words::Duration::Years(duration) => Self::YearsDuration(duration),
            words::Duration::Business(duration) => Self::BusinessDuration(duration),
        }
    }
}
