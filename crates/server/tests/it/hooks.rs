//! Webhooks over HTTP: who knows the secret begins a run, once; nobody else does.

use serde_json::json;

use crate::site::{Client, Site};

const HOOKED: &str = r"
workflow: hooked
title: Hooked
owner: ml-platform
start:
  - webhook: came-in
    secret: hook_secret
    key: body.id
    gives: { name: body.name, size: body.size }
fields:
  name: { type: text, required: true }
  size: { type: number }
steps:
  - work: Do it
    topic: hooked
    needs: [name]
  - end: done
outcomes:
  done: { title: Done }
";

/// The body and its signature, as GitHub signs with `s3cret`.
const CALLS: [(&str, &str); 4] = [
    (
        "{\"id\":\"1\",\"name\":\"A\",\"size\":3}",
        "sha256=7da0a19157d98a5c46fce7c7f2886ccf9dddc870533a52e1373446bac902f32c",
    ),
    ("{\"id\":\"2\",\"size\":\"much\"}", "sha256=3298083bea53c5a31541e1c626f054d46c4725ee0ce772fe46c2bab8b4ef9695"),
    ("no json", "sha256=e69a4911dfcb64480e5ee242ee8b3b7178030856b073b4fcc87a0f66a014d08c"),
    ("{\"id\":\"1\",\"name\":\"B\"}", "sha256=e34eb404786add4193806e3e400853344b18ef0bad33a94f5b2faa46879cb6c7"),
];

#[tokio::test]
async fn a_signed_call_begins_a_run_once() {
    let site = Site::example().await;
    let designer = site.sign_in("@nora.lindqvist").await;
    published(&designer, HOOKED).await;
    let nobody = site.nobody();
    let call = async |nth: usize, signed: usize| {
        let headers = [("x-hub-signature-256", CALLS[signed].1), ("content-type", "application/json")];
        nobody.raw("POST", "/webhooks/hooked/came-in", &headers, CALLS[nth].0.as_bytes().to_vec()).await
    };
    let unset = call(0, 0).await.refused(409, "webhook.no_secret");
    assert!(!unset.to_string().contains("hook_secret"), "what it is called is not for strangers: {unset}");
    let admin = site.sign_in("@ines.weber").await;
    admin.send("PUT", "/secrets/hook_secret", &[], Some(json!({ "value": "s3cret" }))).await.ok(204);
    call(0, 1).await.refused(401, "webhook.not_signed");
    let first = call(0, 0).await.ok(200);
    assert_eq!(first["began"], true);
    assert_eq!(call(0, 0).await.ok(200), first, "the same call gets the first answer");
    let ids = [("x-hub-signature-256", CALLS[0].1), ("x-github-delivery", "another"), ("webhook-id", "another")];
    let replayed = nobody.raw("POST", "/webhooks/hooked/came-in", &ids, CALLS[0].0.as_bytes().to_vec()).await;
    assert_eq!(replayed.ok(200), first, "nothing signs the id of a delivery");
    let other = call(3, 3).await.ok(200);
    assert_eq!((&other["run"], &other["began"]), (&first["run"], &json!(false)), "the run of that key goes on");
    assert_eq!(call(3, 3).await.ok(200), other, "the same call gets the first answer here too");
    let wrong = call(1, 1).await.refused(422, "run.values_wrong");
    let faults = wrong["faults"].as_array().expect("faults");
    let paths: Vec<&str> = faults.iter().filter_map(|fault| fault["path"].as_str()).collect();
    assert_eq!(paths, ["/values/name", "/values/size"]);
    call(2, 2).await.refused(422, "webhook.no_json");
    published(
        &designer,
        &HOOKED.replace("start:\n", "start:\n  - manual: By hand\n    who: everyone\n    gives: [name]\n"),
    )
    .await;
    assert_eq!(call(0, 0).await.ok(200), first, "it is the same call also where its start has another place now");
}

async fn published(designer: &Client, text: &str) {
    let source = Some(json!({ "source": text }));
    let draft = designer.send("PUT", "/workflows/hooked/draft", &[("if-match", "\"0\"")], source).await.ok(200);
    let publish = json!({ "note": "As it is.", "rev": draft["rev"] });
    designer.post("/workflows/hooked/publish", publish).await.ok(200);
}
