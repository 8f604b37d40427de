//! What a run's state keeps of a step: its last pass only. Earlier passes are in the entries.

use baton_model::IndexMap;
use baton_model::definition::Priority;
use baton_people::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Tally, Undone};
use crate::name::{Name, TaskNo};
use crate::sub_value::SubValue;

/// The last pass of a step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StepRecord {
    /// Its number, from 1; 0: it has never opened.
    pub pass: u32,
    /// Where it stands.
    pub state: StepState,
    /// When it opened.
    pub opened: Option<Timestamp>,
    /// When it is due.
    pub due: Option<Timestamp>,
    /// Whether its deadline has passed in this pass: its handlers for that have fired, and do not again where it moves.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub was_overdue: bool,
    /// Its title, where parts of it are computed.
    #[serde(default)]
    pub title: Option<String>,
    /// Its guide, where parts of it are computed; empty if it was erased.
    #[serde(default)]
    pub guide: Option<String>,
    /// How urgent it is, where it or a block around it says so.
    #[serde(default)]
    pub priority: Option<Priority>,
    /// What was chosen.
    pub choice: Option<Name>,
    /// What was said to the choice.
    pub comment: Option<String>,
    /// Who did it.
    pub by: Option<PersonId>,
    /// The outcome of the run of another workflow that it asked for.
    #[serde(default)]
    pub outcome: Option<Name>,
    /// What that outcome gives of what expressions here ask for.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub gives: IndexMap<Name, SubValue>,
    /// When it was completed, skipped or withdrawn.
    pub at: Option<Timestamp>,
    /// The run's `changes` when it was completed.
    #[serde(default)]
    pub change: u64,
    /// Whether this pass of it, which was done, is undone. To expressions it stays done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone: Option<Undone>,
    /// Its last task.
    pub task: Option<TaskNo>,
    /// How the answers of several stood when it was done.
    #[serde(default)]
    pub tally: Option<Tally>,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Not reached.
    #[default]
    None,
    /// Open.
    Open,
    /// Completed.
    Done,
    /// Passed over.
    Skipped,
    /// Taken back.
    Withdrawn,
    /// Held by an exception.
    Exception,
}

impl StepState {
    /// The word that expressions, the API and screens have for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Open => "open",
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Withdrawn => "withdrawn",
            Self::Exception => "exception",
        }
    }
}
