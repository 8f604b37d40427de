//! What is known of the server under attack: its operations, and the keys that its answers named. A request that names
//! something that is there gets further than one that does not.

use std::collections::HashMap;

use fastrand::Rng;
use serde_json::Value;

/// How many keys of one kind are remembered.
const KEYS_MAX: usize = 300;

/// One operation of the API's own description.
pub struct Operation {
    pub name: String,
    pub method: String,
    pub path: String,
    /// `in`, name, schema.
    pub parameters: Vec<(String, String, Value)>,
    /// The schema of its JSON body.
    pub body: Option<Value>,
    /// Whether it takes a form with a file.
    pub takes_form: bool,
}

/// All operations, and the parts their schemas refer to.
pub struct Description {
    pub operations: Vec<Operation>,
    pub schemas: Value,
}

impl Description {
    /// Reads an OpenAPI document.
    pub fn read(document: &Value) -> Self {
        let mut operations = Vec::new();
        for (path, methods) in document["paths"].as_object().into_iter().flatten() {
            for (method, operation) in methods.as_object().into_iter().flatten() {
                operations.push(read(path, method, operation));
            }
        }
        Self { operations, schemas: document["components"]["schemas"].clone() }
    }

    /// A schema, with what it refers to.
    pub fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let name = schema["$ref"].as_str().and_then(|to| to.rsplit('/').next());
        name.map_or(schema, |name| &self.schemas[name])
    }
}

fn read(path: &str, method: &str, operation: &Value) -> Operation {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let content = &operation["requestBody"]["content"];
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    Operation {
        name: text(&operation["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        parameters: parameters.map(|it| (text(&it["in"]), text(&it["name"]), it["schema"].clone())).collect(),
        body: content.get("application/json").map(|body| body["schema"].clone()),
        takes_form: content.get("multipart/form-data").is_some(),
    }
}

/// Keys by what they were called, and by the place of the API that named them.
#[derive(Default)]
pub struct Keys {
    by_name: HashMap<String, Vec<String>>,
}

impl Keys {
    /// Remembers what an answer names.
    pub fn learn(&mut self, path: &str, body: &Value, random: &mut Rng) {
        let place = path.trim_start_matches("/api/v1/").split(['/', '?']).next().unwrap_or_default();
        self.walk(place, place, body, random);
    }

    fn walk(&mut self, place: &str, name: &str, value: &Value, random: &mut Rng) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    let is_own = matches!(key.as_str(), "id" | "key" | "handle");
                    if let (true, Value::String(text)) = (is_own, value) {
                        self.remember(if name == "items" { place } else { name }, text, random);
                    }
                    self.walk(place, key, value, random);
                }
            }
            Value::Array(items) => items.iter().take(40).for_each(|item| self.walk(place, name, item, random)),
            Value::String(text) if text.len() <= 400 => self.remember(name, text, random),
            Value::Number(number) => self.remember(name, &number.to_string(), random),
            _ => {}
        }
    }

    fn remember(&mut self, name: &str, text: &str, random: &mut Rng) {
        let known = self.by_name.entry(name.to_owned()).or_default();
        if known.iter().any(|one| one == text) {
            return;
        }
        if known.len() < KEYS_MAX {
            known.push(text.to_owned());
        } else {
            text.clone_into(&mut known[random.usize(..KEYS_MAX)]);
        }
    }

    /// One of that name.
    pub fn one(&self, name: &str, random: &mut Rng) -> Option<String> {
        self.by_name.get(name).and_then(|known| random.choice(known).cloned())
    }

    /// One of any name.
    pub fn any(&self, random: &mut Rng) -> Option<String> {
        // The order of a map is not the same each time: names are sorted before one is drawn.
        let mut names: Vec<&String> = self.by_name.keys().collect();
        names.sort();
        let name = random.choice(names)?;
        self.one(name, random)
    }
}
