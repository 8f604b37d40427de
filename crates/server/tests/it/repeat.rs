//! A command that is sent again is not done again; a revision that is past is refused.

use axum::http::header;
use serde_json::json;

use crate::site::Site;

#[tokio::test]
async fn the_same_key_brings_the_first_answer() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let values =
        json!({ "item": "A chair", "vendor": "Sitz", "amount": 90, "department": "Sales", "reason": "Mine broke." });
    let key = [("idempotency-key", "one-and-only")];
    let path = "/workflows/purchase-approval/runs";
    let first = ana.send("POST", path, &key, Some(json!({ "values": values }))).await.ok(201);
    let second = ana.send("POST", path, &key, Some(json!({ "values": values }))).await.ok(201);
    assert_eq!(first["key"], second["key"]);
    let mut other = values.clone();
    other["amount"] = json!(91);
    let other = ana.send("POST", path, &key, Some(json!({ "values": other }))).await;
    assert_eq!(other.status, 422, "another request under the same key: {}", other.text);
    let tom = site.sign_in("@tom.becker").await;
    let third = tom.send("POST", path, &key, Some(json!({ "values": values }))).await.ok(201);
    assert_ne!(first["key"], third["key"], "keys are each actor's own");
}

#[tokio::test]
async fn what_people_edit_needs_the_revision_that_was_read() {
    let site = Site::example().await;
    let designer = site.sign_in("@nora.lindqvist").await;
    let path = "/workflows/employee-onboarding/draft";
    let read = designer.get(path).await;
    let etag = read.headers[header::ETAG].to_str().expect("text").to_owned();
    let source = read.ok(200)["source"].as_str().expect("text").to_owned();
    let body = || Some(json!({ "source": format!("{source}\n# changed\n") }));
    designer.send("PUT", path, &[], body()).await.refused(428, "request.precondition_required");
    designer.send("PUT", path, &[("if-match", "7")], body()).await.refused(400, "request.wrong_header");
    let saved = designer.send("PUT", path, &[("if-match", &etag)], body()).await;
    assert_eq!(saved.status, 200, "{}", saved.text);
    assert_ne!(saved.headers[header::ETAG].to_str().expect("text"), etag);
    let stale = designer.send("PUT", path, &[("if-match", &etag)], body()).await;
    assert_eq!(stale.status, 412, "{}", stale.text);
    assert!(stale.body["params"]["difference"].is_string(), "{}", stale.text);

    let admin = site.sign_in("@ines.weber").await;
    let person = "/people/@tom.becker";
    let change = || Some(json!({ "site": "Remote" }));
    admin.send("PATCH", person, &[], change()).await.refused(428, "request.precondition_required");
    let etag = admin.get(person).await.headers[header::ETAG].to_str().expect("text").to_owned();
    assert_eq!(admin.send("PATCH", person, &[("if-match", &etag)], change()).await.ok(200)["site"], "Remote");
    let stale = admin.send("PATCH", person, &[("if-match", &etag)], Some(json!({ "site": "Berlin" }))).await;
    assert_eq!((stale.status, stale.body["params"]["now"]["site"].as_str()), (412, Some("Remote")), "{}", stale.text);
}

#[tokio::test]
async fn whoever_read_a_run_before_is_told_what_happened_since() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let values = json!({ "item": "Lamp", "vendor": "Lux", "amount": 90, "department": "Sales", "reason": "Dark" });
    let run = ana.post("/workflows/purchase-approval/runs", json!({ "values": values })).await.ok(201);
    let path = format!("/runs/{}/comments", run["key"].as_str().expect("a key"));
    let read = run["run"]["rev"].as_i64().expect("a revision");
    let say = |text: &str, seen: i64| {
        let (body, seen) = (Some(json!({ "text": text })), format!("\"{seen}\""));
        let (ana, path) = (&ana, &path);
        async move { ana.send("POST", path, &[("if-match", &seen)], body).await }
    };
    let first = say("The blue one", read).await;
    assert!(first.status < 300, "{}", first.text);
    let stale = say("The red one", read).await;
    let changed = stale.body["params"]["changed"].as_array().cloned().unwrap_or_default();
    assert_eq!((stale.status, changed.len()), (412, 1), "{}", stale.text);
    assert_eq!(changed[0]["comment"], "The blue one");
}

#[tokio::test]
async fn pages_follow_each_other_and_lose_nothing() {
    let site = Site::example().await;
    let auditor = site.sign_in("@alan.whitfield").await;
    for list in ["/runs", "/people", "/workflows"] {
        let all = auditor.get(&format!("{list}?limit=200")).await.ok(200);
        let ids = |page: &serde_json::Value| -> Vec<String> {
            page["items"].as_array().expect("items").iter().map(|item| item["id"].to_string()).collect()
        };
        let mut walked = Vec::new();
        let mut next = String::new();
        loop {
            let page = auditor.get(&format!("{list}?limit=3{next}")).await.ok(200);
            assert!(ids(&page).len() <= 3);
            walked.extend(ids(&page));
            match page["next"].as_str() {
                Some(cursor) => next = format!("&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(walked, ids(&all), "{list}");
    }
}
