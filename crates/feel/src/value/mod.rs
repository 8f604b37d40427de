//! The values an expression reads and gives.
//!
//! A value is immutable and cheap to clone. Lists and contexts know their weight in bytes and their
//! depth, so that a budget can be held without walking them.

mod context;
mod function;
mod json;
mod list;
mod range;
mod text;

pub use context::Context;
pub use function::{Callable, Function};
pub use list::List;
pub use range::{Bound, Range, RangeForm};

use crate::civil::{BusinessDuration, Date, DateTime, DaysDuration, Time, YearsDuration};
use crate::decimal::Decimal;
use crate::types::Type;
use std::sync::Arc;

/// What a value without parts weighs in the memory budget, in bytes.
const PLAIN_WEIGHT_BYTES: u64 = 40;

/// A FEEL value.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// No value.
    #[default]
    Null,
    /// True or false.
    Boolean(bool),
    /// A number.
    Number(Decimal),
    /// A text.
    Text(Arc<str>),
    /// A date.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// A date and time.
    DateTime(DateTime),
    /// A duration of days and time.
    DaysDuration(DaysDuration),
    /// A duration of years and months.
    YearsDuration(YearsDuration),
    /// A duration in business time.
    BusinessDuration(BusinessDuration),
    /// A list.
    List(List),
    /// Names and their values.
    Context(Context),
    /// A range.
    Range(Arc<Range>),
    /// A function.
    Function(Function),
}

impl Value {
    /// A text value.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(Arc::from(text.as_ref()))
    }

    /// A list value.
    pub fn list(items: impl IntoIterator<Item = Self>) -> Self {
        Self::List(items.into_iter().collect())
    }

    /// A context value.
    pub fn context<N: AsRef<str>>(entries: impl IntoIterator<Item = (N, Self)>) -> Self {
        Self::Context(entries.into_iter().map(|(name, value)| (Arc::from(name.as_ref()), value)).collect())
    }

    /// Is it null?
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Is it true?
    pub fn is_true(&self) -> bool {
        matches!(self, Self::Boolean(true))
    }

    /// Does it count as not filled in: null, an empty text, an empty list?
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            _ => false,
        }
    }

    /// The boolean it is.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Boolean(value) = self { Some(*value) } else { None }
    }

    /// The number it is.
    pub fn as_number(&self) -> Option<Decimal> {
        if let Self::Number(value) = self { Some(*value) } else { None }
    }

    /// The text it is.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(value) = self { Some(value) } else { None }
    }

    /// The list it is.
    pub fn as_list(&self) -> Option<&List> {
        if let Self::List(value) = self { Some(value) } else { None }
    }

    /// The context it is.
    pub fn as_context(&self) -> Option<&Context> {
        if let Self::Context(value) = self { Some(value) } else { None }
    }

    /// The date it is, also that of a date and time.
    pub fn as_date(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(*date),
            Self::DateTime(at) => Some(at.date()),
            _ => None,
        }
    }

    /// Its type, of which null has one of its own.
    pub fn kind(&self) -> Type {
        match self {
            Self::Null => Type::Null,
            Self::Boolean(_) => Type::Boolean,
            Self::Number(_) => Type::Number,
            Self::Text(_) => Type::Text,
            Self::Date(_) => Type::Date,
            Self::Time(_) => Type::Time,
            Self::DateTime(_) => Type::DateTime,
            Self::DaysDuration(_) => Type::DaysDuration,
            Self::YearsDuration(_) => Type::YearsDuration,
            Self::BusinessDuration(_) => Type::BusinessDuration,
            Self::List(_) => Type::list_of(Type::Any),
            Self::Context(_) => Type::Context(Vec::new()),
            Self::Range(range) => Type::Range(Box::new(range.kind())),
            Self::Function(_) => Type::Function,
        }
    }

    /// What it weighs in the memory budget, in bytes.
    pub fn weight_bytes(&self) -> u64 {
        let parts = match self {
            Self::Text(text) => text.len() as u64,
            Self::Number(number) => number.zeros_written(),
            Self::List(items) => items.weight_bytes(),
            Self::Context(entries) => entries.weight_bytes(),
            Self::Range(range) => range.low.value.weight_bytes() + range.high.value.weight_bytes(),
            _ => 0,
        };
        PLAIN_WEIGHT_BYTES.saturating_add(parts)
    }

    /// How deep lists and contexts are nested in it.
    pub fn depth(&self) -> u32 {
        match self {
            Self::List(items) => items.depth(),
            Self::Context(entries) => entries.depth(),
            Self::Range(range) => 1 + range.low.value.depth().max(range.high.value.depth()),
            Self::Function(function) => function.depth(),
            _ => 0,
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<Decimal> for Value {
    fn from(value: Decimal) -> Self {
        Self::Number(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Number(Decimal::from(value))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::text(value)
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(Arc::from(value))
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
