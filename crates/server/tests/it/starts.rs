//! Starts over HTTP: the secret of a webhook is shown once, a workflow tells how it starts, and what begins a run wrongly is completed
//! or dropped by who answers for it.

use serde_json::{Value, json};

use crate::site::{Client, Site};

const HEARD: &str = "\
workflow: heard
title: Orders that were heard of
owner: procurement
key: HEA
start:
  - event: order-heard
    gives: { order: body.order, total: body.total }
  - webhook: order-called
    gives: { order: body.order, total: body.total }
  - schedule: 30 7 * * MON-FRI
    zone: Europe/Berlin
    gives: { order: '\"By schedule\"', total: '1' }
fields:
  order: { type: text, required: true }
  total: { type: number, required: true }
roles:
  buyer: { group: procurement }
steps:
  - task: Order it
    who: buyer
    needs: [order, total]
  - end: done
outcomes:
  done: { title: Done }
";

async fn published(designer: &Client, text: &str) -> Value {
    let shown = designer.get("/workflows/heard/draft").await;
    let rev = shown.body["rev"].as_i64().unwrap_or(0);
    let seen = format!("\"{rev}\"");
    let source = Some(json!({ "source": text }));
    let draft = designer.send("PUT", "/workflows/heard/draft", &[("if-match", &seen)], source).await.ok(200);
    designer.post("/workflows/heard/publish", json!({ "note": "As agreed.", "rev": draft["rev"] })).await.ok(200)
}

#[tokio::test]
async fn the_secret_of_a_webhook_is_made_at_publishing_and_shown_once() {
    let site = Site::example().await;
    let designer = site.sign_in("@nora.lindqvist").await;
    let made = published(&designer, HEARD).await;
    let secret = &made["secrets"][0];
    assert_eq!((&secret["name"], &secret["webhook"]), (&json!("heard_order_called"), &json!("order-called")), "{made}");
    assert!(secret["value"].as_str().is_some_and(|value| value.starts_with("whsec_") && value.len() == 50), "{made}");
    let nobody = site.nobody();
    let call =
        nobody.raw("POST", "/webhooks/heard/order-called", &[("x-hub-signature-256", "sha256=00")], b"{}".to_vec());
    call.await.refused(401, "webhook.not_signed");
    let again = published(&designer, &HEARD.replace("Order it", "Order it now")).await;
    assert_eq!(again["secrets"], json!([]), "it is there already, and not shown again");
    let admin = site.sign_in("@ines.weber").await;
    let known = admin.get("/secrets").await.ok(200);
    let known = known["items"].as_array().expect("a list").iter().find(|known| known["name"] == "heard_order_called");
    assert_eq!(known.expect("it")["used_by"], json!(["heard"]));
}

#[tokio::test]
async fn a_workflow_tells_how_it_starts_and_what_waits() {
    let site = Site::example().await;
    let designer = site.sign_in("@nora.lindqvist").await;
    published(&designer, HEARD).await;
    let shown = designer.get("/workflows/heard").await.ok(200);
    let starts = &shown["starts"]["starts"];
    assert_eq!(starts[0]["sentence"], "With the event order-heard");
    assert_eq!((&starts[2]["kind"], &starts[2]["zone"]), (&json!("schedule"), &json!("Europe/Berlin")));
    assert_eq!(starts[2]["next"].as_array().map(Vec::len), Some(3), "{starts}");
    assert_eq!(shown["starts"]["waiting"], 0);

    let sent = json!({ "body": { "order": "O-1", "total": "many" } });
    designer.post("/events/order-heard", sent).await;
    let owner = site.sign_in("@hannah.vogel").await;
    let list = owner.get("/exceptions").await.ok(200);
    let held = list["items"].as_array().expect("a list").iter().find(|held| held["code"] == "start.values_missing");
    let held = held.unwrap_or_else(|| panic!("{list}")).clone();
    assert_eq!(held["came"], json!({ "order": "O-1", "total": "many" }));
    assert_eq!(held["actions"], json!(["supply", "drop"]));
    assert_eq!(owner.get("/workflows/heard").await.ok(200)["starts"]["waiting"], 1);

    let resolve = format!("/exceptions/{}/resolve", held["id"].as_str().unwrap_or_default());
    let drop = |reason: Value| json!({ "how": "drop", "reason": reason });
    let stranger = site.sign_in("@yuki.tanaka").await;
    stranger.post(&resolve, drop(json!("No"))).await.refused(404, "request.not_found");
    owner.post(&resolve, drop(Value::Null)).await.refused(422, "run.reason_required");
    let run = owner.post(&resolve, drop(json!("A test of theirs"))).await.ok(200);
    assert_eq!(run["state"], "cancelled");
}
