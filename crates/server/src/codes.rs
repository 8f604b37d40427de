//! The server's own codes, and all tables together in which a code is looked up.

use baton_feel::codes::Code;

/// Something inside went wrong. Not a fault of the caller.
pub const INTERNAL: &str = "server.internal";

/// The codes of what is asked over HTTP.
pub const CODES: &[Code] = &[
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
        code: "form.too_often",
        status: 429,
        sentence: "This form is asked for too often; it goes on in {seconds} seconds",
        remedy: "Wait, then try again; what was filled in stays",
        example: "A program that sends a public form twenty-one times in a row.",
    },
    Code {
        code: "access.password_weak",
        status: 422,
        sentence: "A password has {least} to {most} characters",
        remedy: "Take a longer one: four words are easy to keep in mind",
        example: "POST /api/v1/setup with the password \"secret\"",
    },
];

/// All tables, the server's last. A code stands in one of them.
pub fn tables() -> Vec<&'static [Code]> {
    let mut tables = baton_runtime::codes::tables();
    tables.push(CODES);
    tables
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
