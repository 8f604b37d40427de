//! Nonsense thrown at every route: whatever comes, the answer is a coded problem that names the place, and never "something
//! went wrong inside".

use serde_json::Value;

use crate::openapi::operations;
use crate::site::{Client, Site};

/// Content type, body.
const BODIES: &[(&str, &[u8])] = &[
    ("application/json", b""),
    ("application/json", b"null"),
    ("application/json", b"[]"),
    ("application/json", b"3"),
    ("application/json", b"{"),
    ("application/json", b"{\"\xff\xfe\": 1}"),
    ("application/json", b"{\"no_such_key\": 1}"),
    ("application/json", b"{\"rev\": 99999999999999999999999999, \"up_to\": 1e999, \"by\": -1}"),
    ("application/json", b"{\"values\": {\"a\": 1e400}, \"source\": 7, \"name\": null, \"person\": [], \"text\": {}}"),
    ("application/json", b"{\"source\": \"\\u0000\", \"text\": \"\\ud800\"}"),
    ("application/json; charset=utf-16", b"{}"),
    ("text/plain", b"{}"),
    ("application/x-www-form-urlencoded", b"a=1&b=2"),
    ("multipart/form-data; boundary=x", b"--y\r\n\r\n--x--"),
    ("multipart/form-data", b"x"),
];

const QUERIES: &[&str] = &[
    "no_such_parameter=1",
    "limit=-1",
    "limit=99999999999999999999",
    "limit=%00",
    "cursor=%ff%fe",
    "cursor=AAAA",
    "cursor=eyJzb3J0IjotOTIyMzM3MjAzNjg1NDc3NTgwOCwiaWQiOjB9",
    "q=%22%28%2A",
    "q=%27%3B--",
    "state=foo&view=foo",
    "from=v99999999999999999999&to=",
    "limit=1&limit=2",
    "field.a%27b=x",
    "=&&==",
];

/// What stands for a key, in a path.
const KEYS: &[&str] = &[
    "x",
    "%00",
    "%ff",
    "PUR-99999999999999999999",
    "PUR-1.99999999999",
    "-1",
    "@",
    "..%2f..",
    "v0",
    "a%27%22%3B",
    "%F0%9F%92%A9",
];

const HEADERS: &[(&str, &str)] = &[
    ("if-match", "W/\"x\""),
    ("if-match", "\"99999999999999999999\""),
    ("if-match", "*"),
    ("idempotency-key", " "),
    ("accept-language", ";;q=9,"),
    ("last-event-id", "-1"),
    ("last-event-id", "99999999999999999999"),
    ("x-filename", "%"),
    ("content-length", "x"),
];

/// An answer that is fine or says what is wrong, and never a fault of the server.
async fn throw(who: &Client, call: (&str, &str), headers: &[(&str, &str)], body: &[u8], failed: &mut Vec<String>) {
    let (method, path) = call;
    // A stream of events that was opened has no end.
    if path.starts_with("/events") && headers.is_empty() {
        return;
    }
    let answer = who.open(method, path, headers, body.to_vec()).await;
    let status = answer.status().as_u16();
    if status < 400 {
        return;
    }
    let kind = answer.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
    let problem: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    let text = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
    let is_whole = ["code", "detail", "remedy", "request", "title", "type"].iter().all(|key| !text(key).is_empty());
    let is_filled = !text("detail").contains('{') && !text("remedy").contains('{');
    // Who opens streams faster than they are closed is told to come again: that is an answer.
    let is_fault = status >= 500 && text("code") != "server.busy";
    if is_fault || kind != "application/problem+json" || !is_whole || !is_filled {
        failed.push(format!("{method} {path} {headers:?} {} → {status} {problem}", String::from_utf8_lossy(body)));
    }
}

#[tokio::test]
async fn no_route_fails_inside() {
    let site = Site::example().await;
    let admin = site.sign_in("@ines.weber").await;
    let document = baton_server::openapi();
    let mut failed = Vec::new();
    for (name, method, path) in operations(&document) {
        if ["sign_out", "move_clock"].contains(&name) {
            continue;
        }
        let method = method.to_uppercase();
        let pattern = path.trim_start_matches("/api/v1");
        let filled = |key: &str| {
            pattern.split('/').map(|part| if part.starts_with('{') { key } else { part }).collect::<Vec<_>>().join("/")
        };
        let keys = if pattern.contains('{') { KEYS } else { &KEYS[..1] };
        for key in keys {
            throw(&admin, (&method, &filled(key)), &[], b"", &mut failed).await;
        }
        let plain = filled("x");
        for query in QUERIES {
            throw(&admin, (&method, &format!("{plain}?{query}")), &[], b"", &mut failed).await;
        }
        for (kind, body) in BODIES {
            throw(&admin, (&method, &plain), &[("content-type", *kind), ("if-match", "\"0\"")], body, &mut failed)
                .await;
        }
        for header in HEADERS {
            let headers = [("content-type", "application/json"), *header];
            throw(&admin, (&method, &plain), &headers, b"{}", &mut failed).await;
        }
    }
    assert!(failed.is_empty(), "{} fail:\n{}", failed.len(), failed.join("\n"));
}
