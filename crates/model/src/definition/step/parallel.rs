//! `parallel`: branches side by side.

use std::sync::Arc;

use super::{Joining, Step};
use crate::definition::{Expr, Named, Template};
use crate::span::Span;

/// What only a parallel block has.
#[derive(Debug, Clone)]
pub struct Parallel {
    /// The branches.
    pub branches: Vec<Branch>,
    /// When it goes on.
    pub joining: Joining,
}

/// One branch.
#[derive(Debug, Clone)]
pub struct Branch {
    /// Its id in the block as written, else `BLOCK/1`, `BLOCK/2`.
    pub id: String,
    /// What people call it.
    pub title: Option<Template>,
    /// Not taken unless true.
    pub when: Option<Expr>,
    /// The branches of an `any-order` that come before it.
    pub after: Vec<Named>,
    /// What is done.
    pub steps: Vec<Arc<Step>>,
    /// Its place.
    pub span: Span,
}
