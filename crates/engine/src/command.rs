//! What can be asked of a run. One command is one entry, or a refusal, or nothing where there is nothing to do.
//!
//! Commands are imperatives. Who may send which is not decided here: the engine knows whose a task is, the server knows
//! who may manage a run.

use baton_people::PersonId;
use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::name::{ExceptionNo, Name, RunId, TaskNo, TimerNo};

/// Values by field name, as a form sends them.
pub type Values = IndexMap<String, Json>;

/// What can be asked of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Command {
    /// Begin a run.
    StartRun(StartRun),
    /// Take an offered task.
    ClaimTask {
        /// Which.
        task: TaskNo,
    },
    /// Give a claimed task back to those it was offered to.
    ReleaseTask {
        /// Which.
        task: TaskNo,
    },
    /// Open a task of one's own to work on it; its handoff is taken over.
    OpenTask {
        /// Which.
        task: TaskNo,
    },
    /// Finish a task.
    CompleteTask(CompleteTask),
    /// Give a task to somebody else.
    ReassignTask {
        /// Which.
        task: TaskNo,
        /// To whom.
        to: PersonId,
        /// Why.
        comment: Option<String>,
    },
    /// Fill a task's role anew: who has it, or was asked, is gone for good.
    RefillTask {
        /// Which.
        task: TaskNo,
        /// Who is gone.
        gone: PersonId,
    },
    /// Say something about the run or one of its tasks.
    CommentRun {
        /// The task it is about.
        task: Option<TaskNo>,
        /// What is said.
        text: String,
    },
    /// End the run without an outcome.
    CancelRun {
        /// Why.
        reason: String,
    },
    /// Try again what was not possible.
    RetryException {
        /// Which.
        exception: ExceptionNo,
    },
    /// Say how it goes on after an exception.
    ResolveException {
        /// Which.
        exception: ExceptionNo,
        /// How.
        how: Resolve,
        /// Why.
        reason: Option<String>,
    },
    /// A timer's moment has come.
    FireTimer {
        /// Which.
        timer: TimerNo,
    },
    /// A timer was refused again and again: its owner is to look at it.
    ReportTimer {
        /// Which.
        timer: TimerNo,
        /// With what it was refused, as in the table of codes.
        refused: String,
    },
    /// Go on after as many steps as one command may take.
    ContinueRun,
}

/// Begin a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StartRun {
    /// The run's number inside.
    pub run: RunId,
    /// Its number in its workflow.
    pub number: i64,
    /// Its key outside, such as `PUR-1042`.
    pub key: String,
    /// The workflow's version that it is a run of, for as long as it lives.
    pub version: u32,
    /// Which entry of `start:`, from 0.
    pub start: usize,
    /// What was filled in.
    #[serde(default)]
    pub values: Values,
}

/// Finish a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompleteTask {
    /// Which.
    pub task: TaskNo,
    /// What was chosen; none: the only or first choice.
    #[serde(default)]
    pub choice: Option<String>,
    /// What was filled in.
    #[serde(default)]
    pub values: Values,
    /// What is said to it.
    #[serde(default)]
    pub comment: Option<String>,
    /// The `rev` of the run that the person saw; another one is refused only if a value they were shown has changed since.
    #[serde(default)]
    pub seen: Option<i64>,
}

/// How it goes on after an exception.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Resolve {
    /// With these values, then again.
    Supply {
        /// What was missing.
        values: Values,
    },
    /// After the step, as if its `when` were not true.
    Skip,
    /// This person has the step.
    Assign {
        /// Who.
        person: PersonId,
    },
}

impl Command {
    /// The word for it in traces and logs.
    pub fn word(&self) -> &'static str {
        match self {
            Self::StartRun(_) => "start_run",
            Self::ClaimTask { .. } => "claim_task",
            Self::ReleaseTask { .. } => "release_task",
            Self::OpenTask { .. } => "open_task",
            Self::CompleteTask(_) => "complete_task",
            Self::ReassignTask { .. } => "reassign_task",
            Self::RefillTask { .. } => "refill_task",
            Self::CommentRun { .. } => "comment_run",
            Self::CancelRun { .. } => "cancel_run",
            Self::RetryException { .. } => "retry_exception",
            Self::ResolveException { .. } => "resolve_exception",
            Self::FireTimer { .. } => "fire_timer",
            Self::ReportTimer { .. } => "report_timer",
            Self::ContinueRun => "continue_run",
        }
    }
}

/// First answer to a task that is completed already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FirstResult {
    /// What was chosen.
    pub choice: Option<Name>,
    /// By whom.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// In which entry.
    pub entry: i64,
}
