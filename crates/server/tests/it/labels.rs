//! Labels, helps and titles that are computed, and columns that ask the row they are in: over HTTP, as their readers see them.

use serde_json::{Value, json};

use crate::site::{Client, Site};

const TRIPS: &str = r#"
workflow: trips
title: Trips
owner: procurement
key: TRI
start:
  - form: 'Ask for a trip {if 1 < 2 then "abroad" else "here"}'
    who: everyone
    gives: [place, costs]
roles:
  asker: { is: starter }
fields:
  place: { type: text, label: Where to?, required: true }
  costs:
    type: list
    label: "Costs of {place}"
    help: "All that {place} will cost"
    of:
      kind:   { type: choice, options: [train, hotel, other], required: true }
      class:  { type: choice, options: "if kind = \"train\" then [\"first\", \"second\"] else [\"single\", \"double\"]" }
      why:    { type: text, label: "Why for {place}?", show_when: kind = "other", required_when: kind = "other" }
      amount: { type: money, currency: EUR, check: { when: amount < 1000, message: "{kind} for {amount} is too much" } }
steps:
  - approve: Look at it
    who: asker
    needs: [place, costs]
    choices:
      go: { label: "Go to {place}" }
      stay: { then: stayed }
outcomes:
  went: { title: "Went to {place}", default: true }
  stayed: { title: Stayed }
"#;

async fn published(site: &Site) -> Client {
    let designer = site.sign_in("@nora.lindqvist").await;
    let source = Some(json!({ "source": TRIPS }));
    let draft = designer.send("PUT", "/workflows/trips/draft", &[("if-match", "\"0\"")], source).await.ok(200);
    designer.post("/workflows/trips/publish", json!({ "note": "First.", "rev": draft["rev"] })).await.ok(200);
    site.sign_in("@ana.diaz").await
}

fn field<'a>(form: &'a Value, id: &str) -> &'a Value {
    form["fields"].as_array().expect("fields").iter().find(|field| field["id"] == id).expect("the field")
}

fn row(kind: &str, class: &str, amount: i64) -> Value {
    json!({ "kind": kind, "class": class, "amount": amount })
}

async fn start_id(ana: &Client) -> String {
    let starts = ana.get("/starts").await.ok(200);
    let of_trips = starts["items"].as_array().expect("items").iter().find(|item| item["workflow"]["id"] == "trips");
    let of_trips = of_trips.expect("it can be started");
    assert_eq!(of_trips["title"], "Ask for a trip abroad");
    of_trips["start"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn labels_and_titles_say_what_is_known_now() {
    let site = Site::example().await;
    let ana = published(&site).await;
    let start = start_id(&ana).await;
    let path = format!("/starts/trips/{start}");
    let empty = ana.get(&path).await.ok(200);
    assert_eq!(empty["title"], "Ask for a trip abroad");
    assert_eq!(field(&empty, "costs")["label"], "Costs of");
    let values = json!({ "place": "Rome" });
    let (path, body) = (format!("{path}/draft"), Some(json!({ "values": values })));
    let filled = ana.send("PUT", &path, &[("if-match", "\"0\"")], body).await.ok(200);
    assert_eq!(field(&filled, "costs")["label"], "Costs of Rome");
    assert_eq!(field(&filled, "costs")["columns"][2]["label"], "Why for Rome?");

    let values = json!({ "place": "Rome", "costs": [row("train", "first", 90)] });
    let run = ana.post("/workflows/trips/runs", json!({ "start": start, "values": values })).await.ok(201);
    let run = run["key"].as_str().expect("a key").to_owned();
    let task = ana.get(&format!("/tasks/{run}.1")).await.ok(200);
    assert_eq!(task["choices"][0]["label"], "Go to Rome");
    let known = task["known"].as_array().expect("known").iter().find(|field| field["id"] == "costs").expect("shown");
    assert_eq!((&known["label"], &known["help"]), (&json!("Costs of Rome"), &json!("All that Rome will cost")));
    ana.post(&format!("/tasks/{run}.1/complete"), json!({ "choice": "go" })).await.ok(200);

    let done = ana.get("/tasks?view=done").await.ok(200);
    assert_eq!(done["items"][0]["choice_label"], "Go to Rome", "lists say what was chosen as it was called");
    assert_eq!(ana.get(&format!("/tasks/{run}.1")).await.ok(200)["choice_label"], "Go to Rome");
    let page = ana.get(&format!("/runs/{run}")).await.ok(200);
    assert_eq!(page["outcome"]["title"], "Went to Rome");
    let listed = ana.get(&format!("/runs?q={run}")).await.ok(200);
    assert_eq!(listed["items"][0]["outcome"]["title"], "Went to Rome", "so do lists of runs");
    let told: Vec<&str> =
        page["timeline"].as_array().expect("told").iter().filter_map(|item| item["sentence"].as_str()).collect();
    assert!(told.contains(&"Ana Díaz completed Look at it: Go to Rome"), "{told:#?}");
    assert!(told.contains(&"The run came to its outcome: Went to Rome"), "{told:#?}");
}

#[tokio::test]
async fn columns_ask_the_row_they_are_in() {
    let site = Site::example().await;
    let ana = published(&site).await;
    let start = start_id(&ana).await;
    let rows = json!([row("train", "first", 90), { "kind": "other" }]);
    let values = json!({ "place": "Rome", "costs": rows });
    let path = format!("/starts/trips/{start}/draft");
    let form = ana.send("PUT", &path, &[("if-match", "\"0\"")], Some(json!({ "values": values }))).await.ok(200);
    let cells = &field(&form, "costs")["cells"];
    assert_eq!(cells.as_array().map(Vec::len), Some(3), "two rows, and one that is to be added");
    let options = |row: usize| {
        cells[row][1]["options"].as_array().expect("options").iter().map(|one| one["value"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        (options(0), options(1)),
        (vec![json!("first"), json!("second")], vec![json!("single"), json!("double")])
    );
    assert_eq!(cells[0][0]["options"], Value::Null, "those of the column are not said again for each row");
    let why = |row: usize| (cells[row][2]["shown"].clone(), cells[row][2]["required"].clone());
    assert_eq!((why(0), why(1)), ((json!(false), json!(false)), (json!(true), json!(true))));

    let begin = async |rows: Value| {
        let values = json!({ "place": "Rome", "costs": rows });
        ana.post("/workflows/trips/runs", json!({ "start": start, "values": values })).await
    };
    let wrong = begin(json!([row("train", "double", 90), { "kind": "other" }, row("hotel", "single", 1200)])).await;
    let faults = wrong.body["faults"].as_array().expect("faults").iter();
    let faults: Vec<(&str, &str)> = faults
        .map(|fault| (fault["path"].as_str().expect("a path"), fault["code"].as_str().expect("a code")))
        .collect();
    assert_eq!(
        faults,
        [
            ("/values/costs/0/class", "value.not_an_option"),
            ("/values/costs/1/why", "value.required"),
            ("/values/costs/2/amount", "value.check_failed"),
        ],
        "{}",
        wrong.text
    );
    let hidden = json!([{ "kind": "train", "class": "first", "why": "Left from before" }]);
    let run = begin(hidden).await.ok(201)["key"].as_str().expect("a key").to_owned();
    let page = ana.get(&format!("/runs/{run}")).await.ok(200);
    let kept = page["values"].as_array().expect("values").iter().find(|field| field["id"] == "costs").expect("costs");
    assert_eq!(kept["value"][0]["why"], Value::Null, "what is not shown is empty");
}
