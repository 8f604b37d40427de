//! What may not be seen looks as if it were not there: same status, same body, same headers (S2).

use serde_json::{Value, json};

use crate::site::{Client, Reply, Site};

/// The answer without what differs in any two: the request's id, and the id that was asked for.
fn comparable(reply: &Reply, id: &str) -> (u16, Vec<String>, String) {
    let mut body = reply.body.clone();
    if let Value::Object(map) = &mut body {
        map.remove("request");
    }
    let mut names: Vec<String> = reply.headers.keys().map(ToString::to_string).collect();
    names.sort();
    (reply.status, names, body.to_string().replace(id, "ID"))
}

async fn alike(client: &Client, method: &str, pattern: &str, hidden: &str, absent: &str, body: Option<Value>) {
    let theirs = client.send(method, &pattern.replace("ID", hidden), &[], body.clone()).await;
    let none = client.send(method, &pattern.replace("ID", absent), &[], body).await;
    assert_eq!(theirs.status, 404, "{method} {pattern}: {}", theirs.text);
    assert_eq!(comparable(&theirs, hidden), comparable(&none, absent), "{method} {pattern}");
}

#[tokio::test]
async fn a_stranger_cannot_tell_hidden_from_absent() {
    let site = Site::example().await;
    let auditor = site.sign_in("@alan.whitfield").await;
    let stranger = site.sign_in("@kofi.mensah").await;
    let runs = auditor.get("/runs?state=running&workflow=purchase-approval").await.ok(200);
    let hidden = runs["items"].as_array().expect("runs").iter().find(|run| run["starter"]["id"] != "@kofi.mensah");
    let run = hidden.expect("a run of others")["id"].as_str().expect("a key").to_owned();
    let task = format!("{run}.1");
    let exception = format!("{run}!1");
    let (no_run, no_task, no_exception) = ("PUR-999999", "PUR-999999.1", "PUR-999999!1");

    alike(&stranger, "GET", "/runs/ID", &run, no_run, None).await;
    alike(&stranger, "GET", "/runs/ID/evidence", &run, no_run, None).await;
    alike(&stranger, "POST", "/runs/ID/comments", &run, no_run, Some(json!({ "text": "x" }))).await;
    alike(&stranger, "POST", "/runs/ID/cancel", &run, no_run, Some(json!({ "reason": "x" }))).await;
    alike(&stranger, "GET", "/tasks/ID", &task, no_task, None).await;
    for verb in ["claim", "release", "open"] {
        alike(&stranger, "POST", &format!("/tasks/ID/{verb}"), &task, no_task, Some(json!({}))).await;
    }
    alike(&stranger, "POST", "/tasks/ID/complete", &task, no_task, Some(json!({ "choice": "approve" }))).await;
    alike(&stranger, "POST", "/tasks/ID/reassign", &task, no_task, Some(json!({ "to": "@ana.diaz" }))).await;
    alike(&stranger, "PUT", "/tasks/ID/draft", &task, no_task, Some(json!({ "rev": 0, "values": {} }))).await;
    alike(&stranger, "POST", "/exceptions/ID/retry", &exception, no_exception, Some(json!({}))).await;
}

#[tokio::test]
async fn lists_hold_only_what_may_be_seen() {
    let site = Site::example().await;
    let stranger = site.sign_in("@kofi.mensah").await;
    let auditor = site.sign_in("@alan.whitfield").await;
    let all = auditor.get("/runs?limit=200").await.ok(200)["items"].as_array().map_or(0, Vec::len);
    let own = stranger.get("/runs?limit=200").await.ok(200);
    let own = own["items"].as_array().expect("runs");
    assert!(own.len() < all, "{} of {all}", own.len());
    for run in own {
        let id = run["id"].as_str().expect("a key");
        assert_eq!(stranger.get(&format!("/runs/{id}")).await.status, 200, "{id} is listed, so it can be read");
    }
}
