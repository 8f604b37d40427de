//! Every route on one screen: method, path, operation, handler, what it is for.
//!
//! The operation is what `baton-runtime`'s permission table knows; each route names exactly one, and the authorisation
//! matrix calls each. A route that is not in this table does not exist: the OpenAPI document is made from it.

use std::sync::Arc;

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::api::{
    check, exception, file, group, invitation, me, notification, people, rehearsal, run, service, session, setup, start, task,
    token, workflow,
};
use crate::app::App;
use crate::describe::{Described, Description};
use crate::operation::Operation::{self, *};

/// What all API paths begin with.
pub const ROUTES_BASE: &str = "/api/v1";

/// One route.
pub struct Route {
    pub method: Method,
    /// After `/api/v1`.
    pub path: &'static str,
    /// Its name in the OpenAPI document and in the authorisation matrix.
    pub name: &'static str,
    pub operation: Operation,
    pub about: &'static str,
    pub describe: fn(&mut Description),
    pub service: MethodRouter<Arc<App>>,
}

/// All of them.
#[rustfmt::skip]
pub fn routes() -> Vec<Route> {
    vec![
        get("/sign-in", "show_sign_in", Open, "What the sign-in page shows", session::sign_in::handle),
        get("/session", "show_session", Account, "Who is signed in, and what they may do", session::show::handle),
        post("/session", "sign_in", Open, "Sign in", session::create::handle),
        delete("/session", "sign_out", Account, "Sign out", session::delete::handle),
        get("/sessions", "list_sessions", Account, "Where one is signed in", session::list::handle),
        delete("/sessions/{id}", "revoke_session", Account, "Sign out elsewhere", session::revoke::handle),
        post("/setup", "set_up", Open, "Make the first administrator", setup::create::handle),
        post("/invitation", "accept_invitation", Open, "Set a password by a link", invitation::accept::handle),
        patch("/me", "change_me", Account, "Change one's own settings", me::change::handle),
        put("/me/password", "change_password", Account, "Change one's password", me::password::handle),

        get("/tasks", "list_tasks", ReadWork, "One view of one's tasks", task::list::handle),
        get("/tasks/counts", "count_tasks", ReadWork, "How many tasks each view holds", task::counts::handle),
        get("/tasks/{id}", "show_task", ReadWork, "A task with its form", task::show::handle),
        put("/tasks/{id}/draft", "save_task_draft", DoWork, "Keep what is filled in so far", task::draft::handle),
        post("/tasks/{id}/open", "open_task", DoWork, "Take over what was handed over", task::open::handle),
        post("/tasks/{id}/claim", "claim_task", DoWork, "Take a task that is offered", task::claim::handle),
        post("/tasks/{id}/release", "release_task", DoWork, "Give a claimed task back", task::release::handle),
        post("/tasks/{id}/complete", "complete_task", DoWork, "Decide or finish a task", task::complete::handle),
        post("/tasks/{id}/reassign", "reassign_task", DoWork, "Give a task to somebody else", task::reassign::handle),
        post("/tasks/{id}/comments", "comment_on_task", DoWork, "Say something about a task", task::comment::handle),

        get("/starts", "list_starts", ReadWork, "What one can start", start::list::handle),
        get("/starts/{workflow}/{start}", "show_start", ReadWork, "A start's form", start::show::handle),
        put("/starts/{workflow}/{start}/draft", "save_start_draft", DoWork, "Keep what is filled in so far", start::draft::handle),

        get("/runs", "list_runs", ReadWork, "Runs, newest first", run::list::handle),
        get("/runs/{id}", "show_run", ReadWork, "A run: where it stands and what happened", run::show::handle),
        post("/runs/{id}/comments", "comment_on_run", DoWork, "Say something about a run", run::comment::handle),
        post("/runs/{id}/cancel", "cancel_run", DoWork, "End a run without an outcome", run::cancel::handle),
        get("/runs/{id}/evidence", "show_evidence", ReadWork, "A run's evidence, verifiable alone", run::evidence::handle),
        get("/exceptions", "list_exceptions", ReadWork, "What waits for help", exception::list::handle),
        post("/exceptions/{id}/retry", "retry_exception", DoWork, "Try it again", exception::retry::handle),
        post("/exceptions/{id}/resolve", "resolve_exception", DoWork, "Help it on", exception::resolve::handle),

        get("/workflows", "list_workflows", ReadWork, "All workflows", workflow::list::handle),
        get("/workflows/{id}", "show_workflow", ReadWork, "A workflow with its versions", workflow::show::handle),
        post("/workflows/{id}/runs", "start_run", DoWork, "Start a run", run::start::handle),
        get("/workflows/{id}/versions", "list_versions", ReadWork, "Its published versions", workflow::versions::handle),
        get("/workflows/{id}/versions/{version}", "show_version", ReadWork, "A published version", workflow::version::handle),
        get("/workflows/{id}/versions/{version}/source", "show_source", ReadWork, "Its text, as published", workflow::source::handle),
        get("/workflows/{id}/diff", "compare_versions", ReadWork, "What became different", workflow::diff::handle),
        get("/workflows/{id}/draft", "show_draft", Design, "The draft, checked", workflow::draft_show::handle),
        put("/workflows/{id}/draft", "save_draft", Design, "Save the draft", workflow::draft_save::handle),
        delete("/workflows/{id}/draft", "discard_draft", Design, "Throw the draft away", workflow::draft_discard::handle),
        post("/workflows/{id}/publish", "publish_workflow", Design, "Publish the draft", workflow::publish::handle),
        post("/check", "check_definition", ReadWork, "Check a text", check::create::handle),

        post("/files", "upload_file", DoWork, "Upload a file", file::upload::handle),
        get("/files/{id}", "download_file", ReadWork, "Download a file", file::download::handle),

        get("/people", "list_people", ReadWork, "Everybody", people::list::handle),
        post("/people", "add_person", Administer, "Take somebody in", people::add::handle),
        get("/people/{id}", "show_person", ReadWork, "Somebody", people::show::handle),
        patch("/people/{id}", "change_person", Administer, "Change what is known of somebody", people::change::handle),
        post("/people/{id}/invite", "invite_person", Administer, "Make a link to set a password", people::invite::handle),
        get("/groups", "list_groups", ReadWork, "All groups", group::list::handle),
        post("/groups", "add_group", Administer, "Make a group", group::add::handle),
        get("/groups/{handle}", "show_group", ReadWork, "A group with its members", group::show::handle),
        patch("/groups/{handle}", "change_group", Administer, "Change how a group is shown", group::change::handle),
        put("/groups/{handle}/members/{person}", "add_member", Administer, "Put somebody into a group", group::member_add::handle),
        delete("/groups/{handle}/members/{person}", "remove_member", Administer, "Take somebody out", group::member_remove::handle),

        get("/notifications", "list_notifications", Account, "What one was told", notification::list::handle),
        post("/notifications/read", "read_notifications", Account, "Mark them as read", notification::read::handle),
        get("/tokens", "list_tokens", Account, "One's API tokens", token::list::handle),
        post("/tokens", "make_token", Account, "Make an API token", token::make::handle),
        delete("/tokens/{id}", "revoke_token", Account, "End an API token", token::revoke::handle),

        get("/rehearsal", "show_rehearsal", ReadWork, "How the rehearsal stands", rehearsal::show::handle),
        post("/rehearsal/clock", "move_clock", Administer, "Move the rehearsal's clock forward", rehearsal::clock::handle),
        get("/rehearsal/mails", "list_mails", ReadWork, "Mails kept instead of sent", rehearsal::mails::handle),

        get("/events", "follow_events", ReadWork, "What changes, live (server-sent events)", crate::live::handle),
        get("/health", "show_health", Open, "Whether the server is up", service::health::handle),
        get("/ready", "show_readiness", Open, "Whether the server takes work", service::ready::handle),
        get("/metrics", "show_metrics", ReadMetrics, "Figures for Prometheus", service::metrics::handle),
    ]
}
