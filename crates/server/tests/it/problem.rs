//! What is wrong with a request is said with its place and its remedy, and nothing that was sent is ignored (S3).

use serde_json::json;

use crate::openapi::operations;
use crate::site::Site;

#[tokio::test]
async fn every_body_refuses_unknown_fields() {
    let site = Site::example().await;
    let admin = site.sign_in("@ines.weber").await;
    let document = baton_server::openapi();
    let mut tried = 0;
    for (name, method, path) in operations(&document) {
        let operation = &document["paths"][path][method];
        // What a webhook is called with is its sender's own.
        if operation["requestBody"]["content"]["application/json"].is_null() || name == "call_webhook" {
            continue;
        }
        let path =
            path.trim_start_matches("/api/v1").replace("{id}", "x").replace("{handle}", "x").replace("{workflow}", "x");
        let path = path.replace("{start}", "x").replace("{person}", "x");
        let headers = [("if-match", "\"0\"")];
        let reply = admin.send(&method.to_uppercase(), &path, &headers, Some(json!({ "no_such_field": 1 }))).await;
        let faults = reply.refused(422, "request.wrong_body");
        let path = faults["faults"][0]["path"].as_str().unwrap_or_default();
        assert_eq!(path, "/no_such_field", "{name}: {faults}");
        tried += 1;
    }
    assert!(tried > 20, "only {tried} operations take a body");
}

#[tokio::test]
async fn a_problem_says_what_to_mend() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let reply = ana.post("/check", json!({ "sorce": "x" })).await;
    assert_eq!(reply.headers["content-type"], "application/problem+json");
    let request = reply.headers["x-request-id"].to_str().expect("text").to_owned();
    let body = reply.refused(422, "request.wrong_body");
    assert_eq!(body["request"], request);
    assert_eq!(body["type"], "/docs/errors/request.wrong_body");
    let fault = &body["faults"][0];
    assert_eq!(fault["code"], "request.unknown_field");
    assert_eq!(fault["path"], "/sorce");
    assert_eq!(fault["remedy"], "Did you mean source?");
    assert_eq!(fault["line"], 1);
}

/// Method, path, headers, body, status, code.
type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str, u16, &'static str);

const JSON: &[(&str, &str)] = &[("content-type", "application/json")];

#[tokio::test]
async fn what_is_not_understood_is_told_so() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let cases: &[Case] = &[
        ("POST", "/check", JSON, "{\"source\": }", 400, "request.not_json"),
        ("POST", "/check", JSON, "{\"source\": 3}", 422, "request.wrong_body"),
        ("POST", "/check", JSON, "[]", 422, "request.wrong_body"),
        ("POST", "/check", &[("content-type", "text/plain")], "x", 415, "request.not_json_type"),
        ("GET", "/tasks?limit=many", &[], "", 400, "request.wrong_query"),
        ("GET", "/tasks?limit=0", &[], "", 400, "request.wrong_query"),
        ("GET", "/tasks?limit=201", &[], "", 400, "request.wrong_query"),
        ("GET", "/tasks?view=theirs", &[], "", 400, "request.wrong_query"),
        ("GET", "/tasks?colour=red", &[], "", 400, "request.wrong_query"),
        ("GET", "/runs?colour=red", &[], "", 400, "request.wrong_query"),
        ("GET", "/tasks?cursor=abc", &[], "", 400, "request.wrong_cursor"),
        ("GET", "/taks", &[], "", 404, "request.no_such_route"),
        ("DELETE", "/tasks", &[], "", 405, "request.method_not_allowed"),
        ("GET", "/events", &[("last-event-id", "yesterday")], "", 400, "request.wrong_header"),
        (
            "POST",
            "/check",
            &[("content-type", "application/json"), ("host", "evil.example")],
            "{}",
            421,
            "request.wrong_host",
        ),
    ];
    for (method, path, headers, body, status, code) in cases {
        let reply = ana.raw(method, path, headers, body.as_bytes().to_vec()).await;
        assert_eq!((reply.status, reply.code()), (*status, *code), "{method} {path} {body}: {}", reply.text);
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let reply = ana.post("/check", json!({ "source": "x".repeat(3 << 20) })).await;
    reply.refused(413, "request.body_too_large");
}

#[tokio::test]
async fn every_code_has_a_page_and_words() {
    let site = Site::example().await;
    let nobody = site.nobody();
    for code in baton_server::codes::all() {
        assert!(
            code.code.split_once('.').is_some_and(|(area, what)| !area.is_empty() && !what.is_empty()),
            "{}",
            code.code
        );
        assert!(!code.sentence.is_empty() && !code.remedy.is_empty() && !code.example.is_empty(), "{}", code.code);
        assert!((400..600).contains(&code.status), "{}", code.code);
        let reply = nobody.get(&format!("//docs/errors/{}", code.code)).await;
        assert_eq!(reply.status, 200, "{}", code.code);
    }
    assert_eq!(nobody.get("//docs/errors/no.such").await.status, 404);
}

#[test]
fn a_code_stands_in_one_table() {
    let all = baton_server::codes::all();
    for pair in all.windows(2) {
        assert_ne!(pair[0].code, pair[1].code, "two tables have this code");
    }
}
