//! `repeat`: the same steps again.

use std::sync::Arc;

use super::Step;
use crate::definition::Expr;

/// What only a `repeat` has.
#[derive(Debug, Clone)]
pub struct Repeat {
    /// What is done in each round.
    pub steps: Vec<Arc<Step>>,
    /// Whether there is another round.
    pub again: Again,
    /// The most rounds; more is an exception.
    pub at_most: Option<u32>,
}

/// Whether a `repeat` goes round again.
#[derive(Debug, Clone)]
pub enum Again {
    /// `while:` asked before each round, the first too.
    While(Expr),
    /// `until:` asked after each round.
    Until(Expr),
}
