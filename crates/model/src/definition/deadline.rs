//! When something is due, and moments around it.

use super::{Duration, Expr};
use crate::span::Span;

/// `due:`, `target:` and the like.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
    /// What it means.
    pub rule: DeadlineRule,
}

/// How a deadline is found.
#[derive(Debug, Clone)]
pub enum DeadlineRule {
    /// This long after the opening (of the step, or of the run for `target`).
    After(Duration),
    /// A date or date and time field.
    Field(String),
    /// `FIELD - 2 business days`.
    FieldMinus(String, Duration),
    /// `FIELD + 10 business days`.
    FieldPlus(String, Duration),
    /// Computed: a date, a date and time, or a duration from the opening.
    Feel(Expr),
}

/// A moment beside a deadline or an opening: `1 business day before due`.
#[derive(Debug, Clone)]
pub struct Offset {
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
    /// How far from the anchor. None for `at due`.
    pub duration: Option<Duration>,
    /// From what.
    pub anchor: Anchor,
}

/// What an [`Offset`] counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// So long before the deadline.
    BeforeDue,
    /// At the deadline.
    AtDue,
    /// So long after the deadline.
    Overdue,
    /// So long after the step opened.
    AfterOpening,
}
