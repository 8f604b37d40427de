//! Lists of runs: an owner's, page by page, filtered; and figures of all of them.

use serde_json::{Value, json};

use crate::site::{Client, Site};

/// The keys of all runs that somebody sees with this query, read page by page.
async fn keys(who: &Client, query: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut next = String::new();
    loop {
        let page = who.get(&format!("/runs?limit=7{query}{next}")).await.ok(200);
        let items = page["items"].as_array().expect("items");
        keys.extend(items.iter().map(|run| run["id"].as_str().expect("a key").to_owned()));
        let Value::String(cursor) = &page["next"] else { return keys };
        next = format!("&cursor={cursor}");
    }
}

#[tokio::test]
async fn an_owner_sees_the_runs_of_their_workflow_without_naming_it() {
    let site = Site::example().await;
    let member = site.sign_in("@hannah.vogel").await;
    let all = keys(&member, "").await;
    let named = keys(&member, "&workflow=purchase-approval").await;
    assert!(named.len() > 7, "more than a page: {}", named.len());
    let purchases: Vec<_> = all.iter().filter(|key| key.starts_with("PUR-")).cloned().collect();
    assert_eq!(purchases, named);
    let mut once = all.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), all.len(), "none stands there twice");
    let running = keys(&member, "&state=running").await;
    assert!(!running.is_empty() && running.len() < all.len() && running.iter().all(|key| all.contains(key)));
}

#[tokio::test]
async fn pages_stay_as_they_are_while_runs_are_started() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let before = keys(&ana, "").await;
    let first = ana.get("/runs?limit=2").await.ok(200);
    let values = json!({ "item": "A lamp", "vendor": "Licht", "amount": 45, "department": "Sales", "reason": "Dark." });
    ana.post("/workflows/purchase-approval/runs", json!({ "values": values })).await.ok(201);
    let cursor = first["next"].as_str().expect("more").to_owned();
    let second = ana.get(&format!("/runs?limit=2&cursor={cursor}")).await.ok(200);
    assert_eq!([&second["items"][0]["id"], &second["items"][1]["id"]], [&json!(before[2]), &json!(before[3])]);
}

#[tokio::test]
async fn a_business_key_lists_what_belongs_to_it_for_those_who_may_see_it() {
    let site = Site::example().await;
    let nora = site.sign_in("@nora.lindqvist").await;
    let values = json!({
        "person_name": "Lea Brandt", "email": "lea@example.com", "role": "Analyst", "manager": "@grace.kim",
        "start_date": "2030-01-14", "site": "Remote", "needs_laptop": true,
    });
    let begun = json!({ "start": "a-candidate-accepted", "values": values });
    let begun = nora.post("/workflows/employee-onboarding/runs", begun).await.ok(201);
    let key = begun["run"]["id"].as_str().expect("a key").to_owned();
    let listed = keys(&nora, &format!("&business_key={key}")).await;
    assert!(listed.contains(&key), "{listed:?}");
    let shown = nora.get(&format!("/runs/{key}")).await.ok(200);
    assert_eq!(shown["business_key"], json!(key));
    assert_eq!(keys(&nora, &format!("&business_key={key}&state=cancelled")).await, [""; 0]);
    nora.get("/runs?business_key=PUR-99999").await.refused(404, "request.not_found");
    let stranger = site.sign_in("@omar.farouk").await;
    stranger.get(&format!("/runs?business_key={key}")).await.refused(404, "request.not_found");
    assert_eq!(keys(&stranger, &format!("&q={key}")).await, [""; 0], "it looks as if it were not there");
}

#[tokio::test]
async fn too_many_filters_are_refused_and_words_are_ours() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let many = "&field.".to_owned() + &["a=1", "b=1", "c=1", "d=1", "e=1", "f=1", "g=1", "h=1", "i=1"].join("&field.");
    ana.get(&format!("/runs?limit=1{many}")).await.refused(400, "request.wrong_query");
    let reply = ana.get("/runs?limit=-1").await.refused(400, "request.wrong_query");
    assert_eq!(reply["params"]["reason"], "limit is 1 to 200, not -1");
}

#[tokio::test]
async fn people_are_named_by_their_handles_and_figures_by_what_is_known() {
    let site = Site::example().await;
    let admin = site.sign_in("@ines.weber").await;
    let rev = admin.get("/people/@ana.diaz").await;
    let etag = rev.headers["etag"].to_str().expect("text").to_owned();
    let ask = json!({ "manager": "@ana.diaz" });
    let reply = admin.send("PATCH", "/people/@ana.diaz", &[("if-match", &etag)], Some(ask)).await;
    let reply = reply.refused(409, "person.manager_circle");
    assert_eq!((&reply["params"]["person"], &reply["params"]["manager"]), (&json!("@ana.diaz"), &json!("@ana.diaz")));

    let notes = site.sign_in("@ana.diaz").await.get("/notifications?limit=200").await.ok(200);
    for note in notes["items"].as_array().expect("items") {
        assert!(!note["sentence"].as_str().expect("text").contains(['{', '}']), "{note}");
    }

    admin.send("BREW", "/runs", &[], None).await;
    let figures = site.sign_in("@alan.whitfield").await.get("/metrics").await;
    assert_eq!(figures.status, 200, "an auditor reads all: {}", figures.text);
    assert!(!figures.text.contains("BREW"), "a method that somebody made up is no series");
    assert!(figures.text.contains("method=\"other\""));
}
