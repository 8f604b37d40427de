//! `choose`: the first case that holds, or all that hold.

use std::sync::Arc;

use super::{Joining, Step};
use crate::definition::{Expr, Template, Then};
use crate::span::Span;

/// What only a choice of ways has. None of the cases true: it goes on after it.
#[derive(Debug, Clone)]
pub struct Choose {
    /// The cases, in the order they are tried.
    pub cases: Vec<Case>,
    /// Whether all that hold are taken, side by side, and when it goes on then: `take: all`. None: the first alone.
    pub take_all: Option<Joining>,
}

/// One case.
#[derive(Debug, Clone)]
pub struct Case {
    /// `BLOCK/1`, `BLOCK/2`.
    pub id: String,
    /// The condition; none for `otherwise: true`.
    pub when: Option<Expr>,
    /// What people call it.
    pub title: Option<Template>,
    /// What is done.
    pub steps: Vec<Arc<Step>>,
    /// Where it goes after its steps; on after the block if none.
    pub then: Vec<Then>,
    /// Its place.
    pub span: Span,
}
