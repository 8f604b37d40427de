//! The whole journey over HTTP: a request, sent back, mended, approved, checked by finance, ordered; what everybody sees on
//! the way; and the evidence at its end.

use serde_json::{Value, json};

use crate::site::{Client, Site};

/// The one open task of a run in somebody's list.
async fn task_of(client: &Client, view: &str, run: &str) -> Value {
    let tasks = client.get(&format!("/tasks?view={view}&limit=200")).await.ok(200);
    let found = tasks["items"].as_array().expect("tasks").iter().find(|task| task["run"] == run).cloned();
    found.unwrap_or_else(|| panic!("no task of {run} in {view}: {tasks}"))
}

async fn complete(client: &Client, task: &Value, body: Value) -> Value {
    client.post(&format!("/tasks/{}/complete", task["id"].as_str().expect("an id")), body).await.ok(200)
}

fn values(amount: u32, quote: &str) -> Value {
    json!({
        "item": "Standing desks", "vendor": "Deskwerk", "amount": amount, "department": "Engineering",
        "reason": "Our backs.", "quote": quote
    })
}

async fn quote(ana: &Client) -> String {
    let name = [("x-filename", "Angebot%20f%C3%BCr.pdf")];
    let file = ana.raw("POST", "/files", &name, b"%PDF-1.7 a quote".to_vec()).await.ok(201);
    assert_eq!(file["name"], "Angebot für.pdf");
    assert_eq!(file["type"], "application/pdf");
    file["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_purchase_of_4200_goes_from_the_request_to_the_order() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let manager = site.sign_in("@miriam.sato").await;

    let quote = quote(&ana).await;
    let started = ana.post("/workflows/purchase-approval/runs", json!({ "values": values(4200, &quote) })).await;
    assert_eq!(started.status, 201, "{}", started.text);
    let place = started.headers["location"].to_str().expect("text").to_owned();
    let run = started.body["key"].as_str().expect("a key").to_owned();
    assert_eq!(place, format!("/api/v1/runs/{run}"));
    assert_eq!(started.body["run"]["waits_for"][0]["who"]["id"], "@miriam.sato");

    let review = task_of(&manager, "mine", &run).await;
    let review_path = format!("/tasks/{}", review["id"].as_str().expect("an id"));
    assert_eq!(manager.post(&format!("{review_path}/open"), json!({})).await.status, 200);
    manager
        .post(&format!("{review_path}/complete"), json!({ "choice": "send-back" }))
        .await
        .refused(422, "task.comment_required");
    complete(&manager, &review, json!({ "choice": "send-back", "comment": "Which colour?" })).await;

    let form = task_of(&ana, "mine", &run).await;
    let form_path = format!("/tasks/{}", form["id"].as_str().expect("an id"));
    let page = ana.get(&form_path).await.ok(200);
    assert_eq!(page["comment_shown"]["text"], "Which colour?");
    let item = page["form"]["fields"].as_array().expect("fields").iter().find(|field| field["id"] == "item");
    assert_eq!(item.expect("the field")["value"], "Standing desks", "what was filled in is there");
    let draft = json!({ "rev": page["form"]["rev"], "values": { "item": "Standing desks, grey" } });
    let saved = ana.send("PUT", &format!("{form_path}/draft"), &[], Some(draft)).await.ok(200);
    assert!(saved["rev"].as_i64() > page["form"]["rev"].as_i64());
    complete(&ana, &form, json!({ "values": { "item": "Standing desks, grey" } })).await;

    let review = task_of(&manager, "mine", &run).await;
    assert_eq!(review["pass"], 2);
    complete(&manager, &review, json!({ "choice": "approve" })).await;

    let run_now = site.sign_in("@alan.whitfield").await.get(&format!("/runs/{run}")).await.ok(200);
    let finance = run_now["waits_for"][0]["who"]["id"].as_str().expect("somebody in finance").to_owned();
    let finance = site.sign_in(&finance).await;
    let check = task_of(&finance, "mine", &run).await;
    let lacking = finance.post(&format!("/tasks/{}/complete", check["id"].as_str().expect("an id")), json!({})).await;
    let lacking = lacking.refused(422, "task.values_wrong");
    assert_eq!(lacking["faults"][0]["path"], "/values/budget_code");
    let body = json!({ "values": { "budget_code": "IT-77" } });
    complete(&finance, &check, body.clone()).await;
    let again = finance.post(&format!("/tasks/{}/complete", check["id"].as_str().expect("an id")), body).await;
    let again = again.refused(409, "task.already_done");
    assert!(!again["first_result"].is_null());

    let run_now = ana.get(&format!("/runs/{run}")).await.ok(200);
    let buyer = run_now["waits_for"][0]["who"]["id"].as_str().expect("a buyer").to_owned();
    let buyer = site.sign_in(&buyer).await;
    let order = task_of(&buyer, "mine", &run).await;
    complete(&buyer, &order, json!({ "values": { "order_number": "B-1001" } })).await;

    what_is_left(&site, &ana, &run).await;
}

/// What everybody sees once it is over.
async fn what_is_left(site: &Site, ana: &Client, run: &str) {
    let ended = ana.get(&format!("/runs/{run}")).await.ok(200);
    assert_eq!((ended["state"].as_str(), ended["outcome"]["id"].as_str()), (Some("finished"), Some("ordered")));
    let kinds: Vec<&str> =
        ended["timeline"].as_array().expect("items").iter().filter_map(|item| item["kind"].as_str()).collect();
    for kind in ["run_started", "handed_over", "taken_over", "task_completed", "rule_applied", "run_finished"] {
        assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
    }
    let mails = site.sign_in("@ines.weber").await.get("/rehearsal/mails").await.ok(200);
    let mine = mails["items"].as_array().expect("mails").iter().find(|mail| mail["run"] == run);
    assert!(mine.is_some_and(|mail| mail["subject"].as_str().is_some_and(|s| s.starts_with("Approved:"))), "{mails}");
    let evidence = ana.get(&format!("/runs/{run}/evidence")).await;
    assert_eq!(evidence.status, 200, "{}", evidence.text);
    assert!(evidence.headers["content-disposition"].to_str().is_ok_and(|place| place.starts_with("attachment")));
    assert!(evidence.body["entries"].as_array().is_some_and(|entries| entries.len() > 5));
}

#[tokio::test]
async fn from_10000_the_cfo_signs_off() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let quote = quote(&ana).await;
    let started =
        ana.post("/workflows/purchase-approval/runs", json!({ "values": values(12_500, &quote) })).await.ok(201);
    let run = started["key"].as_str().expect("a key").to_owned();
    let mut seen = Vec::new();
    for body in
        [json!({ "choice": "approve" }), json!({ "values": { "budget_code": "IT-1" } }), json!({ "choice": "approve" })]
    {
        let now = ana.get(&format!("/runs/{run}")).await.ok(200);
        // The CFO's step is offered to a group of one.
        let who = now["waits_for"][0]["who"]["id"].as_str();
        let (who, view) = who.map_or(("@victor.hahn".to_owned(), "teams"), |who| (who.to_owned(), "mine"));
        seen.push(now["waits_for"][0]["title"].as_str().unwrap_or_default().to_owned());
        let client = site.sign_in(&who).await;
        let task = task_of(&client, view, &run).await;
        if view == "teams" {
            let path = format!("/tasks/{}/claim", task["id"].as_str().expect("an id"));
            assert_eq!(client.post(&path, json!({})).await.status, 200);
        }
        complete(&client, &task, body).await;
    }
    assert_eq!(seen, ["Manager reviews the business case", "Check the budget", "CFO signs off"]);
}
