//! Moving runs between versions and steps as the API shows it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Named;

/// A run that goes on, and whether it can be moved to a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MovingRun {
    pub run: String,
    pub label: String,
    pub version: u32,
    /// `stays` (it is of that version already), `can` or `cannot`.
    pub verdict: String,
    /// The steps where it is.
    pub at: Vec<Named>,
    /// What stands in the way.
    pub why: Vec<MoveObstacle>,
    /// Whether the reader may move it.
    pub may_move: bool,
}

/// What stands in the way of moving a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MoveObstacle {
    /// The place that could be sent to another step; none: it is about the run as a whole.
    pub place: Option<u32>,
    pub code: String,
    pub sentence: String,
    pub remedy: String,
}

/// What would come of moving a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MovePreview {
    /// The version it would be of.
    pub version: u32,
    /// Where it is now, and where each of these places can go.
    pub places: Vec<MovePlace>,
    /// Why it cannot be done; then nothing is said below.
    pub refused: Option<MoveObstacle>,
    /// What is taken back.
    pub withdrawn: Vec<MovedTask>,
    /// What opens.
    pub opened: Vec<MovedTask>,
    /// Open steps with another deadline.
    pub due: Vec<MovedDue>,
    /// How many timers are not set any more.
    pub timers_gone: u32,
    /// How many timers are set.
    pub timers_set: u32,
    /// What somebody would have to resolve then.
    pub problems: Vec<String>,
    /// The outcome with which the run would end at once.
    pub ends: Option<String>,
}

/// A place of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MovePlace {
    pub place: u32,
    pub step: String,
    pub title: String,
    /// The steps to which it can be sent.
    pub targets: Vec<Named>,
}

/// A step that opens or is taken back, with whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MovedTask {
    pub step: String,
    pub title: String,
    pub people: Vec<String>,
}

/// A step with another deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MovedDue {
    pub title: String,
    pub was: Option<String>,
    pub now: Option<String>,
}
