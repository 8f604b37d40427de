//! `parallel`: branches side by side; it goes on when all are done.

use std::sync::Arc;

use super::Step;
use crate::definition::Expr;
use crate::span::Span;

/// What only a parallel block has.
#[derive(Debug, Clone)]
pub struct Parallel {
    /// The branches.
    pub branches: Vec<Branch>,
}

/// One branch.
#[derive(Debug, Clone)]
pub struct Branch {
    /// Its id in the block as written, else `BLOCK/1`, `BLOCK/2`.
    pub id: String,
    /// What people call it.
    pub title: Option<String>,
    /// Not taken unless true.
    pub when: Option<Expr>,
    /// What is done.
    pub steps: Vec<Arc<Step>>,
    /// Its place.
    pub span: Span,
}
