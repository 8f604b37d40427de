//! Rows of lists that are known again: two people's forms of one list over HTTP, and that nobody else sees the rows' numbers.

use serde_json::{Value, json};

use crate::site::{Client, Site};

const ORDERS: &str = "
workflow: part-orders
title: Part orders
owner: procurement
key: PAO
start:
  - form: Order
    who: everyone
    gives: [parts]
roles:
  asker: { is: starter }
fields:
  parts:
    type: list
    of:
      name:  { type: text, required: true }
      price: { type: number }
steps:
  - parallel: Both
    branches:
      - steps: [{ task: Prices, id: prices, who: asker, gives: [parts] }]
      - steps: [{ task: Names, id: names, who: asker, gives: [parts] }]
      - steps:
          - each: Every part
            id: every-part
            in: parts
            as: part
            steps: [{ task: \"Look at {part.name}\", id: look, who: asker, shows: [part.name, part.price] }]
outcomes:
  ordered: { title: Ordered }
";

async fn began(site: &Site) -> (Client, String) {
    let designer = site.sign_in("@nora.lindqvist").await;
    let source = Some(json!({ "source": ORDERS }));
    let draft = designer.send("PUT", "/workflows/part-orders/draft", &[("if-match", "\"0\"")], source).await.ok(200);
    designer.post("/workflows/part-orders/publish", json!({ "note": "First.", "rev": draft["rev"] })).await.ok(200);
    let ana = site.sign_in("@ana.diaz").await;
    let parts = json!([{ "name": "Wheel", "price": 1 }, { "name": "Frame", "price": 2 }]);
    let run = ana.post("/workflows/part-orders/runs", json!({ "values": { "parts": parts } })).await.ok(201);
    (ana, run["key"].as_str().expect("a key").to_owned())
}

fn parts(task: &Value) -> Value {
    let fields = task["form"]["fields"].as_array().expect("fields");
    fields.iter().find(|field| field["id"] == "parts").expect("the list")["value"].clone()
}

#[tokio::test]
async fn forms_of_one_list_are_put_together_and_what_both_changed_is_told_by_row_and_column() {
    let site = Site::example().await;
    let (ana, key) = began(&site).await;
    let path = |task: u32| format!("/tasks/{key}.{task}");
    let seen = ana.get(&path(2)).await.ok(200);
    assert_eq!(
        parts(&seen),
        json!([{ "name": "Wheel", "price": 1, "$row": 1 }, { "name": "Frame", "price": 2, "$row": 2 }])
    );
    let mut mine = parts(&seen);
    let rev = seen["rev"].clone();
    let first = json!([{ "$row": 2, "name": "Frame", "price": 20 }, { "$row": null, "name": "Bell" }]);
    let done = json!({ "values": { "parts": first }, "seen": rev });
    ana.post(&format!("{}/complete", path(1)), done).await.ok(200);

    mine[1]["price"] = json!(30);
    let send = |mine: &Value, told: Value| json!({ "values": { "parts": mine }, "seen": rev, "told": told });
    let refused = ana.post(&format!("{}/complete", path(2)), send(&mine, Value::Null)).await;
    assert_eq!((refused.status, refused.body["code"].as_str()), (409, Some("task.rows_changed")), "{}", refused.text);
    let faults = refused.body["faults"].as_array().expect("faults");
    assert_eq!((faults.len(), faults[0]["path"].as_str()), (1, Some("/values/parts/1/price")), "{}", refused.text);
    assert!(faults[0]["detail"].as_str().expect("a sentence").contains("it is now 20"), "{}", refused.text);

    let now = refused.body["params"]["rev"].as_str().and_then(|rev| rev.parse::<i64>().ok());
    let now = json!(now.expect("what to send as told"));
    assert_eq!(now, ana.get(&path(2)).await.ok(200)["rev"], "what it was refused on is what is told: {}", refused.text);
    ana.post(&format!("{}/complete", path(2)), send(&mine, now)).await.ok(200);
    for read in [format!("/runs/{key}/timeline"), format!("/runs/{key}")] {
        let text = ana.get(&read).await.text;
        assert!(!text.contains("$row"), "numbers are the form's alone: {read}: {text}");
    }
}

#[tokio::test]
async fn a_client_without_numbers_sends_a_whole_list_as_long_as_nobody_changed_it() {
    let site = Site::example().await;
    let (ana, key) = began(&site).await;
    let path = |task: u32| format!("/tasks/{key}.{task}");
    let rev = ana.get(&path(1)).await.ok(200)["rev"].clone();
    let list = |price: i64| json!([{ "name": "Wheel", "price": price }, { "name": "Frame", "price": 2 }]);
    let send = |price: i64| json!({ "values": { "parts": list(price) }, "seen": rev });
    ana.post(&format!("{}/complete", path(1)), send(7)).await.ok(200);
    ana.post(&format!("{}/complete", path(2)), send(8)).await.refused(409, "task.stale");
    let made_up = json!({ "values": { "parts": [{ "$row": 9, "name": "Wheel" }] } });
    ana.post(&format!("{}/complete", path(2)), made_up).await.refused(422, "task.values_wrong");
}

#[tokio::test]
async fn a_draft_is_put_together_with_what_others_changed_since_it_was_begun() {
    let site = Site::example().await;
    let (ana, key) = began(&site).await;
    let path = |task: u32| format!("/tasks/{key}.{task}");
    let opened = ana.get(&path(2)).await.ok(200);
    assert_eq!(opened["form"]["seen"], Value::Null, "nothing is kept yet");
    let mut mine = parts(&opened);
    mine[1]["name"] = json!("Long frame");
    let draft = format!("/tasks/{key}.2/draft");
    let save = |filled: Value| ana.send("PUT", &draft, &[], Some(filled));
    let values = json!({ "parts": mine });
    let kept = save(json!({ "rev": 0, "values": values })).await.ok(200);
    assert_eq!(kept["seen"], opened["rev"]);

    let theirs = json!([{ "$row": 1, "name": "Wheel", "price": 10 }, { "$row": 2, "name": "Frame", "price": 2 }, { "$row": null, "name": "Bell" }]);
    ana.post(&format!("{}/complete", path(1)), json!({ "values": { "parts": theirs } })).await.ok(200);
    // A later save goes on with the same draft.
    save(json!({ "rev": kept["rev"], "values": values })).await.ok(200);

    let again = ana.get(&path(2)).await.ok(200);
    let form = &again["form"];
    assert_ne!(again["rev"], opened["rev"]);
    assert_eq!(form["seen"], opened["rev"]);
    let done = json!({ "values": { "parts": parts(&again) }, "seen": form["seen"] });
    ana.post(&format!("{}/complete", path(2)), done).await.ok(200);
    let run = ana.get(&format!("/runs/{key}")).await.ok(200);
    let values = run["values"].as_array().expect("values");
    let list = values.iter().find(|field| field["id"] == "parts").expect("the list");
    let together = json!([{ "name": "Wheel", "price": 10 }, { "name": "Long frame", "price": 2 }, { "name": "Bell" }]);
    assert_eq!(list["value"], together);
}

#[tokio::test]
async fn a_draft_says_what_its_writer_saw_where_the_run_went_on_before_it_was_kept() {
    let site = Site::example().await;
    let (ana, key) = began(&site).await;
    let seen = ana.get(&format!("/tasks/{key}.2")).await.ok(200)["rev"].clone();
    let priced = json!({ "values": { "parts": [{ "$row": 1, "name": "Wheel", "price": 10 }] } });
    ana.post(&format!("/tasks/{key}.1/complete"), priced).await.ok(200);
    let now = ana.get(&format!("/tasks/{key}.2")).await.ok(200)["rev"].clone();
    let draft = format!("/tasks/{key}.2/draft");
    let save = |filled: Value| ana.send("PUT", &draft, &[], Some(filled));
    let kept = save(json!({ "rev": 0, "values": {}, "seen": seen })).await.ok(200);
    assert_eq!(kept["seen"], seen);
    // Who writes over it from a later look saw that; nobody saw what is not there yet.
    let kept = save(json!({ "rev": kept["rev"], "values": {}, "seen": 999 })).await.ok(200);
    assert_eq!(kept["seen"], now);
}
