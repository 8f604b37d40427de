//! Lists that are read part by part, and found by words.

use serde_json::{Value, json};

use crate::site::{Client, Site};

/// What tells one thing of a list from another.
type Named = fn(&Value) -> String;

/// All of a list, two at a time.
async fn all(who: &Client, path: &str, id: impl Fn(&Value) -> String) -> Vec<String> {
    let mut found = Vec::new();
    let mut next = String::new();
    loop {
        let page = who.get(&format!("{path}?limit=2{next}")).await.ok(200);
        let items = page["items"].as_array().expect("items");
        assert!(items.len() <= 2, "{path}");
        found.extend(items.iter().map(&id));
        let Value::String(cursor) = &page["next"] else { return found };
        next = format!("&cursor={cursor}");
    }
}

#[tokio::test]
async fn lists_come_whole_part_by_part() {
    let site = Site::example().await;
    let admin = site.sign_in("@ines.weber").await;
    let lists: [(&str, Named); 4] = [
        ("/people", |item| item["id"].to_string()),
        ("/workflows", |item| item["id"].to_string()),
        ("/starts", |item| format!("{}/{}", item["workflow"]["id"], item["start"])),
        ("/exceptions", |item| format!("{}/{}", item["run"], item["id"])),
    ];
    for (path, id) in lists {
        let whole = admin.get(&format!("{path}?limit=200")).await.ok(200);
        let whole: Vec<String> = whole["items"].as_array().expect("items").iter().map(id).collect();
        assert!(!whole.is_empty(), "{path}");
        assert_eq!(all(&admin, path, id).await, whole, "{path}");
        admin.get(&format!("{path}?cursor=zz")).await.refused(400, "request.wrong_cursor");
    }
}

#[tokio::test]
async fn people_are_found_by_words() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    for words in ["ana%20d", "DIAZ", "@ana.", "ana.diaz@"] {
        let found = ana.get(&format!("/people?q={words}")).await.ok(200);
        let found = found["items"].as_array().expect("items").iter().any(|person| person["id"] == "@ana.diaz");
        assert!(found, "{words}");
    }
    assert_eq!(ana.get("/people?q=ana%20nobody").await.ok(200)["items"], json!([]));
}

#[tokio::test]
async fn a_timeline_is_told_part_by_part() {
    let site = Site::example().await;
    let ana = site.sign_in("@ines.weber").await;
    let runs = ana.get("/runs?limit=1&state=finished").await.ok(200);
    let key = runs["items"][0]["id"].as_str().expect("a key").to_owned();
    let run = ana.get(&format!("/runs/{key}")).await.ok(200);
    assert_eq!(run["earlier"], Value::Null);
    let whole = ana.get(&format!("/runs/{key}/timeline")).await.ok(200);
    assert_eq!(whole["items"], run["timeline"]);
    let before = ana.get(&format!("/runs/{key}/timeline?cursor={:016x}{:016x}", 0, 1)).await.ok(200);
    assert_eq!(before["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(before["items"][0], run["timeline"][0]);
}

#[tokio::test]
async fn a_draft_has_an_id_that_a_workflow_can_have() {
    let site = Site::example().await;
    let admin = site.sign_in("@ines.weber").await;
    for id in ["Be%20ta", "-beta", "beta%2Fb", "B", "%F0%9F%92%A9"] {
        let path = format!("/workflows/{id}/draft");
        let sent = admin.send("PUT", &path, &[("if-none-match", "*")], Some(json!({ "source": "x" }))).await;
        sent.refused(422, "workflow.id_impossible");
    }
}

#[tokio::test]
async fn what_the_app_does_not_take_is_said_and_the_list_of_errors_is_a_page() {
    let site = Site::example().await;
    for method in ["PUT", "TRACE", "POST", "DELETE"] {
        site.nobody().send(method, "//", &[], None).await.refused(405, "request.method_not_allowed");
    }
    let list = site.nobody().get("//docs/errors/").await;
    assert!(list.text.contains("task.already_done"), "{}", list.text);
}
