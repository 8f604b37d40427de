//! A process: several workflows that together give one outcome.

use super::{Deadline, Expr, Field, Given, Head, Named, Start, Template};
use crate::map::IndexMap;
use crate::span::Span;

/// One process.
#[derive(Debug, Clone)]
pub struct Process {
    /// Id, title, owner and the like.
    pub head: Head,
    /// What starts it.
    pub start: Vec<Start>,
    /// What is known in it, by name.
    pub fields: IndexMap<String, Field>,
    /// The outcome, in words.
    pub outcome: Option<Template>,
    /// The workflows it coordinates.
    pub workflows: Vec<SubRun>,
    /// What is reached on the way, by name.
    pub milestones: IndexMap<String, Milestone>,
}

/// One entry of `workflows:`.
#[derive(Debug, Clone)]
pub struct SubRun {
    /// Its id in the process.
    pub id: Named,
    /// The workflow that runs.
    pub workflow: Named,
    /// Its place.
    pub span: Span,
    /// The ids that must be done before.
    pub after: Vec<Named>,
    /// Run only if true.
    pub when: Option<Expr>,
    /// Not before this time.
    pub not_before: Option<Deadline>,
    /// When it is due.
    pub due: Option<Deadline>,
    /// From its start to its outcome.
    pub target: Option<Deadline>,
    /// One run for each of these.
    pub each: Vec<Expr>,
    /// What it is started with.
    pub with: Vec<Given>,
    /// What is taken from its outcome.
    pub gives: Vec<Taken>,
}

/// A field filled from another workflow.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The field here.
    pub mine: Named,
    /// An expression over the other workflow's fields.
    pub theirs: String,
}

/// One entry of `milestones:`.
#[derive(Debug, Clone)]
pub struct Milestone {
    /// Its name.
    pub name: Named,
    /// What people call it.
    pub title: Template,
    /// What must be done.
    pub after: Vec<Named>,
    /// When it is due.
    pub due: Option<Deadline>,
}
