//! The definition as data: what one file says, every part with its place in the text.
//!
//! Everything stands in the order of the text. Names are already told apart (a role, a field, a step), expressions are
//! compiled, times and people are parsed; nothing here looks at the text again. What follows what is told by
//! [`crate::graph`]. These types are made by `lower` alone and never change afterwards.

mod choice;
mod cron;
mod deadline;
mod decision;
mod expr;
mod field;
mod handler;
mod outcome;
mod people;
mod priority;
mod process;
mod role;
mod start;
pub mod step;
mod template;
mod workflow;

pub use baton_feel::words::Duration;
pub use choice::{Choice, ChoiceStyle, CommentRule};
pub use cron::Cron;
pub use deadline::{Anchor, Deadline, DeadlineRule, Offset};
pub use decision::{DecidedBy, Decision, Helper, Parameter, Used};
pub use expr::Expr;
pub use field::{Default, Field, FieldCheck, FieldType, Given, Limit, Options, Pattern};
pub use handler::{Case, Handler};
pub use outcome::Outcome;
pub use people::{People, Phrase};
pub use priority::{Priority, PriorityRule};
pub use process::{Milestone, Process, SubRun, Taken};
pub use role::{Else, Pick, Role, RoleRule, RoleSpec};
pub use start::{Beside, ScheduleRule, Start, StartKind, Who};
pub use step::{Step, StepKind};
pub use template::{Part, Template};
pub use workflow::{Access, AskedOfStep, Head, Keep, Named, Party, SidePath, Then, Workflow};

/// What one file defines.
#[derive(Debug, Clone)]
pub enum Definition {
    /// `workflow:`.
    Workflow(Box<Workflow>),
    /// `process:`, which coordinates workflows.
    Process(Box<Process>),
    /// `decision:`, which workflows share.
    Decision(Box<Decision>),
}

impl Definition {
    /// The workflow, if it is one.
    pub fn workflow(&self) -> Option<&Workflow> {
        match self {
            Self::Workflow(workflow) => Some(workflow),
            Self::Process(_) | Self::Decision(_) => None,
        }
    }

    /// The decision, if it is one.
    pub fn decision(&self) -> Option<&Decision> {
        match self {
            Self::Decision(decision) => Some(decision),
            Self::Workflow(_) | Self::Process(_) => None,
        }
    }

    /// What all have: id, title, owner.
    pub fn head(&self) -> &Head {
        match self {
            Self::Workflow(workflow) => &workflow.head,
            Self::Process(process) => &process.head,
            Self::Decision(decision) => &decision.head,
        }
    }
}
