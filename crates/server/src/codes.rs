//! The server's own codes, and all tables together in which a code is looked up.

use baton_feel::codes::Code;

/// Something inside went wrong. Not a fault of the caller.
pub const INTERNAL: Code = Code {
    code: "server.internal",
    status: 500,
    sentence: "Something inside Baton went wrong",
    remedy: "Try again; if it stays, give the request's id to whoever runs this server",
    example: "A defect, or a disk that cannot be read.",
};

/// The codes of what is asked over HTTP.
pub const CODES: &[Code] = &[
    INTERNAL,
    Code {
        code: "request.not_found",
        status: 404,
        sentence: "There is nothing here that you may see",
        remedy: "Check the address; what you may not see looks as if it were not there",
        example: "GET /api/v1/runs/PUR-999999",
    },
    Code {
        code: "request.no_such_route",
        status: 404,
        sentence: "The API has no such address: {path}",
        remedy: "See /api for what there is",
        example: "GET /api/v1/taks",
    },
    Code {
        code: "request.method_not_allowed",
        status: 405,
        sentence: "This address does not take the method {method}",
        remedy: "See /api for what it takes",
        example: "DELETE /api/v1/tasks",
    },
    Code {
        code: "request.not_json",
        status: 400,
        sentence: "What was sent is not JSON: {reason}",
        remedy: "Mend it at the line and column given in faults",
        example: "POST /api/v1/check with the body {\"source\": }",
    },
    Code {
        code: "request.not_json_type",
        status: 415,
        sentence: "The body is not said to be JSON, but {type}",
        remedy: "Send the header Content-Type: application/json",
        example: "POST /api/v1/session with Content-Type: text/plain",
    },
    Code {
        code: "request.wrong_body",
        status: 422,
        sentence: "What was sent does not have the form that is expected here",
        remedy: "See the faults; /api describes each body",
        example: "POST /api/v1/tokens with {\"nam\": \"ci\"}",
    },
    Code {
        code: "request.unknown_field",
        status: 422,
        sentence: "There is no field of this name here: {field}",
        remedy: "Did you mean {suggestion}?",
        example: "POST /api/v1/tokens with {\"nam\": \"ci\"}",
    },
    Code {
        code: "request.unknown_field_far",
        status: 422,
        sentence: "There is no field of this name here: {field}",
        remedy: "Use one of: {known}",
        example: "POST /api/v1/tokens with {\"colour\": \"red\"}",
    },
    Code {
        code: "request.missing_field",
        status: 422,
        sentence: "A field is missing: {field}",
        remedy: "Send it",
        example: "POST /api/v1/tokens with {}",
    },
    Code {
        code: "request.wrong_value",
        status: 422,
        sentence: "This value does not fit here: {reason}",
        remedy: "Send a value of the kind that is expected",
        example: "POST /api/v1/tokens with {\"name\": 3}",
    },
    Code {
        code: "request.wrong_query",
        status: 400,
        sentence: "The part of the address after ? is not understood: {reason}",
        remedy: "See /api for what can stand there",
        example: "GET /api/v1/tasks?limit=many",
    },
    Code {
        code: "request.wrong_path",
        status: 400,
        sentence: "The address is not understood: {reason}",
        remedy: "Check the address",
        example: "GET /api/v1/runs/%ff",
    },
    Code {
        code: "request.wrong_cursor",
        status: 400,
        sentence: "This cursor does not come from this list",
        remedy: "Begin again without a cursor",
        example: "GET /api/v1/tasks?cursor=abc",
    },
    Code {
        code: "request.wrong_header",
        status: 400,
        sentence: "This header is not understood: {header}",
        remedy: "See /api for what it should hold",
        example: "If-Match: 7 (a revision stands in quotes: \"7\")",
    },
    Code {
        code: "request.body_too_large",
        status: 413,
        sentence: "What was sent is larger than {limit}",
        remedy: "Send less; a long text belongs in a file",
        example: "A body of 3 MB.",
    },
    Code {
        code: "request.too_slow",
        status: 408,
        sentence: "The request took longer than {seconds} seconds",
        remedy: "Try again; a command that was not answered may have been done, so send the same Idempotency-Key",
        example: "An upload over a line that stalls.",
    },
    Code {
        code: "request.wrong_host",
        status: 421,
        sentence: "This server does not answer to the name {host}",
        remedy: "Use the address that it printed at its start, or set public_url",
        example: "A page elsewhere whose name leads to this machine.",
    },
    Code {
        code: "request.cross_site",
        status: 403,
        sentence: "A change with a cookie must come from Baton's own pages",
        remedy: "Send the header Baton-CSRF: 1 from the same origin, or use a token",
        example: "POST /api/v1/session without Baton-CSRF: 1",
    },
    Code {
        code: "request.precondition_required",
        status: 428,
        sentence: "A change of this needs the revision that was read",
        remedy: "Read it first, and send its ETag as If-Match (If-None-Match: * for a new one)",
        example: "PUT /api/v1/workflows/purchase-approval/draft without If-Match",
    },
    Code {
        code: "request.stale",
        status: 412,
        sentence: "Somebody changed this meanwhile; it is now at revision {rev}",
        remedy: "Read it again, and make your change to what it is now",
        example: "PATCH /api/v1/people/@ana.diaz with an If-Match of last week",
    },
    Code {
        code: "access.sign_in_needed",
        status: 401,
        sentence: "Nobody is signed in",
        remedy: "Sign in, or send a token: Authorization: Bearer bt_…",
        example: "GET /api/v1/tasks",
    },
    Code {
        code: "access.wrong_credentials",
        status: 401,
        sentence: "Name and password do not go together",
        remedy: "Check both; an administrator can send you a link to set a new password",
        example: "POST /api/v1/session with a wrong password",
    },
    Code {
        code: "access.too_many_attempts",
        status: 429,
        sentence: "Too many attempts; the next is taken in {seconds} seconds",
        remedy: "Wait, then try again",
        example: "Five wrong passwords in a row.",
    },
    Code {
        code: "access.not_allowed",
        status: 403,
        sentence: "You may not do this: {operation}",
        remedy: "Ask somebody who may; the roles are explained under People",
        example: "POST /api/v1/people as a member",
    },
    Code {
        code: "access.scope_missing",
        status: 403,
        sentence: "This token does not reach that far; it lacks the scope {scope}",
        remedy: "Make a token with that scope",
        example: "POST /api/v1/tasks/PUR-1.1/claim with a token for reading",
    },
    Code {
        code: "access.session_only",
        status: 403,
        sentence: "This is done by a signed-in person, not with a token",
        remedy: "Sign in with a password",
        example: "POST /api/v1/tokens with a token",
    },
    Code {
        code: "access.link_used",
        status: 410,
        sentence: "This link was used or is too old",
        remedy: "Ask an administrator for a new one; while there is no administrator, starting the server prints one",
        example: "POST /api/v1/setup with yesterday's token",
    },
    Code {
        code: "access.password_weak",
        status: 422,
        sentence: "A password has {least} to {most} characters",
        remedy: "Take a longer one: four words are easy to keep in mind",
        example: "POST /api/v1/setup with the password \"secret\"",
    },
    Code {
        code: "access.password_wrong",
        status: 422,
        sentence: "The old password is another",
        remedy: "Type the old one again",
        example: "PUT /api/v1/me/password",
    },
    Code {
        code: "rehearsal.not_here",
        status: 409,
        sentence: "This is a real workspace; its clock stands to no one's command",
        remedy: "Try it in a rehearsal: baton serve --rehearsal",
        example: "POST /api/v1/rehearsal/clock in a real workspace",
    },
    Code {
        code: "server.busy",
        status: 503,
        sentence: "More is asked than can be answered now",
        remedy: "Try again in {seconds} seconds, with the same Idempotency-Key",
        example: "A queue that is full.",
    },
    Code {
        code: "server.stopping",
        status: 503,
        sentence: "The server is stopping",
        remedy: "Try again in a few seconds, with the same Idempotency-Key",
        example: "A restart.",
    },
];

/// All tables, the server's last. A code stands in one of them.
pub fn tables() -> Vec<&'static [Code]> {
    vec![
        baton_feel::codes::CODES,
        baton_model::codes::CODES,
        baton_people::codes::CODES,
        baton_engine::codes::CODES,
        baton_store::codes::CODES,
        CODES,
    ]
}

/// Every code, in the order of its name.
pub fn all() -> Vec<&'static Code> {
    let mut all: Vec<&'static Code> = tables().into_iter().flatten().collect();
    all.sort_by_key(|code| code.code);
    all
}

/// The code of that name.
pub fn find(name: &str) -> Option<&'static Code> {
    tables().into_iter().flatten().find(|code| code.code == name)
}
