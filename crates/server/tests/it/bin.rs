//! Versions over HTTP: restored, thrown into the bin and had back; what finished runs would have done.

use serde_json::{Value, json};

use crate::site::{Client, Site};

fn text(title: &str, step: &str) -> String {
    format!(
        "workflow: parking\ntitle: {title}\nowner: hr\nstart:\n  - form: Ask for a place\n    who: everyone\n    gives: [plate]\n\
         roles:\n  asker: {{ is: starter }}\nfields:\n  plate: {{ type: text, required: true }}\nsteps:\n  - task: {step}\n    who: asker\n\
         \x20 - end: done\noutcomes:\n  done: {{ title: Done }}\n"
    )
}

async fn drafted(designer: &Client, source: &str) -> Value {
    let path = "/workflows/parking/draft";
    designer.send("PUT", path, &[("if-none-match", "*")], Some(json!({ "source": source }))).await.ok(200)
}

async fn published(designer: &Client, source: &str) -> Value {
    let rev = drafted(designer, source).await["rev"].clone();
    designer.post("/workflows/parking/publish", json!({ "note": "Better", "rev": rev })).await.ok(200)
}

#[tokio::test]
async fn a_version_is_restored_and_the_draft_in_its_way_goes_into_the_bin() {
    let site = Site::example().await;
    let nora = site.sign_in("@nora.lindqvist").await;
    published(&nora, &text("Parking", "Look")).await;
    published(&nora, &text("Parking", "Look twice")).await;
    let restored = nora.post("/workflows/parking/versions/v1/restore", json!({})).await.ok(200);
    assert_eq!((&restored["same_as"], &restored["by"]["id"]), (&json!(1), &json!("@nora.lindqvist")), "{restored}");
    let refused = nora.post("/workflows/parking/versions/v2/restore", json!({})).await;
    assert_eq!((refused.status, &refused.body["code"]), (409, &json!("bin.draft_there")), "{}", refused.text);
    let rev = refused.body["params"]["rev"].clone();
    let again = nora.post("/workflows/parking/versions/v2/restore", json!({ "rev": rev })).await.ok(200);
    assert_eq!(again["same_as"], 2);
    let bin = nora.get("/bin").await.ok(200);
    let item = bin["items"][0].clone();
    assert_eq!((&item["kind"], &item["draft_there"]), (&json!("draft"), &json!(true)), "{bin}");
    let path = format!("/bin/{}", item["item"].as_str().expect("an item"));
    assert!(nora.get(&path).await.ok(200)["source"].as_str().is_some_and(|source| source.contains("task: Look\n")));
    assert_eq!(nora.post(&format!("{path}/restore"), json!({ "rev": again["rev"] })).await.status, 204);
    assert_eq!(nora.get("/workflows/parking/draft").await.ok(200)["same_as"], 1);
    let ana = site.sign_in("@ana.diaz").await;
    assert_eq!(ana.get("/bin").await.status, 403);
    assert_eq!(ana.post("/workflows/parking/versions/v1/restore", json!({})).await.status, 403);
}

#[tokio::test]
async fn a_draft_takes_the_place_of_another_one_by_one_command() {
    let site = Site::example().await;
    let nora = site.sign_in("@nora.lindqvist").await;
    let theirs = drafted(&nora, &text("Parking", "Look")).await;
    let path = "/workflows/parking/draft";
    let put = async |rev: &str, source: &str| {
        nora.send("PUT", path, &[("if-match", rev)], Some(json!({ "source": source, "bin": true }))).await
    };
    let rev = format!("\"{}\"", theirs["rev"]);
    let mine = text("Parking", "Look twice");
    let other = put(&rev, &mine.replace("workflow: parking", "workflow: other")).await;
    assert_eq!((other.status, &other.body["code"]), (422, &json!("workflow.id_differs")), "{}", other.text);
    let stale = put("\"1\"", &mine).await;
    assert_eq!((stale.status, &stale.body["code"]), (412, &json!("request.stale")), "{}", stale.text);
    assert_eq!(nora.get("/bin").await.ok(200)["items"], json!([]), "what was refused threw nothing away");
    let saved = put(&rev, &mine).await.ok(200);
    assert_eq!(saved["source"], json!(mine));
    assert!(saved["rev"].as_i64() > theirs["rev"].as_i64(), "{saved}");
    let bin = nora.get("/bin").await.ok(200);
    assert_eq!((bin["items"].as_array().map(Vec::len), &bin["items"][0]["kind"]), (Some(1), &json!("draft")), "{bin}");
}

#[tokio::test]
async fn a_workflow_without_runs_goes_and_comes_back() {
    let site = Site::example().await;
    let nora = site.sign_in("@nora.lindqvist").await;
    published(&nora, &text("Parking", "Look")).await;
    let refused = nora.send("DELETE", "/workflows/purchase-approval", &[], None).await;
    assert_eq!((refused.status, &refused.body["code"]), (409, &json!("bin.has_runs")), "{}", refused.text);
    // No live design asks it; it comes back below.
    assert_eq!(nora.send("DELETE", "/decisions/approval-level", &[], None).await.status, 204);
    assert_eq!(nora.get("/decisions/approval-level").await.status, 404);
    let item = nora.get("/bin").await.ok(200)["items"][0].clone();
    assert_eq!(item["kind"], "decision");
    let path = format!("/bin/{}/restore", item["item"].as_str().expect("an item"));
    assert_eq!(nora.post(&path, json!({})).await.status, 204);
    assert_eq!(nora.get("/decisions/approval-level").await.status, 200);
    assert_eq!(nora.send("DELETE", "/workflows/parking", &[], None).await.status, 204);
    assert_eq!(nora.get("/workflows/parking").await.status, 404);
    let path = "/workflows/parking/draft";
    let source = json!({ "source": text("Parking", "Look") });
    let taken = nora.send("PUT", path, &[("if-none-match", "*")], Some(source)).await;
    assert_eq!((taken.status, &taken.body["code"]), (409, &json!("bin.id_taken")), "{}", taken.text);
    let item = nora.get("/bin").await.ok(200)["items"][0]["item"].as_str().expect("an item").to_owned();
    assert_eq!(nora.post(&format!("/bin/{item}/restore"), json!({})).await.status, 204);
    let ana = site.sign_in("@ana.diaz").await;
    let run = ana.post("/workflows/parking/runs", json!({ "values": { "plate": "B-X 1" } })).await.ok(201);
    let key = run["key"].as_str().expect("a key");
    ana.post(&format!("/tasks/{key}.1/complete"), json!({})).await.ok(200);

    // What that run would have done by a draft with another step.
    drafted(&nora, &text("Parking", "Look twice")).await;
    let admin = site.sign_in("@ines.weber").await;
    let ways = admin.get("/workflows/parking/other-ways?to=draft").await.ok(200);
    assert_eq!((&ways["looked_at"], &ways["runs"][0]["run"]), (&json!(1), &json!(key)), "{ways}");
    assert_eq!(ways["runs"][0]["why"][0], "“Look twice” would have come next, where “Look” came.", "{ways}");
    assert_eq!(ana.get("/workflows/parking/other-ways?to=draft").await.status, 403);
}
