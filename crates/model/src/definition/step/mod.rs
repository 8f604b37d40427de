//! Steps: what every one may have, and the kinds, one file each.

mod approve;
mod call;
mod choose;
mod decide;
mod end;
mod parallel;
mod send;
mod set;
mod task;
mod work;

use std::sync::Arc;

pub use approve::Approve;
pub use call::{Call, Http, HttpValue};
pub use choose::{Case, Choose};
pub use decide::{Aggregate, Cell, Decide, DecideRule, DecideRules, Hit, Shared, Table, TableRule};
pub use end::End;
use indexmap::IndexMap;
pub use parallel::{Branch, Parallel};
pub use send::{Send, SendBy};
pub use set::Set;
pub use task::Task;
pub use work::{Retry, Work};

use super::{Choice, Deadline, Expr, Given, Handler, Named, Offset, People, Template, Then};
use crate::span::Span;

/// One step.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id: as written, else the title's slug (`end/1`, `end/2` … for ends without one).
    pub id: String,
    /// Whether the id is written in the text.
    pub id_is_written: bool,
    /// What people call it (an outcome's name for `end`).
    pub title: Template,
    /// The step as a whole.
    pub span: Span,
    /// Its title's place, which messages point at.
    pub title_span: Span,
    /// Skipped unless true.
    pub when: Option<Expr>,
    /// The role that does it.
    pub who: Option<Named>,
    /// How it is done, in Markdown.
    pub guide: Option<Template>,
    /// Fields that must be there.
    pub needs: Vec<Named>,
    /// Fields that are shown if they are there.
    pub shows: Vec<Named>,
    /// Fields it fills in or computes.
    pub gives: Vec<Given>,
    /// When it is due.
    pub due: Option<Deadline>,
    /// When who has it is reminded.
    pub remind: Vec<Offset>,
    /// Who is brought in when it takes too long.
    pub escalate: Option<Escalate>,
    /// Where it leads; the next step if none.
    pub then: Option<Then>,
    /// Handlers.
    pub in_case: Vec<Handler>,
    /// The kind, with what only that kind has.
    pub kind: StepKind,
}

/// The kinds of step that are read.
#[derive(Debug, Clone)]
pub enum StepKind {
    /// Work by a person.
    Task(Task),
    /// A decision by a person.
    Approve(Approve),
    /// A decision by rule.
    Decide(Decide),
    /// Values computed.
    Set(Set),
    /// An HTTP call; not yet executable.
    Call(Box<Call>),
    /// A job for a worker; not yet executable.
    Work(Work),
    /// A message.
    Send(Send),
    /// One of several cases.
    Choose(Choose),
    /// Branches side by side.
    Parallel(Parallel),
    /// An outcome.
    End(End),
}

impl StepKind {
    /// The word the language has for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Task(_) => "task",
            Self::Approve(_) => "approve",
            Self::Decide(_) => "decide",
            Self::Set(_) => "set",
            Self::Call(_) => "call",
            Self::Work(_) => "work",
            Self::Send(_) => "send",
            Self::Choose(_) => "choose",
            Self::Parallel(_) => "parallel",
            Self::End(_) => "end",
        }
    }
}

/// `escalate:` who is brought in when a step takes too long.
#[derive(Debug, Clone)]
pub struct Escalate {
    /// When.
    pub at: Offset,
    /// Who.
    pub to: People,
    /// What that means for who has the step.
    pub how: EscalateHow,
}

/// `how:` of an escalation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EscalateHow {
    /// Both may do it.
    Add,
    /// The other one has it now.
    Move,
    /// The other one is told.
    Tell,
}

impl Step {
    /// Whether a person does it.
    pub fn is_by_people(&self) -> bool {
        matches!(self.kind, StepKind::Task(_) | StepKind::Approve(_))
    }

    /// The choices a person has at its end; none for a step without people.
    pub fn choices(&self) -> Option<&IndexMap<String, Choice>> {
        match &self.kind {
            StepKind::Task(task) => Some(&task.choices),
            StepKind::Approve(approve) => Some(&approve.choices),
            _ => None,
        }
    }

    /// The step lists inside it: cases, branches, handlers, in the order of the text.
    pub fn inner(&self) -> Vec<&[Arc<Self>]> {
        let blocks: Vec<&[Arc<Self>]> = match &self.kind {
            StepKind::Choose(choose) => choose.cases.iter().map(|case| case.steps.as_slice()).collect(),
            StepKind::Parallel(parallel) => parallel.branches.iter().map(|branch| branch.steps.as_slice()).collect(),
            _ => Vec::new(),
        };
        blocks.into_iter().chain(self.in_case.iter().map(|handler| handler.steps.as_slice())).collect()
    }

    /// The step and all inside it, in the order of the text.
    pub(crate) fn collect_into<'a>(self: &'a Arc<Self>, all: &mut Vec<&'a Arc<Self>>) {
        all.push(self);
        for steps in self.inner() {
            for step in steps {
                step.collect_into(all);
            }
        }
    }
}
