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

    let now = ana.get(&path(2)).await.ok(200)["rev"].clone();
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
