//! How a run can end.

use super::{Named, Template};
use crate::span::Span;

/// One entry of `outcomes:`.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// Its place (of the name).
    pub span: Span,
    /// What people call it.
    pub title: Template,
    /// Fields that must be there when it is reached.
    pub gives: Vec<Named>,
    /// The outcome of a run in which nothing is left to do.
    pub default: bool,
}
