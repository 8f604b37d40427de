//! Sample data as expressions see it.

use baton_feel::{Lookup, Scope, Type, Value};
use serde_json::{Map, Value as Json};

/// Values by name, as JSON, with the types of the names.
pub(super) struct Sample {
    data: Map<String, Json>,
    scope: Scope,
}

impl Sample {
    pub fn new(data: Map<String, Json>, scope: Scope) -> Self {
        Self { data, scope }
    }

    /// What tests are asked about.
    pub fn input(&self, of: &Type) -> Value {
        self.data.get("input").map_or(Value::Null, |json| typed(json, of))
    }
}

impl Lookup for Sample {
    fn get(&self, name: &str) -> Option<Value> {
        let (_, of) = self.scope.at(self.scope.slot(name)?)?;
        self.data.get(name).map(|json| typed(json, of))
    }

    /// `step("check")` is looked up as `{"step": {"check": …}}`.
    fn call(&self, function: &str, arguments: &[Value]) -> Option<Value> {
        let of = &self.scope.function(function)?.gives;
        let json = self.data.get(function)?.get(arguments.first()?.as_text()?)?;
        Some(typed(json, of))
    }
}

/// Somebody may be told by name alone; what does not fit its type is nothing.
fn typed(json: &Json, of: &Type) -> Value {
    match (of, json) {
        (Type::Person, Json::String(name)) => Value::context([("name", Value::text(name))]),
        (_, Json::String(text)) if text.is_empty() && !matches!(of, Type::Text | Type::Any) => Value::Null,
        _ => Value::typed(json, of),
    }
}
