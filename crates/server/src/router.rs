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
    bin, check, decision, event, exception, expression, file, form, group, hold, invitation, job, me, notification,
    people, rehearsal, retention, run, secret, service, session, setup, start, table, task, token, webhook, workflow,
};
use crate::app::App;
use crate::describe::{Described, Description};
#[allow(clippy::enum_glob_use, reason = "the table reads as a table")]
use baton_runtime::permissions::Operation::{self, *};

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
        get("/session", "show_session", OwnAccount, "Who is signed in, and what they may do", session::show::handle),
        post("/session", "sign_in", Open, "Sign in", session::create::handle),
        delete("/session", "sign_out", SettleAccount, "Sign out", session::delete::handle),
        get("/sessions", "list_sessions", OwnAccount, "Where one is signed in", session::list::handle),
        delete("/sessions/{id}", "revoke_session", SettleAccount, "Sign out elsewhere", session::revoke::handle),
        post("/setup", "set_up", Open, "Make the first administrator", setup::create::handle),
        post("/invitation", "accept_invitation", Open, "Set a password by a link", invitation::accept::handle),
        patch("/me", "change_me", SettleAccount, "Change one's own settings", me::change::handle),
        put("/me/password", "change_password", OwnPassword, "Change one's password", me::password::handle),

        get("/tasks", "list_tasks", ListTask, "One view of one's tasks", task::list::handle),
        get("/tasks/counts", "count_tasks", ListTask, "How many tasks each view holds", task::counts::handle),
        get("/tasks/{id}", "show_task", ReadTask, "A task with its form", task::show::handle),
        put("/tasks/{id}/draft", "save_task_draft", DoTask, "Keep what is filled in so far", task::draft::handle),
        post("/tasks/{id}/open", "open_task", DoTask, "Take over what was handed over", task::open::handle),
        post("/tasks/{id}/accept", "accept_task", DoTask, "Take what was handed over as it is", task::accept::handle),
        post("/tasks/{id}/hand-back", "hand_back_task", DoTask, "Give back what is not ready", task::hand_back::handle),
        post("/tasks/{id}/claim", "claim_task", DoTask, "Take a task that is offered", task::claim::handle),
        post("/tasks/{id}/release", "release_task", DoTask, "Give a claimed task back", task::release::handle),
        post("/tasks/{id}/complete", "complete_task", DoTask, "Decide or finish a task", task::complete::handle),
        post("/tasks/{id}/reassign", "reassign_task", ReassignTask, "Give a task to somebody else", task::reassign::handle),
        post("/tasks/{id}/comments", "comment_on_task", CommentRun, "Say something about a task", task::comment::handle),

        get("/starts", "list_starts", ListStart, "What one can start", start::list::handle),
        get("/starts/{workflow}/{start}", "show_start", ListStart, "A start's form", start::show::handle),
        put("/starts/{workflow}/{start}/draft", "save_start_draft", StartRun, "Keep what is filled in so far", start::draft::handle),

        get("/runs", "list_runs", ListRun, "Runs, newest first", run::list::handle),
        get("/runs/{id}", "show_run", ReadRun, "A run: where it stands and what happened", run::show::handle),
        get("/runs/{id}/timeline", "show_timeline", ReadRun, "What happened in a run, part by part", run::timeline::handle),
        get("/runs/{id}/parts", "show_parts", ReadRun, "The runs under a run, and what it is heading for", run::parts::handle),
        post("/runs/{id}/comments", "comment_on_run", CommentRun, "Say something about a run", run::comment::handle),
        post("/runs/{id}/items", "add_item", DoTask, "Add an item to what is done for each of several", run::add_item::handle),
        get("/runs/{id}/cancel", "preview_cancel", CancelRun, "What would come of cancelling a run", run::cancel::preview),
        post("/runs/{id}/cancel", "cancel_run", CancelRun, "End a run without an outcome", run::cancel::handle),
        get("/runs/{id}/moves", "preview_move", MoveRun, "Where a run can be moved, and what comes of it", run::moves::handle),
        post("/runs/{id}/move", "move_run", MoveRun, "Move a run to another version or step", run::move_run::handle),
        get("/runs/{id}/evidence", "show_evidence", ReadEvidence, "A run's evidence, verifiable alone", run::evidence::handle),
        get("/exceptions", "list_exceptions", ListException, "What waits for help", exception::list::handle),
        post("/exceptions/{id}/retry", "retry_exception", ResolveException, "Try it again", exception::retry::handle),
        post("/exceptions/{id}/resolve", "resolve_exception", ResolveException, "Help it on", exception::resolve::handle),

        post("/webhooks/{workflow}/{name}", "call_webhook", Open, "Begin a run as another system, by a signed call", webhook::call::handle),
        get("/forms/{workflow}", "show_public_form", FillForm, "A form that is open to anybody", form::show::handle),
        post("/forms/{workflow}/state", "fill_public_form", FillForm, "What follows from what is filled in so far", form::fill::handle),
        post("/forms/{workflow}/runs", "send_public_form", FillForm, "Begin a run without an account", form::send::handle),
        get("/landscape", "show_landscape", ReadWorkflow, "Which workflow starts or feeds which", workflow::landscape::handle),
        get("/workflows", "list_workflows", ReadWorkflow, "All workflows", workflow::list::handle),
        get("/workflows/{id}", "show_workflow", ReadWorkflow, "A workflow with its versions", workflow::show::handle),
        post("/workflows/{id}/runs", "start_run", StartRun, "Start a run", run::start::handle),
        get("/workflows/{id}/versions", "list_versions", ReadWorkflow, "Its published versions", workflow::versions::handle),
        get("/workflows/{id}/versions/{version}", "show_version", ReadWorkflow, "A published version", workflow::version::handle),
        get("/workflows/{id}/versions/{version}/source", "show_source", ReadWorkflow, "Its text, as published", workflow::source::handle),
        post("/workflows/{id}/versions/{version}/restore", "restore_version", ChangeDraft, "Make an earlier version the draft", workflow::restore::handle),
        delete("/workflows/{id}", "bin_workflow", PublishWorkflow, "Put a workflow without runs into the bin", workflow::bin::handle),
        get("/workflows/{id}/diff", "compare_versions", ReadWorkflow, "What became different", workflow::diff::handle),
        get("/workflows/{id}/draft", "show_draft", ReadDraft, "The draft, checked", workflow::draft_show::handle),
        put("/workflows/{id}/draft", "save_draft", ChangeDraft, "Save the draft", workflow::draft_save::handle),
        delete("/workflows/{id}/draft", "discard_draft", ChangeDraft, "Throw the draft away", workflow::draft_discard::handle),
        get("/workflows/{id}/moves", "list_moves", PublishWorkflow, "Which runs can move to a version", workflow::moves::handle),
        get("/workflows/{id}/other-ways", "list_other_ways", PublishWorkflow, "Which finished runs would have gone another way", workflow::other_ways::handle),
        post("/workflows/{id}/publish", "publish_workflow", PublishWorkflow, "Publish the draft", workflow::publish::handle),

        get("/decisions", "list_decisions", ReadWorkflow, "All shared decisions", decision::list::handle),
        get("/decisions/{id}", "show_decision", ReadWorkflow, "A decision with its versions", decision::show::handle),
        post("/decisions/{id}/try", "try_decision", CheckDefinition, "Decide on made-up inputs", decision::try_out::handle),
        get("/decisions/{id}/versions/{version}", "show_decision_version", ReadWorkflow, "A published version", workflow::version::handle),
        get("/decisions/{id}/draft", "show_decision_draft", ReadDraft, "The draft, checked", workflow::draft_show::handle),
        put("/decisions/{id}/draft", "save_decision_draft", ChangeDraft, "Save the draft", workflow::draft_save::handle),
        delete("/decisions/{id}/draft", "discard_decision_draft", ChangeDraft, "Throw the draft away", workflow::draft_discard::handle),
        post("/decisions/{id}/versions/{version}/restore", "restore_decision_version", ChangeDraft, "Make an earlier version the draft", workflow::restore::handle),
        delete("/decisions/{id}", "bin_decision", PublishWorkflow, "Put a decision that nothing asks into the bin", workflow::bin::handle),
        post("/decisions/{id}/publish", "publish_decision", PublishWorkflow, "Publish the draft", workflow::publish::handle),
        get("/bin", "list_bin", ReadDraft, "Designs that can be restored", bin::list::handle),
        get("/bin/{id}", "show_binned", ReadDraft, "A design in the bin, with its text", bin::show::handle),
        post("/bin/{id}/restore", "restore_design", ChangeDraft, "Take a design out of the bin", bin::restore::handle),
        post("/check", "check_definition", CheckDefinition, "Check a text", check::create::handle),
        post("/expressions/check", "check_expression", TryExpression, "Check an expression", expression::check::handle),
        post("/expressions/complete", "complete_expression", TryExpression, "What may be written there", expression::complete::handle),
        post("/expressions/evaluate", "evaluate_expression", TryExpression, "Try it on sample data", expression::evaluate::handle),
        post("/tables/check", "check_table", TryExpression, "Find a table's gaps and overlaps", table::check::handle),
        post("/tables/evaluate", "evaluate_table", TryExpression, "Try a table on sample data", table::evaluate::handle),

        post("/events/{name}", "send_event", SendEvent, "Send an event to the runs that listen for it", event::send::handle),
        post("/jobs/take", "take_jobs", WorkJob, "Take jobs of some topics, or wait for one", job::take::handle),
        post("/jobs/{id}/beat", "beat_job", WorkJob, "Say that one still works on a job", job::beat::handle),
        post("/jobs/{id}/complete", "complete_job", WorkJob, "Finish a job", job::complete::handle),
        post("/jobs/{id}/fail", "fail_job", WorkJob, "Say that a job went wrong", job::fail::handle),
        get("/topics", "list_topics", ReadJob, "What there is to do for workers", job::topics::handle),

        get("/secrets", "list_secrets", ReadSecret, "The names of secrets, and who uses them", secret::list::handle),
        put("/secrets/{id}", "set_secret", ChangeSecret, "Give a secret its value", secret::set::handle),
        delete("/secrets/{id}", "drop_secret", ChangeSecret, "Take a secret out", secret::drop::handle),

        post("/files", "upload_file", UploadFile, "Upload a file", file::upload::handle),
        get("/files/{id}", "download_file", ReadFile, "Download a file", file::download::handle),

        get("/people", "list_people", ReadDirectory, "Everybody", people::list::handle),
        post("/people", "add_person", ChangeDirectory, "Take somebody in", people::add::handle),
        get("/people/{id}", "show_person", ReadDirectory, "Somebody", people::show::handle),
        patch("/people/{id}", "change_person", ChangeDirectory, "Change what is known of somebody", people::change::handle),
        post("/people/{id}/invite", "invite_person", InvitePerson, "Make a link to set a password", people::invite::handle),
        get("/people/{id}/erasure", "show_erasure", ErasePerson, "What erasing somebody would take", people::erasure::handle),
        post("/people/{id}/erase", "erase_person", ErasePerson, "Forget who somebody is, for ever", people::erase::handle),
        get("/retention", "show_retention", ReadRetention, "What retention would free now", retention::show::handle),
        get("/holds", "list_holds", ReadRetention, "Runs that are kept beyond their time", hold::list::handle),
        post("/holds", "set_hold", SetHold, "Keep runs beyond their time", hold::set::handle),
        post("/holds/{id}/lift", "lift_hold", SetHold, "Let their time count again", hold::lift::handle),
        get("/groups", "list_groups", ReadDirectory, "All groups", group::list::handle),
        post("/groups", "add_group", ChangeDirectory, "Make a group", group::add::handle),
        get("/groups/{handle}", "show_group", ReadDirectory, "A group with its members", group::show::handle),
        patch("/groups/{handle}", "change_group", ChangeDirectory, "Change how a group is shown", group::change::handle),
        put("/groups/{handle}/members/{person}", "add_member", ChangeDirectory, "Put somebody into a group", group::member_add::handle),
        delete("/groups/{handle}/members/{person}", "remove_member", ChangeDirectory, "Take somebody out", group::member_remove::handle),

        get("/notifications", "list_notifications", ReadNotification, "What one was told", notification::list::handle),
        post("/notifications/read", "read_notifications", MarkNotification, "Mark them as read", notification::read::handle),
        get("/tokens", "list_tokens", OwnAccount, "One's API tokens", token::list::handle),
        post("/tokens", "make_token", OwnToken, "Make an API token", token::make::handle),
        delete("/tokens/{id}", "revoke_token", OwnToken, "End an API token", token::revoke::handle),

        get("/rehearsal", "show_rehearsal", ReadRehearsal, "How the rehearsal stands", rehearsal::show::handle),
        post("/rehearsal/clock", "move_clock", MoveClock, "Move the rehearsal's clock forward", rehearsal::clock::handle),
        get("/rehearsal/mails", "list_mails", ReadMail, "Mails kept instead of sent", rehearsal::mails::handle),

        get("/events", "follow_events", FollowEvents, "What changes, live (server-sent events)", crate::live::handle),
        get("/health", "show_health", Open, "Whether the server is up", service::health::handle),
        get("/ready", "show_readiness", Open, "Whether the server takes work", service::ready::handle),
        get("/metrics", "show_metrics", ReadMetrics, "Figures for Prometheus", service::metrics::handle),
    ]
}

/// The operation of the route that a request reached.
#[derive(Clone, Copy)]
pub struct Mark(pub Operation);

/// All routes of the API as a service.
pub fn service() -> Router<Arc<App>> {
    let mut router = Router::new();
    for route in routes() {
        let marked = route.service.layer(axum::Extension(Mark(route.operation)));
        router = router.route(&format!("{ROUTES_BASE}{}", route.path), marked);
    }
    router
}

macro_rules! by_method {
    ($($name:ident $method:ident)*) => {$(
        fn $name<H, P, T>(path: &'static str, name: &'static str, operation: Operation, about: &'static str, handler: H) -> Route
        where
            H: Handler<T, Arc<App>> + Described<P>,
            T: 'static,
        {
            let service = on(MethodFilter::$method, handler);
            Route { method: Method::$method, path, name, operation, about, describe: H::describe, service }
        }
    )*};
}
by_method!(get GET post POST put PUT patch PATCH delete DELETE);
