//! The runtime's own codes, and all tables below it together.

use baton_feel::codes::Code;
use serde_json::{Map, Value};

/// The runtime's codes.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    code("request.not_found", 404, "There is no {what} that you may see: {id}",
        "Check the address; what you may not see looks as if it were not there.", "GET /api/v1/runs/PUR-999999"),
    code("request.stale", 412, "Somebody changed this meanwhile; it is now at revision {rev}",
        "Read it again, and make your change to what it is now.", "PATCH /api/v1/people/@ana.diaz with an old If-Match"),
    code("request.precondition_required", 428, "A change of this needs the revision that was read",
        "Read it first, and send its ETag as If-Match (If-None-Match: * for a new one).", "PUT /api/v1/workflows/purchase-approval/draft without If-Match"),
    code("request.key_used", 422, "Another request was sent under this Idempotency-Key",
        "Take a new key for a new request.", "Two different starts under one key."),
    code("publish.id_taken", 409, "This id is taken by a definition of another kind: {id}",
        "Give it another id: workflows and decisions share one namespace.", "Publishing a decision called purchase-approval"),
    code("decision.not_triable", 422, "The decision cannot be tried out, because {count} things are wrong in its text",
        "Mend what is named below and try again.", "Trying out a text that uses a decision that was never published"),
    code("request.wrong_cursor", 400, "This cursor does not come from this list",
        "Begin again without a cursor.", "GET /api/v1/tasks?cursor=abc"),
    code("request.wrong_body", 422, "What was sent does not have the form that is expected here",
        "See the faults; /api describes each body.", "POST /api/v1/tokens with {\"nam\": \"ci\"}"),
    code("request.wrong_value", 422, "This value does not fit here: {reason}",
        "Send a value of the kind that is expected.", "POST /api/v1/people with the role \"boss\""),
    code("access.sign_in_needed", 401, "Nobody is signed in",
        "Sign in, or send a token: Authorization: Bearer bt_….", "GET /api/v1/tasks"),
    code("access.not_allowed", 403, "You may not do this: {operation}",
        "Ask somebody who may; the roles are explained under People.", "POST /api/v1/people as a member"),
    code("access.scope_missing", 403, "This token does not reach that far; it lacks the scope {scope}",
        "Make a token with that scope.", "POST /api/v1/tasks/PUR-1.1/claim with a token for reading"),
    code("access.session_only", 403, "This is done by a signed-in person, not with a token",
        "Sign in with a password.", "POST /api/v1/tokens with a token"),
    code("access.link_used", 410, "This link was used or is too old",
        "Ask an administrator for a new one; while there is no administrator, starting the server prints one.", "POST /api/v1/setup with yesterday's token"),
    code("access.password_wrong", 422, "The old password is another",
        "Type the old one again.", "PUT /api/v1/me/password"),
    code("access.name_wrong", 422, "A name has 1 to 100 characters",
        "Give it another name.", "POST /api/v1/tokens with an empty name"),
    code("access.zone_unknown", 422, "There is no time zone of this name: {zone}",
        "Use an IANA name, such as Europe/Berlin.", "zone = \"Mars/Olympus\" in baton.toml"),
    code("access.scopes_missing", 422, "A token needs a scope",
        "Send at least one of read, work, design, jobs, admin.", "POST /api/v1/tokens with no scopes"),
    code("access.expires_past", 422, "A token ends in the future, not at {expires}",
        "Send a later time, or none.", "POST /api/v1/tokens with yesterday's date"),
    code("access.too_many_tokens", 422, "A person has at most 50 tokens",
        "End one that is not used any more.", "POST /api/v1/tokens for the 51st time"),
    code("secret.wrong", 422, "A secret has a name of small letters, digits and _ that begins with a letter, and a value of 1 to 10,000 characters",
        "Send such a name, at most 64 characters long, and a value.", "PUT /api/v1/secrets/Deploy-Token"),
    code("webhook.not_signed", 401, "This call is not signed as it must be",
        "Sign it with the webhook's secret: webhook-id, webhook-timestamp and webhook-signature, or x-hub-signature-256.", "POST /api/v1/webhooks/model-deployment/model-trained without a signature"),
    code("webhook.too_old", 401, "This call was signed more than five minutes ago, or is from the future",
        "Sign it when it is sent, and set the sender's clock.", "A call that was recorded and is sent again an hour later"),
    code("webhook.no_secret", 409, "The secret that signs this webhook's calls is not set: {secret}",
        "An administrator sets it under Secrets.", "A webhook of a workflow that was just published"),
    code("webhook.no_json", 422, "What was sent is not JSON",
        "Send a JSON body.", "POST /api/v1/webhooks/model-deployment/model-trained with a form"),
    code("secret.too_many", 409, "There are at most 1,000 secrets",
        "Drop those that are not used any more.", "PUT /api/v1/secrets/one_more for the 1,001st time"),
    code("hold.too_many", 409, "There are at most 10,000 holds",
        "Lift those that are not needed any more, or hold a whole workflow.", "POST /api/v1/holds for the 10,001st time"),
    code("hold.reason_missing", 422, "A reason of 1 to 2,000 characters is needed",
        "Say why: whoever looks at it years later wants to know.", "POST /api/v1/holds without a reason"),
    code("event.not_taken", 422, "An event needs a name of 1 to {chars} characters; its key and id are no longer than that, and what it says is at most {bytes} bytes long",
        "Shorten it; put what is large into a file and send where it is.", "POST /api/v1/events/paid with a key of 5,000 characters"),
    code("rehearsal.not_here", 409, "This is a real workspace; its clock stands to no one's command",
        "Try it in a rehearsal: baton serve --rehearsal.", "POST /api/v1/rehearsal/clock in a real workspace"),
    code("rehearsal.move_wrong", 422, "The clock goes forward only, at most ten years at once; it is {now}",
        "Send a later time.", "POST /api/v1/rehearsal/clock with yesterday's date"),
    code("expression.unreadable", 422, "This expression cannot be read:\n{reason}",
        "Mend what is marked; POST /api/v1/expressions/check tells all that is wrong.",
        "POST /api/v1/expressions/evaluate with the text 1 +"),
    code("workflow.not_published", 409, "This workflow has no published version: {workflow}",
        "Publish its draft first.", "Starting a run of a draft."),
    code("workflow.no_such_start", 422, "This workflow has no such start: {start}",
        "Use one of: {known}.", "POST /api/v1/workflows/purchase-approval/runs with {\"start\": \"x\"}"),
    code("workflow.not_publishable", 422, "This cannot be published: {count} faults",
        "Mend what the faults name.", "Publishing a draft with errors."),
    code("workflow.id_differs", 422, "The text is of another workflow: {id}",
        "Save it under its own id, or write this one's into it.", "PUT /api/v1/workflows/a/draft with the text of b"),
    code("workflow.id_impossible", 422, "No workflow can have this id: {id}",
        "An id is lower case letters, digits and -, at most 60.", "PUT /api/v1/workflows/My%20Workflow/draft"),
    code("workflow.no_draft", 404, "There is no draft of this workflow: {workflow}",
        "Save one first.", "POST /api/v1/workflows/purchase-approval/publish"),
    code("publish.note_missing", 422, "A version is published with a note",
        "Say in a sentence what changed and why; it stands beside the version for ever.",
        "POST /api/v1/workflows/purchase-approval/publish with an empty note"),
    code("bin.full", 409, "The bin holds as many designs as it can",
        "Restore what is still needed; what is there goes by itself after 30 days.", "Throwing the 10,001st draft away"),
    code("bin.id_taken", 409, "A published design in the bin has this id: {id}",
        "Restore it from the bin, or take another id; it is free again when the bin is emptied of it, at {until}.",
        "PUT /api/v1/workflows/holiday/draft, a day after the workflow of that id was put into the bin"),
    code("bin.has_runs", 409, "This has had runs, and they keep what they began with: {id}",
        "It stays; publish a version whose starts nobody may use, if no more runs are to begin.",
        "DELETE /api/v1/workflows/purchase-approval"),
    code("bin.in_use", 409, "{id} is used by others: {by}",
        "Publish those without it first.", "DELETE /api/v1/decisions/check-level while a workflow asks it"),
    code("bin.draft_there", 409, "There is a draft of this already: {id}",
        "Look at both, then send the draft's revision as rev: it goes into the bin, and nothing is lost.",
        "POST /api/v1/workflows/purchase-approval/versions/v1/restore while somebody writes"),
    code("bin.whole_first", 409, "The workflow of this draft is in the bin too: {id}",
        "Restore the workflow first.", "Restoring a draft whose workflow was thrown away after it"),
    code("publish.unknown_group", 422, "There is no such group or person: {name}",
        "Make the group under People, or use another one.", "group: purchasing"),
    code("publish.nobody_can", 422, "Nobody could have the role {role}: of {group} {why}",
        "Put somebody into the group under People, give somebody the skill, or write an else: to the role.",
        "group: finance, where finance has no members"),
    code("publish.key_taken", 422, "Another workflow has this key: {key}",
        "Choose other letters.", "key: PUR in two workflows"),
    code("file.too_large", 413, "A file has at most {limit}", "Send a smaller one.", "An upload of 200 MB."),
    code("file.too_many", 429, "Files that nobody has sent anything with yet may have {limit} together",
        "Send the forms they are for, or wait a day: they are removed then.", "Many large uploads without a form that is sent."),
    code("backup.folder_not_empty", 409, "There is something in this folder already: {folder}",
        "Name a folder that is empty or not there yet; nothing is ever written over.", "baton backup /backups/monday, a second time"),
    code("backup.not_one", 422, "This is no backup, or one that was not finished: {why}",
        "Name the folder that `baton backup` made; one that was cut off while it was made cannot be used.", "baton restore /backups, with the backup in /backups/monday"),
    code("backup.damaged", 422, "The backup is damaged: {why}",
        "Fetch it anew from where it is kept, or use another one. Nothing was restored.", "A byte of baton.db changed while the backup was copied."),
    code("backup.keys_missing", 422, "The keys do not belong to this backup: {why}",
        "Name the folder with the keys of the same backup, or of a later one of the same workspace, with --keys.", "baton restore /backups/monday, whose keys are kept elsewhere"),
    code("backup.not_verified", 422, "The history in the backup does not verify: {why}",
        "Use another backup, and find out what happened to the workspace before this one was made. Nothing was restored.", "A backup of a workspace whose entries somebody had changed."),
    code("backup.restore_unfinished", 409, "A restore into this folder was not finished: {folder}",
        "Empty the folder and restore again.", "The machine was switched off during `baton restore`."),
    code("server.internal", 500, "Something inside Baton went wrong",
        "Try again; if it stays, give the request's id to whoever runs this server.", "A defect, or a disk that cannot be read."),
    code("server.busy", 503, "More is asked than can be answered now",
        "Try again in {seconds} seconds, with the same Idempotency-Key.", "A queue that is full."),
    code("server.stopping", 503, "The server is stopping",
        "Try again in a few seconds, with the same Idempotency-Key.", "A restart."),
];

const fn code(
    code: &'static str,
    status: u16,
    sentence: &'static str,
    remedy: &'static str,
    example: &'static str,
) -> Code {
    Code { code, status, sentence, remedy, example }
}

/// All tables, from the ground up.
pub fn tables() -> Vec<&'static [Code]> {
    vec![
        baton_feel::codes::CODES,
        baton_model::codes::CODES,
        baton_people::codes::CODES,
        baton_engine::codes::CODES,
        baton_store::codes::CODES,
        baton_store::verify::CODES,
        CODES,
    ]
}

/// The code of that name.
pub fn find(name: &str) -> Option<&'static Code> {
    tables().into_iter().flatten().find(|code| code.code == name)
}

/// The sentence with its values in place.
pub fn fill(sentence: &str, params: &Map<String, Value>) -> String {
    params.iter().fold(sentence.to_owned(), |text, (name, value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text.replace(&format!("{{{name}}}"), &value)
    })
}
