//! The codes of what is refused where nobody waits for an answer: what comes from outside a run, and what a run does by itself.

use baton_feel::codes::Code;

/// What was refused, and waits for the owner.
pub const REFUSED: &[Code] = &[
    Code {
        code: "expression.over_limit",
        status: 409,
        sentence: "An expression takes more than it may, {max}: {expression}",
        remedy: "Let it look at fewer items, or compute it in several steps; or shorten what it looks at, and retry.",
        example: "A step computes something for each pair of 5,000 rows.",
    },
    Code {
        code: "form.over_limit",
        status: 409,
        sentence: "What is computed for “{where}” takes more than it may: {max}",
        remedy: "Send less, such as fewer rows. Or tell who answers for the workflow: they are shown the expression when they try the same.",
        example: "Somebody fills in a list of 5,000 rows, each of which a check compares with each.",
    },
    Code {
        code: "condition.over_limit",
        status: 409,
        sentence: "What a handler waits for takes more than it may, {max}: {expression}",
        remedy: "The step goes on without the handler meanwhile. Let it look at fewer items, or shorten what it looks at, and retry.",
        example: "A handler asks after each change whether any two of 5,000 rows are alike.",
    },
    Code {
        code: "deadline.over_limit",
        status: 409,
        sentence: "The deadline of this step takes more than it may, {max}: {expression}",
        remedy: "The step keeps the deadline it had. Let the expression look at fewer items, or shorten what it looks at, and retry.",
        example: "A step is due after the latest of 5,000 dates, compared each with each.",
    },
    Code {
        code: "event.refused",
        status: 409,
        sentence: "The event “{event}” came, and what it brings about was refused: {refused}",
        remedy: "See to what it says and retry: it is heard again, where it could be kept. Or skip it: what listens goes on listening.",
        example: "An event brings values for which its run has no more room.",
    },
    Code {
        code: "lock.grant_refused",
        status: 409,
        sentence: "It was the turn of this step to have “{lock}”, but it could not begin: {refused}",
        remedy: "See to what it says and retry: the step waits for its turn again. Others have the lock meanwhile.",
        example: "A step that waited for the crane of all runs computes values for which its run has no more room.",
    },
];
