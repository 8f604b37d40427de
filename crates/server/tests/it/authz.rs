//! The authorisation matrix (S1): every operation of the OpenAPI document is called as every role, as a stranger, as
//! nobody and with each scope of a token. The result is the committed `authz_matrix.snap`. An operation without a sample
//! request fails the test, so no route can be added without its line.
//!
//! A cell is the status and, where it was refused, the code. Requests are made so that nothing is changed by those who may:
//! they are refused later, for their content.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::openapi::operations;
use crate::site::{Client, Site};

/// A request that reaches the decision who may do it.
struct Sample {
    path: BTreeMap<&'static str, String>,
    query: &'static str,
    headers: Vec<(&'static str, &'static str)>,
    body: Option<Value>,
}

impl Sample {
    fn plain() -> Self {
        Self { path: BTreeMap::new(), query: "", headers: Vec::new(), body: None }
    }

    fn of(name: &'static str, value: impl Into<String>) -> Self {
        Self::plain().and(name, value)
    }

    fn and(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.path.insert(name, value.into());
        self
    }

    fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    fn query(mut self, query: &'static str) -> Self {
        self.query = query;
        self
    }

    /// With a revision that nothing has: whoever may is told that it is past.
    fn stale(mut self) -> Self {
        self.headers.push(("if-match", "\"999999\""));
        self
    }
}

/// What the samples are about: an open run, a task of it, of which only the columns' members are no party.
struct About {
    run: String,
    task: String,
    file: String,
}

/// Of what other systems and strangers ask for, of workers, and of secrets.
fn of_machines(operation: &str) -> Option<Sample> {
    Some(match operation {
        "call_webhook" => Sample::of("workflow", "no-such-workflow").and("name", "none").body(json!({})),
        "show_public_form" => Sample::of("workflow", "no-such-workflow"),
        "fill_public_form" => Sample::of("workflow", "no-such-workflow").body(json!({})),
        "send_public_form" => Sample::of("workflow", "no-such-workflow").body(json!({ "ticket": "no" })),
        "take_jobs" => Sample::plain().body(json!({ "topics": ["no-such-topic"], "worker": "w" })),
        "beat_job" => Sample::of("id", "PUR-1~9").body(json!({ "fence": 1 })),
        "complete_job" => Sample::of("id", "PUR-1~9").body(json!({ "fence": 1, "result": {} })),
        "fail_job" => Sample::of("id", "PUR-1~9").body(json!({ "fence": 1, "error": "broken" })),
        "set_secret" => Sample::of("id", "Not-A-Name").body(json!({ "value": "s3cret" })),
        "drop_secret" => Sample::of("id", "no_such_secret"),
        _ => return None,
    })
}

fn sample(operation: &str, about: &About) -> Option<Sample> {
    let task = about.task.clone();
    let workflow = || Sample::of("id", "purchase-approval");
    let group = || Sample::of("handle", "finance");
    Some(match operation {
        "show_sign_in" | "show_session" | "list_sessions" | "list_tasks" | "count_tasks" | "list_starts"
        | "list_runs" | "list_exceptions" | "list_workflows" | "list_decisions" | "list_people" | "list_groups"
        | "list_notifications" | "list_tokens" | "show_rehearsal" | "list_mails" | "sign_out" | "upload_file"
        | "follow_events" | "show_health" | "show_readiness" | "show_metrics" | "show_retention" | "list_holds"
        | "list_topics" | "list_secrets" | "show_landscape" | "list_bin" => Sample::plain(),
        "send_event" => too_long(),
        "sign_in" => Sample::plain().body(json!({ "person": "@nobody.here" })),
        "revoke_session" => Sample::of("id", "none"),
        "set_up" => Sample::plain()
            .body(json!({ "token": "no", "name": "N", "email": "n@example.com", "password": "long enough one" })),
        "accept_invitation" => Sample::plain().body(json!({ "token": "no", "password": "long enough one" })),
        "change_me" => Sample::plain().body(json!({})),
        "change_password" => Sample::plain().body(json!({ "old": "x", "new": "short" })),
        "show_task" => Sample::of("id", task),
        "save_task_draft" => Sample::of("id", task).body(json!({ "rev": 999_999, "values": {} })),
        "open_task" | "claim_task" | "release_task" => Sample::of("id", task).body(json!({})).stale(),
        "accept_task" => Sample::of("id", task).body(json!({ "checked": [] })),
        "hand_back_task" => Sample::of("id", task).body(json!({ "comment": "" })),
        "complete_task" => Sample::of("id", task).body(json!({ "choice": "no-such-choice" })),
        "reassign_task" => Sample::of("id", task).body(json!({ "to": "@nobody.here" })),
        "comment_on_task" => Sample::of("id", task).body(json!({ "text": "" })),
        "show_start" => Sample::of("workflow", "purchase-approval").and("start", "ask-to-buy-something"),
        "save_start_draft" => Sample::of("workflow", "purchase-approval")
            .and("start", "ask-to-buy-something")
            .body(json!({ "rev": 999_999, "values": {} })),
        "show_workflow" | "list_versions" => workflow(),
        "start_run" => workflow().body(json!({ "start": "no-such-start" })),
        "show_decision" => Sample::of("id", "approval-level"),
        "show_decision_version" => Sample::of("id", "approval-level").and("version", "v1"),
        "try_decision" => Sample::of("id", "approval-level").body(json!({ "inputs": {} })),
        "show_version" | "show_source" => workflow().and("version", "v1"),
        "restore_version" => workflow().and("version", "v99").body(json!({})),
        "restore_decision_version" => Sample::of("id", "approval-level").and("version", "v99").body(json!({})),
        "bin_workflow" | "bin_decision" => Sample::of("id", "no-such-design"),
        "restore_design" | "show_binned" => Sample::of("id", "999999").body(json!({})),
        "list_moves" | "list_other_ways" => workflow().query("?to=v1"),
        "compare_versions" => workflow().query("?from=v1&to=v1"),
        "show_draft" | "show_decision_draft" => Sample::of("id", "employee-onboarding"),
        "save_draft" | "save_decision_draft" => onboarding().body(json!({ "source": "workflow: x" })).stale(),
        "discard_draft" | "discard_decision_draft" => Sample::of("id", "employee-onboarding").stale(),
        "publish_workflow" | "publish_decision" => onboarding().body(json!({ "rev": 999_999 })),
        "check_definition" => Sample::plain().body(json!({ "source": "workflow: x" })),
        help if help.ends_with("_expression") || help.ends_with("_table") => expressions(help),
        "download_file" => Sample::of("id", about.file.clone()),
        "add_person" => Sample::plain().body(json!({ "name": "", "email": "no address" })),
        "show_person" => Sample::of("id", "@ana.diaz"),
        "change_person" => Sample::of("id", "@ana.diaz").body(json!({ "name": "Ana" })).stale(),
        "invite_person" => Sample::of("id", "@nobody.here").body(json!({})),
        "show_erasure" => Sample::of("id", "@nobody.here"),
        "erase_person" => Sample::of("id", "@nobody.here").body(json!({ "reason": "" })),
        "set_hold" => Sample::plain().body(json!({ "workflow": "no-such-workflow", "reason": "" })),
        "lift_hold" => Sample::of("id", "999999").body(json!({ "reason": "Over." })),
        "add_group" => Sample::plain().body(json!({ "handle": "Not A Handle", "title": "" })),
        "show_group" => group(),
        "change_group" => group().body(json!({ "title": "Finance" })).stale(),
        "add_member" | "remove_member" => group().and("person", "@nobody.here").stale(),
        "read_notifications" => Sample::plain().body(json!({ "up_to": 0 })),
        "make_token" => Sample::plain().body(json!({ "name": "", "scopes": [] })),
        "revoke_token" => Sample::of("id", "999999"),
        "move_clock" => Sample::plain().body(json!({ "by": "no time" })),
        _ => return of_runs(operation, about.run.clone()).or_else(|| of_machines(operation)),
    })
}

fn of_runs(operation: &str, run: String) -> Option<Sample> {
    Some(match operation {
        "show_run" | "show_timeline" | "show_parts" | "show_evidence" | "preview_move" | "preview_cancel" => {
            Sample::of("id", run)
        }
        "comment_on_run" => Sample::of("id", run).body(json!({ "text": "" })),
        "add_item" => Sample::of("id", run).body(json!({ "step": "none" })),
        "cancel_run" => Sample::of("id", run).body(json!({ "reason": "" })),
        "move_run" => Sample::of("id", run).body(json!({ "version": 999 })),
        "retry_exception" => Sample::of("id", format!("{run}!1")).body(json!({})),
        "resolve_exception" => Sample::of("id", format!("{run}!1")).body(json!({ "how": "skip" })),
        _ => return None,
    })
}

fn onboarding() -> Sample {
    Sample::of("id", "employee-onboarding")
}

/// An event with a key that is too long.
fn too_long() -> Sample {
    Sample::of("name", "nobody-listens").body(json!({ "key": "k".repeat(201) }))
}

fn expressions(operation: &str) -> Sample {
    Sample::plain().body(match operation {
        "check_expression" => json!({ "text": "1 +" }),
        "complete_expression" => json!({ "expression": { "text": "no" }, "at": 2 }),
        "evaluate_expression" => json!({ "expression": { "text": "1 + 1" } }),
        _ => json!({ "source": "workflow: x", "path": "/none" }),
    })
}

/// Who asks: the columns.
async fn columns(site: &Site) -> Vec<(&'static str, Client)> {
    let admin = site.sign_in("@ines.weber").await;
    let mut columns = vec![("nobody", site.nobody())];
    for (name, person) in [
        ("administrator", "@ines.weber"),
        ("designer", "@nora.lindqvist"),
        ("party", "@ana.diaz"),
        ("member", "@kofi.mensah"),
        ("auditor", "@alan.whitfield"),
    ] {
        columns.push((name, site.sign_in(person).await));
    }
    for scope in ["read", "work", "design", "jobs", "admin"] {
        let made = admin.post("/tokens", json!({ "name": scope, "scopes": [scope] })).await.ok(201);
        columns.push((scope, site.with_token(made["secret"].as_str().expect("a secret"))));
    }
    columns
}

async fn cell(site: &Site, column: &str, client: &Client, method: &str, path: &str, sample: &Sample) -> String {
    // Signing out ends the session that asks, so it gets one of its own.
    let ends = method == "DELETE"
        && path == "/session"
        && !matches!(column, "nobody" | "read" | "work" | "design" | "jobs" | "admin");
    let fresh = if ends { Some(site.sign_in("@ana.diaz").await) } else { None };
    let client = fresh.as_ref().unwrap_or(client);
    let body = sample.body.as_ref().map(|body| body.to_string().into_bytes()).unwrap_or_default();
    let mut headers: Vec<(&str, &str)> = sample.headers.clone();
    // Everybody guesses from an address of their own, so that no cell is slowed by another.
    let from = format!("10.0.0.{}", column.len() * 8 + usize::from(column.as_bytes()[0]) % 8);
    headers.push(("x-forwarded-for", &from));
    if !body.is_empty() {
        headers.push(("content-type", "application/json"));
    }
    if path == "/events" {
        let answer = client.open(method, path, &headers, body).await;
        return answer.status().as_u16().to_string();
    }
    let reply = client.raw(method, path, &headers, body).await;
    if reply.status < 400 { reply.status.to_string() } else { format!("{} {}", reply.status, reply.code()) }
}

#[tokio::test]
async fn every_operation_answers_every_role_as_the_table_says() {
    let site = Site::example().await;
    let about = about(&site).await;
    let columns = columns(&site).await;
    let document = baton_server::openapi();
    let mut shown = String::new();
    let mut uncovered = Vec::new();
    for (name, method, pattern) in operations(&document) {
        let Some(sample) = sample(name, &about) else {
            uncovered.push(name);
            continue;
        };
        let mut path = pattern.trim_start_matches("/api/v1").to_owned();
        for (name, value) in &sample.path {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        path.push_str(sample.query);
        writeln!(shown, "{name}: {} {pattern}", method.to_uppercase()).expect("text");
        for (column, client) in &columns {
            let cell = cell(&site, column, client, &method.to_uppercase(), &path, &sample).await;
            assert!(!cell.starts_with('5'), "{name} as {column}: {cell}");
            writeln!(shown, "    {column:<14} {cell}").expect("text");
        }
    }
    assert_eq!(uncovered, Vec::<&str>::new(), "operations without a sample request");
    insta::with_settings!({ snapshot_path => ".", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("authz_matrix", shown);
    });
}

/// An open task of Ana's manager in a run of Ana's with a file, which the member has no part in.
async fn about(site: &Site) -> About {
    let ana = site.sign_in("@ana.diaz").await;
    let file = ana.raw("POST", "/files", &[("x-filename", "quote.pdf")], b"%PDF-1.7 quote".to_vec()).await.ok(201);
    let file = file["id"].as_str().expect("an id").to_owned();
    let values = json!({
        "item": "Standing desk", "vendor": "Deskwerk", "amount": 1640, "department": "Engineering", "reason": "My back.",
        "quote": file
    });
    let run = ana.post("/workflows/purchase-approval/runs", json!({ "values": values })).await.ok(201);
    let run = run["key"].as_str().expect("a key").to_owned();
    let miriam = site.sign_in("@miriam.sato").await;
    let tasks = miriam.get("/tasks?view=mine&limit=200").await.ok(200);
    let task = tasks["items"].as_array().expect("tasks").iter().find(|task| task["run"] == run.as_str());
    let task = task.expect("the manager's task")["id"].as_str().expect("an id").to_owned();
    About { run, task, file }
}

#[tokio::test]
async fn an_auditor_reads_all_and_changes_nothing() {
    let site = Site::example().await;
    let auditor = site.sign_in("@alan.whitfield").await;
    let runs = auditor.get("/runs?limit=200").await.ok(200);
    for run in runs["items"].as_array().expect("runs") {
        let path = format!("/runs/{}", run["id"].as_str().expect("a key"));
        assert_eq!(auditor.get(&path).await.status, 200, "{path}");
    }
    let start = auditor.post("/workflows/purchase-approval/runs", json!({})).await;
    start.refused(403, "access.not_allowed");
}
