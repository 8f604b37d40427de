//! What an endpoint takes and answers, read from its handler's own signature, so that the OpenAPI document cannot disagree
//! with the code.
//!
//! Each part of a signature ([`Takes`]) and each answer ([`Answers`]) adds what it means to the operation's description.
//! Types come from `utoipa`'s schemas. The document itself is put together in `openapi.rs`.

use std::collections::BTreeMap;
use std::future::Future;

use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use crate::error::Problem;

/// Schemas by name, as they stand under `components`.
pub type Schemas = BTreeMap<String, Value>;

/// One operation of the document while it is described.
#[derive(Default)]
pub struct Description {
    /// Query and header parameters.
    pub parameters: Vec<Value>,
    /// The body it takes.
    pub body: Option<Value>,
    /// What it answers when all goes well.
    pub answer: Option<(u16, Value)>,
    /// Whether somebody must be signed in.
    pub signed_in: bool,
    /// The schemas it names.
    pub schemas: Schemas,
}

/// A part of a handler's signature.
pub trait Takes {
    /// Adds what the part means.
    fn describe(to: &mut Description);
}

/// What a handler answers when all goes well.
pub trait Answers {
    /// Adds what the answer looks like.
    fn describe(to: &mut Description);
}

/// A handler that can be described. `P` are its parts.
pub trait Described<P> {
    /// Adds all its parts and its answer.
    fn describe(to: &mut Description);
}

macro_rules! described {
    ($($part:ident)*) => {
        impl<H, F, A, $($part,)*> Described<($($part,)*)> for H
        where
            H: FnOnce($($part,)*) -> F,
            F: Future<Output = Result<A, Problem>>,
            A: Answers,
            $($part: Takes,)*
        {
            fn describe(to: &mut Description) {
                $($part::describe(to);)*
                A::describe(to);
            }
        }
    };
}
described!();
described!(A1);
described!(A1 A2);
described!(A1 A2 A3);
described!(A1 A2 A3 A4);
described!(A1 A2 A3 A4 A5);

impl Description {
    /// A reference to the schema of a type that is sent; its optional fields may be left out.
    pub fn sent<T: ToSchema>(&mut self) -> Value {
        self.reference::<T>(false)
    }

    /// A reference to the schema of a type that is answered; all its fields are always there.
    pub fn answered<T: ToSchema>(&mut self) -> Value {
        self.reference::<T>(true)
    }

    fn reference<T: ToSchema>(&mut self, whole: bool) -> Value {
        let name = T::name().into_owned();
        self.keep(name.clone(), &T::schema(), whole);
        self.keep_named::<T>(whole);
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    /// The schemas that a type's own schema names.
    fn keep_named<T: ToSchema>(&mut self, whole: bool) {
        let mut found = Vec::new();
        T::schemas(&mut found);
        for (name, schema) in found {
            self.keep(name, &schema, whole);
        }
    }

    fn keep(&mut self, name: String, schema: &RefOr<Schema>, whole: bool) {
        let mut schema = as_json(schema);
        if whole {
            all_required(&mut schema);
        }
        self.schemas.insert(name, schema);
    }

    /// A header that can be sent.
    pub fn header(&mut self, name: &str, about: &str) {
        self.parameters.push(json!({
            "name": name, "in": "header", "required": false, "description": about, "schema": { "type": "string" }
        }));
    }

    /// The query parameters of a type: each of its properties one.
    pub fn query<T: ToSchema>(&mut self) {
        self.keep_named::<T>(false);
        let schema = as_json(&T::schema());
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let nothing = Map::new();
        for (name, of) in schema["properties"].as_object().unwrap_or(&nothing) {
            let mut of = of.clone();
            let about = of.as_object_mut().and_then(|of| of.remove("description")).unwrap_or(Value::Null);
            not_null(&mut of);
            let mut parameter =
                json!({ "name": name, "in": "query", "required": required.contains(&name.as_str()), "schema": of });
            if !about.is_null() {
                parameter["description"] = about;
            }
            self.parameters.push(parameter);
        }
    }
}

fn as_json(schema: &RefOr<Schema>) -> Value {
    serde_json::to_value(schema).unwrap_or(Value::Null)
}

/// A query parameter is there or not; it is never null.
fn not_null(schema: &mut Value) {
    if let Some(types) = schema.get_mut("type").and_then(Value::as_array_mut) {
        types.retain(|name| name != "null");
        if let [one] = types.as_slice() {
            schema["type"] = one.clone();
        }
    }
    let ways = schema.get("oneOf").and_then(Value::as_array).cloned().unwrap_or_default();
    if let Some(one) = ways.into_iter().find(|way| way.get("$ref").is_some()) {
        *schema = one;
    }
}

/// Answers always carry all their fields, also the empty ones.
fn all_required(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            let names: Option<Vec<Value>> =
                map.get("properties").and_then(Value::as_object).map(|of| of.keys().map(|k| json!(k)).collect());
            if let Some(names) = names {
                map.insert("required".into(), Value::Array(names));
            }
            map.values_mut().for_each(all_required);
        }
        Value::Array(items) => items.iter_mut().for_each(all_required),
        _ => {}
    }
}
