//! A line in, a line out, whatever the line.

use baton_conformance::serve::serve;
use serde_json::{Value as Json, json};

fn answers(lines: &str) -> Vec<Json> {
    let mut out = Vec::new();
    serve(lines.as_bytes(), &mut out).unwrap();
    String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn expressions_are_answered_with_their_value_and_reasons() {
    let asked = r#"{"id": 1, "expr": "a + 1", "inputs": {"a": {"t": "decimal", "v": "1.5"}}}
{"id": "two", "expr": "1 / 0", "inputs": null, "typeRef": "number", "typeBase": null}
{"id": 3, "expr": "\"a\"", "typeRef": "tTexts", "typeBase": "string[]"}"#;
    let answers = answers(asked);
    assert_eq!(answers[0], json!({ "id": 1, "value": { "t": "decimal", "v": "2.5" } }));
    assert_eq!((&answers[1]["id"], &answers[1]["value"]), (&json!("two"), &Json::Null));
    assert!(answers[1]["error"].as_str().unwrap().contains("divided by 0"), "{}", answers[1]);
    assert!(answers[2].get("error").is_none(), "a value is no error");
    assert_eq!(answers[2]["value"], json!({ "t": "list", "v": [{ "t": "string", "v": "a" }] }));
}

#[test]
fn a_line_that_is_no_question_is_answered_and_the_next_one_read() {
    let long = format!("{{\"id\": 9, \"expr\": \"{}\"}}", "1".repeat(17 << 20));
    let lines = [
        "{",
        "[]",
        "",
        "{\"id\": 4}",
        "{\"id\": 5, \"expr\": 6}",
        "\u{0}\u{1}",
        "{\"id\": 7, \"expr\": \"1\", \"inputs\": {\"x\": 5}}",
        &long,
        "{\"id\": 8, \"expr\": \"2\"}",
    ];
    let answers = answers(&lines.join("\n"));
    assert_eq!(answers.len(), lines.len() - 1, "each line but the empty one has an answer");
    assert!(answers[..7].iter().all(|answer| answer["error"].is_string() && answer["value"].is_null()));
    assert_eq!(answers[3]["id"], json!(5));
    assert_eq!(answers[7], json!({ "id": 8, "value": { "t": "decimal", "v": "2" } }));
}
