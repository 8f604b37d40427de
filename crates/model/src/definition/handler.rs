//! `in_case:` what happens when something goes wrong. Read; not yet executable.

use std::sync::Arc;

use super::{Named, Step, Then};
use crate::span::Span;

/// A handler for an error.
#[derive(Debug, Clone)]
pub struct Handler {
    /// The code it catches; `any` catches all.
    pub error: Named,
    /// Its place.
    pub span: Span,
    /// What is done.
    pub steps: Vec<Arc<Step>>,
    /// Where it goes then.
    pub then: Option<Then>,
}
