//! The codes of what comes from outside a run, and not from anybody who could be told that it was refused.

use baton_feel::codes::Code;

/// What was refused, and waits for the owner.
pub const REFUSED: &[Code] = &[
    Code {
        code: "event.refused",
        status: 409,
        sentence: "The event “{event}” came, and what it brings about was refused: {refused}",
        remedy: "See to what it says and retry: it is heard again. Or skip it: what listens goes on listening.",
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
