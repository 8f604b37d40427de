//! The codes of runs that have begun and wait for their owner before their first step.

use baton_feel::codes::Code;

/// Why a run that has begun does not go on.
pub const STARTS: &[Code] = &[
    Code {
        code: "start.values_missing",
        status: 409,
        sentence: "What began this run did not say this, or not as it is needed: {fields}",
        remedy: "Look at what came and supply the values; the run goes on then. Or cancel it.",
        example: "An event begins a run and lacks a value that the first step needs.",
    },
    Code {
        code: "start.refused",
        status: 409,
        sentence: "What begins this run was refused ({refused}); nothing was taken from it",
        remedy: "Look at what came, supply the values, and it goes on without it. Or cancel the run.",
        example: "An expression of a start takes too long for what an event says.",
    },
    Code {
        code: "start.chain_too_long",
        status: 409,
        sentence: "Runs begin one another without end: more than {max}, with nobody in between",
        remedy: "Look for a circle of workflows that start after each other. Retry to let this one go on, or cancel it.",
        example: "Two workflows start whenever the other one ends.",
    },
];
