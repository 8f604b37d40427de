//! The codes of steps that reach outside and cannot: messages, requests and jobs.

use baton_feel::codes::Code;

/// Why a message or a job does not leave.
pub const OUTSIDE: &[Code] = &[
    Code {
        code: "step.attachment_gone",
        status: 409,
        sentence: "A file that is to go with the message is not there any more: {fields}",
        remedy: "Supply another file, or skip the message.",
        example: "The contract of somebody who was erased is to be sent.",
    },
    Code {
        code: "step.attachments_too_large",
        status: 409,
        sentence: "The files that are to go with the message are more than 15 MB together: {fields}",
        remedy: "Supply smaller files, or skip the message and send a link to the run instead.",
        example: "Four photographs of 5 MB.",
    },
    Code {
        code: "step.no_timeout",
        status: 409,
        sentence: "It is not known how long a try may take: {why}",
        remedy: "Give the value that is missing, more than nothing, and retry, or skip the step.",
        example: "A `timeout` of a duration that nobody filled in.",
    },
];
