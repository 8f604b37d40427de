//! An expression of the definition and where it stands.

use crate::span::Span;

/// A compiled FEEL expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
    /// What it compiles to.
    pub program: baton_feel::Program,
}
