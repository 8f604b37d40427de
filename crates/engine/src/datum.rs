//! A value as an event holds it: in the clear, or marked to be sealed.
//!
//! A value that contains an object is kept as its JSON text. So nothing that somebody types in can look like a sealed value
//! and be opened for them when the entry is read.

use baton_people::{Private, Subject};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A value in an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Datum {
    /// In the clear, without objects.
    V(Json),
    /// In the clear, as JSON text.
    J(String),
    /// Sealed.
    P(Private),
}

impl Datum {
    /// A value in the clear.
    pub fn open(value: Json) -> Self {
        if has_object(&value) { Self::J(value.to_string()) } else { Self::V(value) }
    }

    /// A value sealed with the run's key.
    pub fn sealed(value: Json) -> Self {
        Self::P(Private::Open { seal: Subject::Run, value })
    }

    /// A value that is sealed with the run's key if it is personal.
    pub fn of(value: Json, personal: bool) -> Self {
        if personal { Self::sealed(value) } else { Self::open(value) }
    }

    /// The value; null if it was erased.
    pub fn value(&self) -> Json {
        match self {
            Self::V(value) => value.clone(),
            Self::J(text) => serde_json::from_str(text).unwrap_or(Json::Null),
            Self::P(private) => private.value().cloned().unwrap_or(Json::Null),
        }
    }

    /// Whether its key was destroyed.
    pub fn is_erased(&self) -> bool {
        matches!(self, Self::P(Private::Erased))
    }

    /// Whether it is sealed.
    pub fn is_private(&self) -> bool {
        matches!(self, Self::P(_))
    }
}

fn has_object(value: &Json) -> bool {
    match value {
        Json::Object(_) => true,
        Json::Array(items) => items.iter().any(has_object),
        _ => false,
    }
}
