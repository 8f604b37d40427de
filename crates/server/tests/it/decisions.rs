//! A shared decision over HTTP: published, tried out, asked by a workflow, changed; a run keeps what it was decided with.

use serde_json::{Value, json};

use crate::site::{Client, Site};

const RISK: &str = "\
decision: risk
title: How risky is it?
owner: finance
uses: [factor]
inputs:
  amount: { type: number, min: 0 }
outputs:
  risk: { type: choice, options: [high, low] }
table:
  inputs: [amount * factor]
  rules:
    - { when: [\"< 1000\"], gives: [low] }
    - { when: [\">= 1000\"], gives: [high] }
";

const FACTOR: &str = "\
decision: factor
title: By what it is multiplied
owner: finance
outputs:
  factor: { type: number }
value: \"2\"
";

const LUNCH: &str = "\
workflow: lunch-order
title: Lunch order
owner: hr
start:
  - form: Order lunch
    who: everyone
    gives: [price]
roles:
  cook: { group: hr, pick: first-come }
fields:
  price: { type: number, required: true }
  grade: { type: choice, options: [high, low] }
steps:
  - decide: Is it dear?
    decision: risk
    with: { amount: price * 10 }
    gives: [grade]
  - task: Cook it
    who: cook
    needs: [price, grade]
  - end: served
outcomes:
  served: { title: Served }
";

/// Saves a text as the draft of what it defines; the draft.
async fn save(designer: &Client, kind: &str, text: &str) -> (String, Value) {
    let id = text.split(['\n', ' ']).nth(1).expect("an id");
    let path = format!("/{kind}/{id}/draft");
    let saved = designer.send("PUT", &path, &[("if-none-match", "*")], Some(json!({ "source": text }))).await.ok(200);
    (format!("/{kind}/{id}"), saved)
}

async fn publish(designer: &Client, kind: &str, text: &str) -> Value {
    let (path, saved) = save(designer, kind, text).await;
    let publish = json!({ "note": "As agreed", "rev": saved["rev"] });
    designer.post(&format!("{path}/publish"), publish).await.ok(200)
}

/// What the run's timeline says of its decision.
async fn told(client: &Client, run: &Value) -> Vec<String> {
    let shown = client.get(&format!("/runs/{}", run["key"].as_str().expect("a key"))).await.ok(200);
    let items = shown["timeline"].as_array().expect("a timeline").clone();
    let said = items.iter().filter_map(|item| item["text"].as_str().or(item["sentence"].as_str()));
    said.filter(|text| text.contains("Is it dear?")).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_decision_is_published_asked_and_kept() {
    let site = Site::example().await;
    let designer = site.sign_in("@nora.lindqvist").await;

    // What it uses must be there first, and what asks it too.
    let (path, saved) = save(&designer, "decisions", RISK).await;
    assert_eq!(saved["publishable"][0]["code"], "check.decision_unknown", "{saved}");
    let rev = json!({ "note": "First", "rev": saved["rev"] });
    let refused = designer.post(&format!("{path}/publish"), rev.clone()).await;
    assert_eq!((refused.status, &refused.body["faults"][0]["line"]), (422, &json!(4)), "{}", refused.text);
    assert_eq!(publish(&designer, "decisions", FACTOR).await["version"], 1);
    designer.post(&format!("{path}/publish"), rev).await.ok(200);
    publish(&designer, "workflows", LUNCH).await;

    let ana = site.sign_in("@ana.diaz").await;
    let dear = ana.post("/workflows/lunch-order/runs", json!({ "values": { "price": 60 } })).await.ok(201);
    let before = told(&ana, &dear).await;
    assert!(before.iter().any(|text| text.contains("rule 2 of risk, version 1")), "{before:?}");

    // Another version decides what comes; what was decided stays.
    let (path, saved) = save(&designer, "decisions", &FACTOR.replace("\"2\"", "\"1\"")).await;
    designer.post(&format!("{path}/publish"), json!({ "note": "Once", "rev": saved["rev"] })).await.ok(200);
    let cheap = ana.post("/workflows/lunch-order/runs", json!({ "values": { "price": 60 } })).await.ok(201);
    assert!(told(&ana, &cheap).await.iter().any(|text| text.contains("rule 1 of risk, version 1")));
    assert_eq!(told(&ana, &dear).await, before);

    // A decision cannot be started, and no workflow takes its place.
    assert_eq!(ana.post("/workflows/risk/runs", json!({ "values": {} })).await.status, 404);
    let lists = [("/workflows", "lunch-order", "risk"), ("/decisions", "risk", "lunch-order")];
    for (list, there, not) in lists {
        let items = ana.get(list).await.ok(200)["items"].as_array().expect("a list").clone();
        let has = |id: &str| items.iter().any(|item| item["id"] == id);
        assert!(has(there) && !has(not), "{list}: {items:?}");
    }
    let (path, saved) = save(&designer, "workflows", &LUNCH.replace("lunch-order", "risk")).await;
    let taken = designer.post(&format!("{path}/publish"), json!({ "note": "Mine", "rev": saved["rev"] })).await;
    assert_eq!(taken.body["code"], "publish.id_taken", "{}", taken.text);

    let shown = ana.get("/decisions/risk").await.ok(200);
    assert_eq!(shown["used_by"], json!(["lunch-order"]));
    assert_eq!(
        (&shown["inputs"][0]["name"], &shown["outputs"][0]["options"]),
        (&json!("amount"), &json!(["high", "low"]))
    );
    let factor = ana.get("/decisions/factor").await.ok(200);
    assert_eq!((&factor["used_by"], factor["versions"].as_array().map(Vec::len)), (&json!(["risk"]), Some(2)));
}

#[tokio::test]
async fn who_cannot_ask_another_version_is_told_before_and_after() {
    let site = Site::example().await;
    let designer = site.sign_in("@nora.lindqvist").await;
    publish(&designer, "decisions", FACTOR).await;
    publish(&designer, "decisions", RISK).await;
    publish(&designer, "workflows", LUNCH).await;
    assert_eq!(designer.get("/decisions/risk").await.ok(200)["left_behind"], json!([]));

    // An input that nobody gives it.
    let renamed = RISK.replace("amount", "total");
    let (path, saved) = save(&designer, "decisions", &renamed).await;
    let left = designer.get("/decisions/risk").await.ok(200)["left_behind"].clone();
    assert_eq!((&left[0]["id"], &left[0]["is_decision"]), (&json!("lunch-order"), &json!(false)), "{left}");
    assert!(left[0]["why"][0].as_str().is_some_and(|why| why.contains("total")), "{left}");
    let told = designer.post(&format!("{path}/publish"), json!({ "note": "Total", "rev": saved["rev"] })).await.ok(200);
    assert_eq!(told["left_behind"], left, "{told}");

    // A decision that uses one, too: what it asked for is no number any more.
    let told = publish(
        &designer,
        "decisions",
        &FACTOR.replace("type: number", "type: text").replace("value: \"2\"", "value: \"string(2)\""),
    )
    .await;
    assert_eq!(
        (&told["left_behind"][0]["id"], &told["left_behind"][0]["is_decision"]),
        (&json!("risk"), &json!(true)),
        "{told}"
    );
}

#[tokio::test]
async fn a_decision_is_tried_out() {
    let site = Site::example().await;
    let designer = site.sign_in("@nora.lindqvist").await;
    publish(&designer, "decisions", FACTOR).await;
    publish(&designer, "decisions", RISK).await;
    let tried = designer.post("/decisions/risk/try", json!({ "inputs": { "amount": "700" } })).await.ok(200);
    assert_eq!((&tried["result"], &tried["rules"]), (&json!("high"), &json!([2])), "{tried}");
    assert_eq!(tried["decisions"][0]["id"], "factor");
    assert_eq!(tried["decisions"][1]["inputs"], json!({ "amount * factor": 1400 }));

    // By a text that was not published, with inputs that do not fit.
    let body = json!({ "inputs": {}, "source": RISK.replace("amount * factor", "amuont * factor") });
    let tried = designer.post("/decisions/risk/try", body).await;
    assert_eq!(tried.body["code"], "decision.not_triable", "{}", tried.text);
    assert_eq!(tried.body["faults"][0]["line"], 10, "{}", tried.text);
    let source = RISK.replace("1000", "10");
    let body = json!({ "inputs": { "amount": -5, "amuont": 1 }, "source": source });
    let tried = designer.post("/decisions/risk/try", body).await.ok(200);
    assert_eq!(tried["problem"], "no_rule", "{tried}");
    assert_eq!(tried["wrong_inputs"]["amount"], "`amount` is at least 0, and this is -5");
    assert!(tried["wrong_inputs"]["amuont"].is_string(), "{tried}");
    let missing = designer.post("/decisions/no-such-one/try", json!({})).await;
    assert_eq!(missing.status, 404, "{}", missing.text);
}
