//! Runs that move with a publishing, and to another step: what is shown before, what is done, what is told after.

use serde_json::{Value, json};

use crate::site::{Client, Site};

const WAS: &str = "\
workflow: bookings
title: Bookings
owner: hr
start:
  - form: Book a room
    who: everyone
    gives: [room]
roles:
  desk: { group: hr, pick: first-come }
  asker: { is: starter }
fields:
  room: { type: text, label: Which room?, required: true }
steps:
  - task: Look whether it is free
    id: look
    who: asker
    due: 3 days
  - task: Book it
    id: book
    who: asker
  - end: booked
outcomes:
  booked: { title: Booked }
";

async fn drafted(designer: &Client, text: &str) -> Value {
    let path = "/workflows/bookings/draft";
    designer.send("PUT", path, &[("if-none-match", "*")], Some(json!({ "source": text }))).await.ok(200)
}

async fn published(designer: &Client, text: &str, moves: &[&str]) -> Value {
    let rev = drafted(designer, text).await["rev"].clone();
    let ask = json!({ "note": "Better", "rev": rev, "move": moves });
    designer.post("/workflows/bookings/publish", ask).await.ok(200)
}

#[tokio::test]
async fn chosen_runs_move_with_the_publishing() {
    let site = Site::example().await;
    let admin = site.sign_in("@ines.weber").await;
    published(&admin, WAS, &[]).await;
    let ana = site.sign_in("@ana.diaz").await;
    let start = |room: &str| json!({ "values": { "room": room } });
    let one = ana.post("/workflows/bookings/runs", start("Red")).await.ok(201)["key"].as_str().unwrap().to_owned();
    let other = ana.post("/workflows/bookings/runs", start("Blue")).await.ok(201)["key"].as_str().unwrap().to_owned();
    let task = ana.get(&format!("/runs/{other}")).await.ok(200)["steps"][1]["task"].clone();
    ana.post(&format!("/tasks/{other}.1/complete"), json!({})).await.ok(200);

    // The first step is gone in the draft: one run is there, the other is past it.
    let (head, rest) = WAS.split_once("  - task: Look").expect("it is there");
    let (_, rest) = rest.split_once("due: 3 days\n").expect("it is there");
    let now = format!("{head}{rest}");
    let rev = drafted(&admin, &now).await["rev"].clone();
    let shown = admin.get("/workflows/bookings/moves?to=draft").await.ok(200);
    let of = |key: &str| shown["items"].as_array().unwrap().iter().find(|item| item["run"] == key).unwrap().clone();
    assert_eq!((&of(&one)["verdict"], &of(&other)["verdict"]), (&json!("cannot"), &json!("can")), "{shown} {task}");
    assert_eq!(of(&one)["why"][0]["code"], "move.step_gone");
    assert_eq!(
        of(&one)["why"][0]["sentence"],
        "The run is at “Look whether it is free”, which version 2 does not have."
    );
    assert!(ana.get("/workflows/bookings/moves?to=draft").await.status >= 400, "it is for those who publish");

    let ask = json!({ "note": "Shorter", "rev": rev, "move": [one, other] });
    let published = admin.post("/workflows/bookings/publish", ask).await.ok(200);
    assert_eq!(published["moved"][0]["moved"], false, "{published}");
    assert!(published["moved"][0]["why"].as_str().is_some_and(|why| why.contains("does not have")), "{published}");
    assert_eq!(published["moved"][1], json!({ "run": other, "moved": true, "why": null }), "{published}");
    assert_eq!(admin.get(&format!("/runs/{other}")).await.ok(200)["version"], 2);
    assert_eq!(admin.get(&format!("/runs/{one}")).await.ok(200)["version"], 1);

    // What is left goes on at a step that somebody chooses.
    let look = format!("/runs/{one}/moves?version=2&place=1&step=book");
    let preview = admin.get(&look).await.ok(200);
    assert_eq!(preview["refused"], Value::Null, "{preview}");
    assert_eq!(preview["withdrawn"][0]["step"], "look", "{preview}");
    assert_eq!(preview["opened"][0]["title"], "Book it", "{preview}");
    assert_eq!(admin.get(&format!("/runs/{one}")).await.ok(200)["version"], 1, "a look changes nothing");
    let ask = json!({ "version": 2, "places": [{ "place": 1, "step": "book" }] });
    let refused = admin.post(&format!("/runs/{one}/move"), ask.clone()).await;
    assert_eq!((refused.status, &refused.body["code"]), (422, &json!("run.reason_required")), "{}", refused.text);
    let with = json!({ "version": 2, "places": [{ "place": 1, "step": "book" }], "reason": "The desk looked." });
    assert_eq!(ana.post(&format!("/runs/{one}/move"), with.clone()).await.status, 403, "she only takes part");
    let moved = admin.post(&format!("/runs/{one}/move"), with).await.ok(200);
    assert_eq!(moved["version"], 2);
    let page = admin.get(&format!("/runs/{one}")).await.ok(200);
    let told = page["timeline"].as_array().unwrap().iter().filter_map(|item| item["sentence"].as_str());
    let told: Vec<&str> = told.collect();
    assert!(
        told.iter().any(|said| said.contains("from Look whether it is free to Book it") || said.contains("to Book it")),
        "{told:?}"
    );
    assert!(told.iter().any(|said| said.contains("from v1 to v2")), "{told:?}");
    ana.post(&format!("/tasks/{one}.2/complete"), json!({})).await.ok(200);
    assert_eq!(ana.get(&format!("/runs/{one}")).await.ok(200)["outcome"]["id"], "booked");
}
