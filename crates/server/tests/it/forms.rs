//! Forms that anybody may fill in, over HTTP: one run for one form, nothing told of what is not open, strangers slowed.

use serde_json::{Value, json};

use crate::site::{Client, Site};

const LEAKS: &str = r"
workflow: leaks
title: Leaks and damages
owner: procurement
key: LEA
start:
  - form: Report a leak
    who: public
    gives: [what, urgent, where]
  - form: Report a broken lamp
    who: public
    gives: [what]
  - form: Enter a leak for somebody
    who: [procurement]
    gives: [what, urgent]
roles:
  repairs: { group: procurement }
fields:
  what: { type: text, label: What is broken?, required: true }
  urgent: { type: yes-no, default: false }
  where: { type: text, show_when: urgent, required_when: urgent }
steps:
  - task: Mend it
    who: repairs
    needs: [what]
outcomes:
  mended: { title: Mended }
";

const ADDRESS: &str = "203.0.113.77";

/// A site with the forms, and the time at which they were opened two minutes ago.
async fn open() -> (Site, Client) {
    let site = Site::example().await;
    publish(&site, "leaks", LEAKS).await;
    let nobody = site.nobody();
    (site, nobody)
}

async fn publish(site: &Site, id: &str, source: &str) {
    let designer = site.sign_in("@nora.lindqvist").await;
    let source = Some(json!({ "source": source }));
    let draft = designer.send("PUT", &format!("/workflows/{id}/draft"), &[("if-match", "\"0\"")], source).await.ok(200);
    let publish = json!({ "note": "First.", "rev": draft["rev"] });
    designer.post(&format!("/workflows/{id}/publish"), publish).await.ok(200);
}

/// The ticket of the form, as if somebody had taken a minute to fill it in.
async fn ticket(site: &Site, form: &str) -> Value {
    let shown = site.nobody().get(&format!("/forms/leaks?form={form}")).await.ok(200);
    let admin = site.sign_in("@ines.weber").await;
    admin.post("/rehearsal/clock", json!({ "by": "PT1M" })).await.ok(200);
    shown["ticket"].clone()
}

#[tokio::test]
async fn anybody_fills_in_a_form_and_it_makes_one_run() {
    let (site, nobody) = open().await;
    let form = nobody.get("/forms/leaks").await.ok(200);
    assert_eq!(form["title"], "Report a leak", "the first of them");
    let ids: Vec<&str> = form["fields"].as_array().unwrap().iter().map(|field| field["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["what", "urgent", "where"]);
    let state = nobody.post("/forms/leaks/state", json!({ "values": { "urgent": true } })).await.ok(200);
    assert_eq!((&state["fields"][2]["shown"], &state["fields"][2]["required"]), (&json!(true), &json!(true)));

    let soon = json!({ "ticket": form["ticket"], "values": { "what": "A pipe" } });
    let refused = nobody.post("/forms/leaks/runs", soon).await;
    assert!(refused.headers.contains_key("retry-after"));
    refused.refused(429, "form.too_soon");

    let ticket = ticket(&site, "report-a-leak").await;
    let send = async |values: Value| {
        let body = Some(json!({ "ticket": ticket, "values": values }));
        nobody.send("POST", "/forms/leaks/runs", &[("x-forwarded-for", ADDRESS)], body).await
    };
    let missing = send(json!({ "urgent": true })).await;
    let paths: Vec<&str> =
        missing.body["faults"].as_array().unwrap().iter().filter_map(|fault| fault["path"].as_str()).collect();
    assert_eq!(paths, ["/values/what", "/values/where"]);
    missing.refused(422, "run.values_wrong");
    let values = json!({ "what": "A pipe", "urgent": true, "where": "Below" });
    let first = send(values.clone()).await.ok(200);
    assert_eq!(first, json!({ "key": "LEA-1" }), "its key, and nothing else");
    assert_eq!(send(values).await.ok(200), first, "the same form makes one run");
    send(json!({ "what": "Another pipe" })).await.refused(422, "request.key_used");
    nobody.get("/runs/LEA-1").await.refused(401, "access.sign_in_needed");

    let owner = site.sign_in("@hannah.vogel").await;
    let run = owner.get("/runs/LEA-1").await.ok(200);
    assert_eq!((&run["starter"], &run["outside"]), (&Value::Null, &json!(true)));
    assert_eq!(run["timeline"][0]["sentence"], "Somebody without an account started the run");
    assert_eq!(run["timeline"][0]["actor"], json!({ "kind": "guest" }));
    let auditor = site.sign_in("@alan.whitfield").await;
    for path in ["/runs/LEA-1", "/runs/LEA-1/evidence"] {
        let told = auditor.get(path).await;
        assert!(told.status == 200 && !told.text.contains(ADDRESS), "where it came from is kept nowhere: {path}");
    }
}

#[tokio::test]
async fn what_is_not_open_to_anybody_is_not_there() {
    let (site, nobody) = open().await;
    let draft = LEAKS.replace("workflow: leaks", "workflow: plans").replace("key: LEA", "key: PLA");
    let designer = site.sign_in("@nora.lindqvist").await;
    let draft = Some(json!({ "source": draft }));
    designer.send("PUT", "/workflows/plans/draft", &[("if-match", "\"0\"")], draft).await.ok(200);
    for (workflow, form) in [
        ("no-such-workflow", None),
        ("plans", None),
        ("purchase-approval", None),
        ("purchase-approval", Some("ask-to-buy-something")),
        ("approval-level", None),
        ("leaks", Some("enter-a-leak-for-somebody")),
        ("leaks", Some("no-such-form")),
    ] {
        let query = form.map(|form| format!("?form={form}")).unwrap_or_default();
        let shown = nobody.get(&format!("/forms/{workflow}{query}")).await;
        let named = form.map_or_else(|| workflow.to_owned(), |form| format!("{workflow}/{form}"));
        assert_eq!(shown.body["params"], json!({ "what": "form", "id": named }), "it says nothing but what was asked");
        shown.refused(404, "request.not_found");
        let filled = nobody.post(&format!("/forms/{workflow}/state"), json!({ "form": form })).await;
        filled.refused(404, "request.not_found");
        let sent = nobody.post(&format!("/forms/{workflow}/runs"), json!({ "form": form, "ticket": "no" })).await;
        sent.refused(404, "request.not_found");
    }
}

#[tokio::test]
async fn what_programs_send_is_refused() {
    let (site, nobody) = open().await;
    let ticket = ticket(&site, "report-a-leak").await;
    let body = |more: Value| {
        let mut body = json!({ "ticket": ticket, "values": { "what": "Buy now" } });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let filled = nobody.post("/forms/leaks/runs", body(json!({ "website": "http://spam.example" }))).await;
    filled.refused(422, "form.hidden_filled");
    for wrong in ["", "bm8=", "not base64"] {
        nobody.post("/forms/leaks/runs", body(json!({ "ticket": wrong }))).await.refused(409, "form.too_old");
    }
    let other = body(json!({ "form": "report-a-broken-lamp" }));
    nobody.post("/forms/leaks/runs", other).await.refused(409, "form.too_old");
    let long = body(json!({ "values": { "what": "x".repeat(300 << 10) } }));
    nobody.post("/forms/leaks/runs", long).await.refused(413, "request.body_too_large");
    let foreign = [("origin", "https://evil.example"), ("baton-csrf", "1")];
    nobody.send("POST", "/forms/leaks/runs", &foreign, Some(body(json!({})))).await.refused(403, "request.cross_site");
    let unmarked = [("baton-csrf", "0")];
    nobody.send("POST", "/forms/leaks/runs", &unmarked, Some(body(json!({})))).await.refused(403, "request.cross_site");
    nobody.post("/forms/leaks/runs", body(json!({}))).await.ok(200);
}

#[tokio::test]
async fn who_sends_too_often_waits_and_others_do_not() {
    let (_site, nobody) = open().await;
    let send = async |from: &str| {
        let body = Some(json!({ "ticket": "no" }));
        nobody.send("POST", "/forms/leaks/runs", &[("x-forwarded-for", from)], body).await
    };
    for _ in 0..20 {
        send(ADDRESS).await.refused(409, "form.too_old");
    }
    let slowed = send(ADDRESS).await;
    let wait: u64 = slowed.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=16).contains(&wait), "{wait}");
    slowed.refused(429, "form.too_often");
    send("203.0.113.78").await.refused(409, "form.too_old");
}

#[tokio::test]
async fn who_is_signed_in_starts_it_as_themselves() {
    let (site, _) = open().await;
    let ana = site.sign_in("@ana.diaz").await;
    let body = json!({ "start": "report-a-leak", "values": { "what": "A pipe" } });
    let run = ana.post("/workflows/leaks/runs", body).await.ok(201);
    assert_eq!((&run["run"]["starter"]["id"], &run["run"]["outside"]), (&json!("@ana.diaz"), &json!(false)));
    let shown = ana.get("/workflows/leaks").await.ok(200);
    let forms = json!([
        { "title": "Report a leak", "link": "http://127.0.0.1:7400/f/leaks" },
        { "title": "Report a broken lamp", "link": "http://127.0.0.1:7400/f/leaks/report-a-broken-lamp" },
    ]);
    assert_eq!(shown["public_forms"], forms);
}
