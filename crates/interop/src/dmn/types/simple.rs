//! FEEL's own types, by the names that models use for them.

use baton_feel::{Type, Value};

/// One of FEEL's own types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Simple {
    Any,
    Number,
    Text,
    Boolean,
    Date,
    Time,
    DateTime,
    DaysDuration,
    YearsDuration,
    List,
    Context,
    Range,
    Function,
}

impl Simple {
    /// The type of that name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "Any" => Self::Any,
            "number" => Self::Number,
            "string" => Self::Text,
            "boolean" => Self::Boolean,
            "date" => Self::Date,
            "time" => Self::Time,
            "dateTime" | "date and time" => Self::DateTime,
            "dayTimeDuration" | "days and time duration" => Self::DaysDuration,
            "yearMonthDuration" | "years and months duration" => Self::YearsDuration,
            "list" => Self::List,
            "context" => Self::Context,
            "range" => Self::Range,
            "function" => Self::Function,
            _ => return None,
        })
    }

    /// How the expression language names it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Any => "Any",
            Self::Number => "number",
            Self::Text => "string",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "date and time",
            Self::DaysDuration => "days and time duration",
            Self::YearsDuration => "years and months duration",
            Self::List => "list",
            Self::Context => "context",
            Self::Range => "range",
            Self::Function => "function",
        }
    }

    /// Is the value of this type? Null is for the caller to decide.
    pub fn holds(self, value: &Value) -> bool {
        match self {
            Self::Any => true,
            Self::Number => matches!(value, Value::Number(_)),
            Self::Text => matches!(value, Value::Text(_)),
            Self::Boolean => matches!(value, Value::Boolean(_)),
            Self::Date => matches!(value, Value::Date(_)),
            Self::Time => matches!(value, Value::Time(_)),
            Self::DateTime => matches!(value, Value::DateTime(_)),
            Self::DaysDuration => matches!(value, Value::DaysDuration(_)),
            Self::YearsDuration => matches!(value, Value::YearsDuration(_)),
            Self::List => matches!(value, Value::List(_)),
            Self::Context => matches!(value, Value::Context(_)),
            Self::Range => matches!(value, Value::Range(_)),
            Self::Function => matches!(value, Value::Function(_)),
        }
    }

    /// What the expression language may expect of it.
    pub fn hint(self) -> Type {
        match self {
            Self::Any => Type::Any,
            Self::Number => Type::Number,
            Self::Text => Type::Text,
            Self::Boolean => Type::Boolean,
            Self::Date => Type::Date,
            Self::Time => Type::Time,
            Self::DateTime => Type::DateTime,
            Self::DaysDuration => Type::DaysDuration,
            Self::YearsDuration => Type::YearsDuration,
            Self::List => Type::list_of(Type::Any),
            Self::Context => Type::Context(Vec::new()),
            Self::Range => Type::Range(Box::new(Type::Any)),
            Self::Function => Type::Function,
        }
    }
}
