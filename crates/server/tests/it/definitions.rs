//! A definition's way over HTTP: checked, saved as a draft, published with a note, compared, started.

use serde_json::json;

use crate::site::Site;

const SMALL: &str = "\
workflow: lunch-order
title: Lunch order
owner: hr
label: \"{dish}\"
start:
  - form: Order lunch
    who: everyone
    gives: [dish]
roles:
  cook: { group: hr, pick: first-come }
fields:
  dish: { type: text, label: Which dish?, required: true }
steps:
  - task: Cook it
    who: cook
    needs: [dish]
  - end: served
outcomes:
  served: { title: Served }
";

#[tokio::test]
async fn a_workflow_of_ones_own_is_published_and_started() {
    let site = Site::example().await;
    let designer = site.sign_in("@nora.lindqvist").await;
    let checked = designer.post("/check", json!({ "source": SMALL })).await.ok(200);
    assert_eq!(checked["faults"], json!([]), "{checked}");
    let path = "/workflows/lunch-order/draft";
    let saved = designer.send("PUT", path, &[("if-none-match", "*")], Some(json!({ "source": SMALL }))).await.ok(200);
    let again = designer.send("PUT", path, &[("if-none-match", "*")], Some(json!({ "source": SMALL }))).await;
    assert_eq!(again.status, 412, "there is one already: {}", again.text);
    let publish = json!({ "note": "First", "rev": saved["rev"] });
    let published = designer.post("/workflows/lunch-order/publish", publish).await.ok(200);
    assert_eq!(published["version"], 1);

    let ana = site.sign_in("@ana.diaz").await;
    let starts = ana.get("/starts").await.ok(200);
    let start = starts["items"].as_array().expect("starts").iter().find(|item| item["workflow"]["id"] == "lunch-order");
    let start = start.expect("it can be started")["start"].as_str().expect("an id").to_owned();
    let form = ana.get(&format!("/starts/lunch-order/{start}")).await.ok(200);
    assert_eq!(form["fields"][0]["id"], "dish");
    let run = ana.post("/workflows/lunch-order/runs", json!({ "values": { "dish": "Soup" } })).await.ok(201);
    assert!(run["key"].as_str().is_some_and(|key| key.ends_with("-1")), "{run}");

    let source = ana.get("/workflows/lunch-order/versions/v1/source").await;
    assert!(source.text.contains("Cook it"), "{}", source.text);
    let changed = SMALL.replace("Cook it", "Cook it well");
    let rev = designer.get("/workflows/lunch-order").await.ok(200);
    assert_eq!(rev["versions"].as_array().map(Vec::len), Some(1));
    let saved = designer.send("PUT", path, &[("if-none-match", "*")], Some(json!({ "source": changed }))).await.ok(200);
    let diff = designer.get("/workflows/lunch-order/diff?from=v1&to=draft").await.ok(200);
    assert!(diff["unified"].as_str().is_some_and(|text| text.contains("+  - task: Cook it well")), "{diff}");
    let publish = json!({ "note": "Better", "rev": saved["rev"] });
    assert_eq!(designer.post("/workflows/lunch-order/publish", publish).await.ok(200)["version"], 2);
}

#[tokio::test]
async fn what_is_wrong_keeps_it_from_being_published() {
    let site = Site::example().await;
    let designer = site.sign_in("@nora.lindqvist").await;
    let wrong = SMALL.replace("    needs: [dish]", "    needs: [dish]\n    duee: 1 day");
    let checked = designer.post("/check", json!({ "source": wrong })).await.ok(200);
    let fault = &checked["faults"][0];
    assert!(fault["message"].as_str().is_some_and(|text| text.contains("duee")), "{checked}");
    assert!(fault["remedy"].as_str().is_some_and(|text| text.contains("due")), "{checked}");
    let path = "/workflows/lunch-order/draft";
    let saved = designer.send("PUT", path, &[("if-none-match", "*")], Some(json!({ "source": wrong }))).await.ok(200);
    let refused = designer.post("/workflows/lunch-order/publish", json!({ "rev": saved["rev"] })).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(refused.body["faults"][0]["line"].as_u64().is_some(), "{}", refused.text);

    let later = SMALL.replace("owner: hr\n", "owner: hr\naccess: { see: [hr] }\n");
    let path = "/workflows/lunch-order/draft";
    let rev = format!("\"{}\"", saved["rev"]);
    designer.send("PUT", path, &[("if-match", &rev)], Some(json!({ "source": later }))).await.ok(200);
    let shown = designer.get("/workflows/lunch-order").await.ok(200);
    assert!(shown["not_yet"].as_array().is_some_and(|faults| !faults.is_empty()), "the reason is told: {shown}");
}

#[tokio::test]
async fn what_gets_stuck_is_told_with_a_way_that_can_be_played() {
    let site = Site::example().await;
    let designer = site.sign_in("@nora.lindqvist").await;
    let steps = "  - { task: Cook it, who: cook, choices: { soup: { then: taste }, both: { then: [taste, bake] } } }
  - { task: Serve, who: cook, join: all }
  - end: served
paths:
  tasting: [{ task: Taste, who: cook, then: serve }]
  baking: [{ task: Bake, who: cook, then: serve }]
";
    let (before, after) = SMALL.split_once("  - task: Cook it").expect("it is there");
    let (_, after) = after.split_once("  - end: served\n").expect("it is there");
    let checked = designer.post("/check", json!({ "source": format!("{before}{steps}{after}") })).await.ok(200);
    let fault = &checked["faults"][0];
    assert_eq!((&fault["code"], &fault["severity"]), (&json!("check.join_never_opens"), &json!("error")), "{checked}");
    let way: Vec<_> =
        fault["trace"].as_array().into_iter().flatten().map(|step| (&step["step"], &step["how"])).collect();
    let wanted = [("order-lunch", "start"), ("cook-it", "choice"), ("taste", "done"), ("serve", "waits")];
    let wanted = wanted.map(|(step, how)| (json!(step), json!(how)));
    assert_eq!(way, wanted.iter().map(|(step, how)| (step, how)).collect::<Vec<_>>(), "{checked}");
    assert_eq!(fault["trace"][1]["name"], "soup");
}
