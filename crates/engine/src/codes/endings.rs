//! The codes of runs that are ending, or are not.

use baton_feel::codes::Code;

/// Why a run cannot be cancelled so.
pub const ENDINGS: &[Code] = &[
    Code {
        code: "run.ending",
        status: 409,
        sentence: "This run is ending already: {run}",
        remedy: "Wait until what is done for its end is over, or resolve the exception that holds it. Where that never comes, cancel it with `how: force`: it ends at once, and what is still done for that is given up.",
        example: "A run that is cancelled is undoing what was done, and somebody cancels it again.",
    },
    Code {
        code: "run.not_ending",
        status: 409,
        sentence: "This run is not ending, so that there is nothing to give up: {run}",
        remedy: "Cancel it first, with or without undoing what was done. `how: force` is for a run of which the end does not come.",
        example: "A run in which people are at work is cancelled with `how: force`.",
    },
    Code {
        code: "run.not_undoable",
        status: 409,
        sentence: "This run has nothing that could be undone: {run}",
        remedy: "Nothing has to be done. What a run did is undone once, by the run that asked for it; steps without `undo:` have nothing that undoes them.",
        example: "A run is asked to undo what it did, and did so before.",
    },
];
