//! Events about steps and the ways between them.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use std::collections::BTreeMap;

use baton_model::IndexMap;
use baton_model::definition::Priority;
use baton_people::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::datum::Datum;
use crate::name::{Name, SubNo, TaskNo, ThreadNo, V1};

/// See [`Event::StepOpened`](super::Event::StepOpened).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepOpened {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// The pass that begins.
    pub pass: u32,
    /// The thread that came.
    pub thread: ThreadNo,
    /// When it is due.
    pub due: Option<Timestamp>,
    /// Why it has no deadline although one is written, and the like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Its title, where parts of it are computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its guide, where parts of it are computed: a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guide: Option<Datum>,
    /// How urgent it is, where it or a block around it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
}

/// See [`Event::StepSkipped`](super::Event::StepSkipped).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepSkipped {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// The thread that passes it over.
    pub thread: ThreadNo,
    /// What was empty in the condition, if that is why it was not true.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// See [`Event::StepCompleted`](super::Event::StepCompleted).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepCompleted {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that goes on.
    pub thread: ThreadNo,
    /// What was chosen.
    pub choice: Option<Name>,
    /// Who did it; none: no person.
    pub by: Option<PersonId>,
    /// Whether there is something that undoes it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undoable: bool,
    /// The run that did it and undoes it itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub: Option<SubNo>,
}

/// See [`Event::StepWithdrawn`](super::Event::StepWithdrawn).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepWithdrawn {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// Which pass of it; 0: it had not opened.
    pub pass: u32,
    /// The thread that was in it, and is gone.
    pub thread: ThreadNo,
    /// Its task.
    pub task: Option<TaskNo>,
    /// Why.
    pub reason: Withdrawal,
    /// Whose act made it so.
    pub by: Option<PersonId>,
}

/// Why a step was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withdrawal {
    /// Another branch left the block.
    LeftBlock {
        /// The block.
        block: Name,
        /// The step from which it was left.
        step: Name,
        /// What was chosen there.
        choice: Option<Name>,
    },
    /// The run came to an outcome.
    RunFinished {
        /// The outcome.
        outcome: Name,
    },
    /// Somebody ended the run.
    RunCancelled,
    /// Somebody gave up to undo what the run did that had come to its outcome.
    UndoGivenUp,
    /// The block went on without it.
    Joined {
        /// The block.
        block: Name,
    },
    /// Another branch won the race.
    RaceWon {
        /// The race.
        block: Name,
        /// The branch that won.
        branch: Name,
    },
    /// Another branch was begun; it is offered again when that is done.
    NotNow {
        /// The block.
        block: Name,
        /// The branch that was begun.
        branch: Name,
    },
    /// A step, a choice or a handler cancels it.
    CancelledBy {
        /// The step.
        step: Name,
    },
    /// Somebody sent the run to another step.
    Moved {
        /// The step where it goes on.
        to: Name,
    },
    /// The row of its item was removed.
    RowRemoved {
        /// The block whose item it is in.
        block: Name,
        /// The list.
        list: Name,
    },
    /// A handler interrupted it.
    Interrupted {
        /// The handler, as people read it.
        handler: String,
    },
}

/// See [`Event::RuleApplied`](super::Event::RuleApplied).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleApplied {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The rules that fit, from 1 in the order written; none: the default, or no rule fits.
    pub rules: Vec<u32>,
    /// What was looked at: the input as written, and its value.
    pub inputs: IndexMap<String, Datum>,
    /// What the rule is there for, as the definition says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The shared decision that was asked; none: the step's own table or rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<SharedDecision>,
}

/// A shared decision as it was when it was asked, and what it said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedDecision {
    /// Its id.
    pub id: Name,
    /// Its version.
    pub version: u32,
    /// The versions of those that it used, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub uses: BTreeMap<Name, u32>,
    /// What it gave.
    pub result: Datum,
    /// Why something in it became null.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// See [`Event::CaseTaken`](super::Event::CaseTaken).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseTaken {
    /// Its form.
    pub v: V1,
    /// The `choose`.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The case; none: no case is true, it goes on after the block.
    pub case: Option<Name>,
    /// What was empty in the conditions that were not true.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// See [`Event::BranchOpened`](super::Event::BranchOpened).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BranchOpened {
    /// Its form.
    pub v: V1,
    /// The `parallel`.
    pub block: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The branch.
    pub branch: Name,
    /// The thread that waits at the block.
    pub parent: ThreadNo,
    /// The new thread in the branch.
    pub thread: ThreadNo,
}

/// See [`Event::BranchSkipped`](super::Event::BranchSkipped).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BranchSkipped {
    /// Its form.
    pub v: V1,
    /// The `parallel`.
    pub block: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The branch.
    pub branch: Name,
    /// What was empty in its condition.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// See [`Event::BranchDone`](super::Event::BranchDone).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BranchDone {
    /// Its form.
    pub v: V1,
    /// The block.
    pub block: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The branch.
    pub branch: Name,
    /// The thread that was in it, and is gone.
    pub thread: ThreadNo,
    /// Whether the thread is the last of the run, whose block went on before: it is not gone, but ends the run.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_last: bool,
}

/// See [`Event::Joined`](super::Event::Joined).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Joined {
    /// Its form.
    pub v: V1,
    /// The block.
    pub block: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waited, and goes on.
    pub thread: ThreadNo,
    /// Whether what has not begun is not begun any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancels_rest: bool,
}

/// See [`Event::ThreadEnded`](super::Event::ThreadEnded).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThreadEnded {
    /// Its form.
    pub v: V1,
    /// The thread, which is gone.
    pub thread: ThreadNo,
}

/// See [`Event::MessageSent`](super::Event::MessageSent).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MessageSent {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The n-th message of the run, from 1.
    pub message: u32,
    /// By which way.
    pub by: MessageBy,
    /// To whom.
    pub to: Vec<PersonId>,
    /// The subject: a text.
    pub subject: Datum,
    /// The body: a text, already escaped for where it goes.
    pub body: Datum,
    /// The files that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Name>,
}

/// The way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageBy {
    /// E-mail.
    Mail,
    /// A notification in the app.
    App,
}
