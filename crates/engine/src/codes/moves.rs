//! The codes of moving runs: between versions, and to other steps.

use baton_feel::codes::Code;

/// Why a run cannot be moved.
pub const MOVES: &[Code] = &[
    Code {
        code: "move.no_such_version",
        status: 404,
        sentence: "There is no version {version} of this workflow.",
        remedy: "Choose one of its published versions.",
        example: "A run is to be moved to a version that was never published.",
    },
    Code {
        code: "move.no_such_place",
        status: 409,
        sentence: "The run is not at this place any more, or waits there for another part of it: {place}",
        remedy: "Look at where the run is now and choose again.",
        example: "Somebody completes the step while another person moves it.",
    },
    Code {
        code: "move.no_way",
        status: 422,
        sentence: "There is no way from here to the step {step}",
        remedy: "Choose a step that is there, and for one inside a block the block itself.",
        example: "A run is to be moved into one branch of a `parallel` from outside.",
    },
    Code {
        code: "move.step_gone",
        status: 409,
        sentence: "The run is at “{step}”, which version {version} does not have.",
        remedy: "Choose a step of the new version where it goes on, or leave it on its version.",
        example: "A step was taken out while a run waits in it.",
    },
    Code {
        code: "move.step_differs",
        status: 409,
        sentence: "The run is at “{step}”, which is something else in version {version} or waits for something else.",
        remedy: "Choose a step of the new version where it goes on, or leave it on its version.",
        example: "A task became an approval while a run waits in it.",
    },
    Code {
        code: "move.step_elsewhere",
        status: 409,
        sentence: "The run is at “{step}”, which is in other blocks in version {version}.",
        remedy: "Choose a step of the new version where it goes on, or leave it on its version.",
        example: "A step was put into a `parallel` while a run waits in it.",
    },
    Code {
        code: "move.branches_differ",
        status: 409,
        sentence: "The run is in “{step}”, which has other branches in version {version}.",
        remedy: "Send the whole block to a step of the new version, or leave the run on its version until it is through.",
        example: "A `parallel` got a third branch while a run is in it.",
    },
    Code {
        code: "move.ways_differ",
        status: 409,
        sentence: "A part of the run waits at “{step}” for others, and in version {version} other ways meet there.",
        remedy: "Leave the run on its version until they have met.",
        example: "A `join` got another way while one has come to it.",
    },
    Code {
        code: "move.start_gone",
        status: 409,
        sentence: "The run began by “{start}”, which version {version} does not have.",
        remedy: "Leave it on its version, or keep this start in the new one.",
        example: "A form was taken out by which runs were started.",
    },
    Code {
        code: "move.field_differs",
        status: 409,
        sentence: "{field} has a value as {was}, and is {now} in version {version}.",
        remedy: "Leave the run on its version, or give the new field another name.",
        example: "A text field became a number while runs hold a text in it.",
    },
    Code {
        code: "move.under_way",
        status: 409,
        sentence: "The run is undoing something, or on its way by itself; that has to come to its end first.",
        remedy: "Move it when that is done.",
        example: "What a run did is being undone while it is to be moved.",
    },
];
