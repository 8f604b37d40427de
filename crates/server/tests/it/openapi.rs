//! The committed OpenAPI document is the one the server answers with; the web app's types are made from it.

use std::path::Path;

use serde_json::Value;

#[test]
fn the_committed_document_is_the_servers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let made = format!("{}\n", serde_json::to_string_pretty(&baton_server::openapi()).expect("JSON"));
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&path, &made).expect("the document is written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == made,
        "openapi.json is not the server's: run `UPDATE_OPENAPI=1 cargo test -p baton-server openapi`"
    );
}

#[test]
fn every_schema_that_is_named_is_there_and_every_operation_has_its_own_name() {
    let document = baton_server::openapi();
    let text = document.to_string();
    let named = text.split("\"#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next());
    for name in named {
        assert!(!document["components"]["schemas"][name].is_null(), "{name} is named and not there");
    }
    let mut names: Vec<&str> = operations(&document).map(|(name, ..)| name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "two operations have one name");
}

/// Every operation of a document: its name, method and path.
pub fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &str)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let operations = item.as_object().into_iter().flatten();
        operations.map(move |(method, of)| (of["operationId"].as_str().unwrap_or("?"), method.as_str(), path.as_str()))
    })
}
