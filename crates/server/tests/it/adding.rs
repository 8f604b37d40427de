//! Who may add items: the role that `add:` names sees the run and adds to it, though they took no part in it yet.

use serde_json::json;

use crate::site::Site;

const PARTS: &str = "
workflow: added-parts
title: Added parts
owner: procurement
key: ADD
start:
  - form: Ask
    who: everyone
    gives: [parts]
roles:
  asker:  { is: starter }
  helper: { group: data-science, not: [asker] }
fields:
  parts: { type: list, of: { name: { type: text, required: true } } }
steps:
  - each: Parts
    id: each-part
    in: parts
    as: part
    add: helper
    steps: [{ task: \"Check {part.name}\", id: check, who: asker }]
outcomes:
  done: { title: Done }
";

#[tokio::test]
async fn the_role_that_adds_sees_the_run_and_adds_though_it_took_no_part_yet() {
    let site = Site::example().await;
    let designer = site.sign_in("@nora.lindqvist").await;
    let source = Some(json!({ "source": PARTS }));
    let draft = designer.send("PUT", "/workflows/added-parts/draft", &[("if-match", "\"0\"")], source).await.ok(200);
    designer.post("/workflows/added-parts/publish", json!({ "note": "First.", "rev": draft["rev"] })).await.ok(200);
    let ana = site.sign_in("@ana.diaz").await;
    let values = json!({ "values": { "parts": [{ "name": "Wheel" }] } });
    let run = ana.post("/workflows/added-parts/runs", values).await.ok(201);
    let path = format!("/runs/{}", run["key"].as_str().expect("a key"));
    let items = format!("{path}/items");
    let bell = || json!({ "step": "each-part", "values": { "name": "Bell" } });

    let yuki = site.sign_in("@yuki.tanaka").await;
    let seen = yuki.get(&path).await.ok(200);
    assert_eq!(seen["adds"][0]["step"], "each-part", "{seen}");
    let listed = yuki.get("/runs?workflow=added-parts").await.ok(200);
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1), "{listed}");
    yuki.post(&items, bell()).await.ok(200);
    assert_eq!(ana.get(&path).await.ok(200)["values"][0]["value"][1], json!({ "name": "Bell" }));

    // Who takes part may add no more than the role says, and who has nothing to do with it is told of nothing.
    ana.post(&items, bell()).await.refused(403, "each.not_yours");
    let stranger = site.sign_in("@kofi.mensah").await;
    assert_eq!(stranger.get(&path).await.status, 404);
    assert_eq!(stranger.post(&items, bell()).await.status, 404);
}
