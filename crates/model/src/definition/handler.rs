//! `in_case:` what happens when something comes up while a step, a block or the run is open.

use std::sync::Arc;

use super::step::{Awaited, Undoes};
use super::{Deadline, Expr, Given, Named, Step, Then};
use crate::span::Span;

/// One handler.
#[derive(Debug, Clone)]
pub struct Handler {
    /// What it is for.
    pub when: Case,
    /// Its place.
    pub span: Span,
    /// What it takes from an event, over `body`.
    pub gives: Vec<Given>,
    /// What is done.
    pub steps: Vec<Arc<Step>>,
    /// Where it goes then.
    pub then: Vec<Then>,
    /// Steps and blocks that are withdrawn when it fires.
    pub cancels: Vec<Named>,
    /// What is undone when it fires.
    pub undoes: Undoes,
    /// What `interrupt:` says, where it says something.
    pub interrupt: Option<bool>,
}

/// What a handler is for.
#[derive(Debug, Clone)]
pub enum Case {
    /// An error with this code; `any` is every one.
    Error(Named),
    /// So long after it opened.
    After(Deadline),
    /// Its deadline has passed.
    Overdue,
    /// An event of this name and key.
    Event(Awaited),
    /// This has become true.
    When(Expr),
    /// It was cancelled or withdrawn.
    Cancelled,
}

impl Handler {
    /// Whether what is open ends when it fires. One that leads somewhere does, one that does not lets it go on.
    pub fn interrupts(&self) -> bool {
        matches!(self.when, Case::Error(_)) || self.interrupt.unwrap_or(!self.then.is_empty())
    }

    /// The word the language has for what it is for.
    pub fn word(&self) -> &'static str {
        match self.when {
            Case::Error(_) => "error",
            Case::After(_) => "after",
            Case::Overdue => "overdue",
            Case::Event(_) => "event",
            Case::When(_) => "when",
            Case::Cancelled => "cancelled",
        }
    }

    /// The word and what follows it, as people read it: `error: tests-failed`.
    pub fn label(&self) -> String {
        match &self.when {
            Case::Error(code) => format!("error: {}", code.name),
            Case::After(after) => format!("after: {}", after.text),
            Case::Overdue => "overdue".to_owned(),
            Case::Event(event) => format!("event: {}", event.name.name),
            Case::When(when) => format!("when: {}", when.text),
            Case::Cancelled => "cancelled".to_owned(),
        }
    }
}
