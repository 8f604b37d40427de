//! Help for who writes expressions and tables, over HTTP.

use serde_json::{Value, json};

use crate::site::{Client, Site};

const PURCHASE: &str = include_str!("../../../../examples/purchase-approval.yaml");
const TABLE: &str = "/steps/1/table";

async fn designer(site: &Site) -> Client {
    site.sign_in("@nora.lindqvist").await
}

fn names() -> Value {
    json!({ "names": [
        { "name": "amount", "type": "number" },
        { "name": "status", "type": "choice", "options": ["new", "done"] },
        { "name": "items", "type": "list", "of": [{ "name": "qty", "type": "number" }] },
    ] })
}

#[tokio::test]
async fn an_expression_is_checked_with_the_names_of_its_place() {
    let site = Site::example().await;
    let designer = designer(&site).await;
    let ask = |text: &str, within: Value| json!({ "text": text, "within": within });
    let within = json!({ "source": PURCHASE, "path": "/steps/2/cases/0/when" });
    let good = designer.post("/expressions/check", ask("amount > 3", within.clone())).await.ok(200);
    assert_eq!(good["faults"], json!([]));
    assert_eq!(good["type"]["kind"], "yes-no");
    assert_eq!(good["uses"], json!([{ "name": "amount", "type": { "kind": "number", "options": [] } }]));

    let wrong = designer.post("/expressions/check", ask("ä = amuont", within.clone())).await.ok(200);
    let last = wrong["faults"].as_array().expect("faults").last().expect("one").clone();
    assert_eq!((&last["start"], &last["end"]), (&json!(4), &json!(10)), "places are counted in characters: {wrong}");
    assert!(last["remedy"].as_str().is_some_and(|remedy| remedy.contains("amount")), "{last}");

    let number = designer.post("/expressions/check", ask("amount + 1", within)).await.ok(200);
    assert_eq!(number["faults"][0]["code"], "definition.not_a_condition", "a case asks for a yes or no");
    let told = designer.post("/expressions/check", ask("sum(items.qty) > amount", names())).await.ok(200);
    assert_eq!(told["faults"], json!([]), "names may be told without a text");
}

#[tokio::test]
async fn what_may_be_written_is_proposed() {
    let site = Site::example().await;
    let designer = designer(&site).await;
    let ask =
        |text: &str, at: usize, within: Value| json!({ "expression": { "text": text, "within": within }, "at": at });
    let entry = designer.post("/expressions/complete", ask("items.", 6, names())).await.ok(200);
    assert_eq!(entry["items"][0]["label"], "qty");
    let function = designer.post("/expressions/complete", ask("string le", 9, names())).await.ok(200);
    assert!(function["items"][0]["about"].as_str().is_some_and(|about| about.len() > 10), "{function}");
    let option = designer.post("/expressions/complete", ask("status = ", 9, names())).await.ok(200);
    assert_eq!(option["items"][1]["text"], "\"done\"");
    let cell = json!({ "source": PURCHASE, "path": format!("{TABLE}/rules/0/gives/0") });
    let bare = designer.post("/expressions/complete", ask("", 0, cell)).await.ok(200);
    let texts: Vec<&str> = (0..3).filter_map(|at| bare["items"][at]["text"].as_str()).collect();
    assert_eq!(texts, ["none", "finance", "cfo"], "an option of the column stands without quotes");
}

#[tokio::test]
async fn an_expression_is_tried_on_sample_data() {
    let site = Site::example().await;
    let designer = designer(&site).await;
    let ask = |text: &str, data: Value| json!({ "expression": { "text": text, "within": names() }, "data": data });
    let told = designer
        .post(
            "/expressions/evaluate",
            ask("sum(items.qty) > amount", json!({ "amount": "3", "items": [{ "qty": 2 }, { "qty": 2 }] })),
        )
        .await
        .ok(200);
    assert_eq!((&told["value"], &told["text"]), (&json!(true), &json!("true")));
    let parts = told["parts"].as_array().expect("what each part gave");
    assert!(parts.iter().any(|part| part["text"] == "4" && part["start"] == 0), "{told}");
    let null = designer.post("/expressions/evaluate", ask("amount + 1", json!({}))).await.ok(200);
    assert_eq!(null["value"], Value::Null);
    assert!(!null["notes"].as_array().expect("notes").is_empty(), "it says why: {null}");
    designer.post("/expressions/evaluate", ask("1 +", json!({}))).await.refused(422, "expression.unreadable");
    let endless =
        designer.post("/expressions/evaluate", ask("count(for i in 1..1000000000 return i)", json!({}))).await.ok(200);
    assert!(endless["notes"][0]["code"].as_str().is_some_and(|code| code.starts_with("feel.limit")), "{endless}");
}

#[tokio::test]
async fn a_tables_gaps_and_overlaps_come_with_what_mends_them() {
    let site = Site::example().await;
    let designer = designer(&site).await;
    let ask = |source: &str| json!({ "source": source, "path": TABLE });
    let fine = designer.post("/tables/check", ask(PURCHASE)).await.ok(200);
    assert_eq!(fine, json!({ "readable": true, "gaps": [], "overlaps": [] }));
    let gap = designer.post("/tables/check", ask(&PURCHASE.replace("\">= 10000\"", "\"> 10000\""))).await.ok(200);
    assert_eq!(gap["gaps"], json!([{ "example": "amount = 10000", "when": ["10000"] }]));
    let twice = PURCHASE.replace("hit: first", "hit: unique").replace("\"< 1000\"", "\"< 1500\"");
    let overlap = designer.post("/tables/check", ask(&twice)).await.ok(200);
    assert_eq!(overlap["overlaps"][0]["rules"], json!([0, 1]));
    let torn = designer.post("/tables/check", ask(&PURCHASE.replace("\">= 10000\"", "\">= \""))).await.ok(200);
    assert_eq!(torn["readable"], false, "nothing is said of a table with a cell that cannot be read");
    let elsewhere = json!({ "source": PURCHASE, "path": "/steps/0" });
    designer.post("/tables/check", elsewhere).await.refused(404, "request.not_found");
}

#[tokio::test]
async fn a_table_is_tried_and_tells_the_rules_that_are_met() {
    let site = Site::example().await;
    let designer = designer(&site).await;
    let ask = |source: &str, data: Value| json!({ "source": source, "path": TABLE, "data": data });
    let tried = designer.post("/tables/evaluate", ask(PURCHASE, json!({ "amount": 5000 }))).await.ok(200);
    assert_eq!((&tried["hits"], &tried["outputs"]), (&json!([1]), &json!({ "check_level": "finance" })));
    let none = designer.post("/tables/evaluate", ask(PURCHASE, json!({}))).await.ok(200);
    assert_eq!(none["problem"], "no-rule");
    let checked = designer.post("/check", json!({ "source": PURCHASE })).await.ok(200);
    assert_eq!(checked["tables"][0]["path"], TABLE);
    assert_eq!(checked["tables"][0]["outputs"][0]["type"]["options"], json!(["none", "finance", "cfo"]));
    let paths: Vec<&str> =
        checked["expressions"].as_array().expect("places").iter().filter_map(|spot| spot["path"].as_str()).collect();
    assert!(
        paths.contains(&"/fields/quote/required_when") && paths.iter().all(|path| !path.starts_with(TABLE)),
        "{paths:?}"
    );
}
