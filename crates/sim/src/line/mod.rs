//! One line of a scenario.

mod read;

use baton_engine::state::StepState;
use baton_engine::{CancelHow, Values};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;

pub(crate) use read::read;

/// What a line says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Line {
    Person {
        handle: String,
        manager: Option<String>,
        skills: Vec<String>,
    },
    Group {
        name: String,
        members: Vec<String>,
    },
    /// An uploaded file of this name, which values may name.
    File(String),
    Event {
        name: String,
        key: Option<String>,
        body: Json,
    },
    Away {
        handle: String,
        is_away: bool,
    },
    Now(Timestamp),
    /// In which zone times are meant, also the business hours.
    Zone(TimeZone),
    After(SignedDuration),
    Starts {
        who: String,
        start: usize,
        values: Values,
    },
    /// The run begins by itself, by an entry of `start:` that nobody makes.
    Begins {
        start: usize,
        body: Json,
    },
    /// Somebody does something with what is open or held at a step.
    Acts {
        who: String,
        at: At,
        deed: Deed,
    },
    /// The worker of a `work` step completes its job.
    Worker {
        at: At,
        result: Json,
    },
    /// The worker of a job says that it went wrong, perhaps that trying again cannot help.
    Fails {
        at: At,
        error: String,
        for_good: bool,
    },
    /// What comes of a `call`.
    Web {
        at: At,
        came: Came,
    },
    /// The run that a `run` step asked for ends.
    SubRun {
        at: At,
        end: End,
    },
    /// It ended before, and has undone what it did.
    SubRunUndone(At),
    Cancels {
        who: String,
        how: CancelHow,
        reason: String,
    },
    Expect(Expected),
}

/// A step, perhaps of one item of an `each`: `check`, `check#2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct At {
    pub step: String,
    pub item: Option<usize>,
}

/// What somebody does.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Deed {
    Claims,
    Releases,
    Opens,
    Does {
        choice: Option<String>,
        values: Values,
        comment: Option<String>,
    },
    /// Takes what was handed over as it is: all points of its `accept` hold.
    Accepts,
    HandsBack {
        comment: String,
    },
    /// To somebody else; what nobody could have, to this person.
    Gives {
        to: String,
        comment: Option<String>,
    },
    /// One more item of an `each` that is under way.
    Adds {
        values: Values,
    },
    Retries,
    Skips {
        reason: String,
    },
    /// What is held goes on with other values: with what was missing, or what was wrong.
    Changes {
        values: Values,
        reason: String,
    },
    /// To another step.
    Moves {
        to: String,
        reason: String,
    },
}

/// What comes of a request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Came {
    Answer { status: u16, body: Json },
    NothingInTime,
    NobodyThere,
}

/// How a run that was asked for ends.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum End {
    /// With an outcome; the fields it has by then, and whether it did something that it can undo.
    Outcome {
        outcome: String,
        fields: serde_json::Map<String, Json>,
        undoable: bool,
    },
    Cancelled,
    NotBegun {
        why: String,
    },
}

/// What is expected.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expected {
    Step {
        at: At,
        state: StepState,
        of: Option<String>,
    },
    Field {
        field: String,
        value: Json,
    },
    /// What the step did is undone.
    Undone(At),
    Outcome(String),
    Running,
    /// That the line before was refused with this code.
    Refused(String),
}
