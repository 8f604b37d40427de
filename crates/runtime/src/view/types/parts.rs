//! The runs under a run as the API gives them: what waits for what, and what it is heading for.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Named, RunSummary};

/// The runs under a run, and those above it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RunParts {
    /// The key of the run on top of it all that the reader may see: one for all runs under it.
    pub business_key: String,
    /// Whether it is a run of a process, so that its parts wait for each other.
    pub process: bool,
    /// The runs that it is a part of, the topmost first.
    pub above: Vec<RunName>,
    /// What it holds up where it was asked for.
    pub needed_by: Option<NeededBy>,
    /// Its workflows and milestones in the order of the text; of a run that is no process, the steps that asked for runs.
    pub parts: Vec<RunPart>,
    /// The parts that decide when the whole is over, in order.
    pub critical: Vec<String>,
    /// When the last part is expected to be over.
    pub ends: Option<String>,
    /// When it is over if all that is left takes as long as the slowest fifth of the runs before did; none: no such runs.
    pub ends_slowly: Option<String>,
    pub target: Option<String>,
    /// `none`, `met`, `missed`, `will_meet`, `may_miss` (if it takes as long as slow ones did), `will_miss` or `unsure`.
    pub verdict: String,
}

/// A run by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RunName {
    pub id: String,
    pub label: String,
    pub workflow: Named,
}

/// What waits for a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NeededBy {
    /// The run that asked for it.
    pub run: RunName,
    /// The part or the step of it.
    pub part: Named,
    /// Whether that waits for its outcome.
    pub waits: bool,
    /// The parts that cannot begin before it is over, at once or through others.
    pub holds: Vec<Named>,
}

/// A workflow or a milestone of a process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RunPart {
    pub id: String,
    pub title: String,
    /// None for a milestone.
    pub workflow: Option<Named>,
    /// `waiting`, `open`, `stuck`, `skipped` or `done`.
    pub state: String,
    /// The ids of the parts that come before it.
    pub after: Vec<String>,
    /// Those of them that are not over.
    pub waits_for: Vec<String>,
    /// The parts that cannot begin before it is over, at once or through others.
    pub holds: Vec<String>,
    /// When it began, or is expected to.
    pub begins: String,
    /// When it ended, or is expected to.
    pub ends: String,
    pub due: Option<String>,
    /// Whether it ended, or is expected to end, after it was due.
    pub late: bool,
    /// Whether nothing says how long it takes, or one before it.
    pub guessed: bool,
    /// From what it is known how long a run of it takes; none: it is over, or a milestone.
    pub estimate: Option<Estimate>,
    /// Whether what waits will be run: `yes`, `no` (its condition does not hold, and nothing that it asks for can still change),
    /// or `undecided`: it counts as if it were.
    pub needed: String,
    /// Whether it is on the critical path.
    pub critical: bool,
    /// How much later it may end without the whole ending later; none: it is over.
    pub slack_seconds: Option<i64>,
    /// How much later it ends than without the delay that was asked about.
    pub moved_seconds: i64,
    /// At most 50: what is stuck and open before all else.
    pub runs: Vec<RunOfPart>,
    /// How many more there are, or will be: `GET /runs?business_key=` lists them.
    pub left_out: u64,
}

/// From what it is known how long a run takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Estimate {
    /// `runs` that are over, the `target` of the process or of the workflow, or `nothing`.
    pub from: String,
    /// From how many runs; none: the reader may not see all runs of the workflow.
    pub runs: Option<u32>,
    /// Half of them took no longer than this: by the clock, or in open hours where the target is in business time.
    pub usual_seconds: Option<i64>,
    /// The same in words, such as `3 business days`.
    pub usual: Option<String>,
    /// Four of five of them took no longer than this.
    pub slow_seconds: Option<i64>,
    /// The same in words.
    pub slow: Option<String>,
}

/// One run of a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RunOfPart {
    /// `waiting`, `open`, `stuck`, `skipped` or `done`.
    pub state: String,
    /// Before when it does not begin.
    pub not_before: Option<String>,
    /// Whether nobody waits for it: it goes on when the run above it is cancelled.
    pub detached: bool,
    /// The run, if it has begun and the reader may see it.
    pub run: Option<RunSummary>,
}
