//! The OpenAPI 3.1 document, put together from the route table and what each handler's signature says.

use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::describe::{Description, Schemas};
use crate::problem::ProblemBody;
use crate::router::{ROUTES_BASE, Route, routes};

/// The document.
pub fn document() -> Value {
    let mut paths = Map::new();
    let mut schemas = problem_schemas();
    for route in routes() {
        let operation = operation(&route, &mut schemas);
        let path = paths.entry(format!("{ROUTES_BASE}{}", route.path)).or_insert_with(|| json!({}));
        path[route.method.as_str().to_ascii_lowercase()] = operation;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Baton",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Times are RFC 3339 in UTC. Lists come in pages: `limit` and `cursor`. Errors are \
                            application/problem+json. A change with the session cookie carries the header Baton-CSRF: 1.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" }
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": "__Host-baton" },
                "token": { "type": "http", "scheme": "bearer", "bearerFormat": "bt_…" }
            },
            "responses": { "Problem": {
                "description": "It was not done; the body says why and what to do about it.",
                "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/ProblemBody" } } }
            } }
        }
    })
}

fn problem_schemas() -> Schemas {
    let mut description = Description::default();
    description.answered::<ProblemBody>();
    debug_assert_eq!(ProblemBody::name(), "ProblemBody");
    description.schemas
}

fn operation(route: &Route, schemas: &mut Schemas) -> Value {
    let mut description = Description::default();
    (route.describe)(&mut description);
    schemas.append(&mut description.schemas);
    let mut parameters = path_parameters(route.path);
    parameters.append(&mut description.parameters);
    let mut responses = Map::new();
    if let Some((status, answer)) = description.answer {
        responses.insert(status.to_string(), answer);
    }
    responses.insert("default".into(), json!({ "$ref": "#/components/responses/Problem" }));
    let mut operation = json!({
        "operationId": route.name,
        "summary": route.about,
        "tags": [route.path.split('/').nth(1).unwrap_or_default()],
        "responses": responses,
    });
    if !parameters.is_empty() {
        operation["parameters"] = Value::Array(parameters);
    }
    if let Some(body) = description.body {
        operation["requestBody"] = body;
    }
    operation["security"] = if description.signed_in { json!([{ "session": [] }, { "token": [] }]) } else { json!([]) };
    operation
}

fn path_parameters(path: &str) -> Vec<Value> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })).collect()
}
