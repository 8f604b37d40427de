//! Text with `{FEEL}` in it.

use super::Expr;
use crate::span::Span;

/// A text whose parts in braces are computed. `{{` is a brace.
#[derive(Debug, Clone)]
pub struct Template {
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
    /// Its parts in order.
    pub parts: Vec<Part>,
}

/// A part of a [`Template`].
#[derive(Debug, Clone)]
pub enum Part {
    /// Taken as it is.
    Text(String),
    /// Computed.
    Expr(Expr),
}

impl Template {
    /// A text without expressions.
    pub fn plain(text: impl Into<String>, span: Span) -> Self {
        let text = text.into();
        Self { parts: vec![Part::Text(text.clone())], text, span }
    }

    /// The expressions in it.
    pub fn expressions(&self) -> impl Iterator<Item = &Expr> {
        self.parts.iter().filter_map(|part| match part {
            Part::Expr(expr) => Some(expr),
            Part::Text(_) => None,
        })
    }

    /// The text with `…` for what is computed: what it is called before there is anything to compute it from.
    pub fn outline(&self) -> String {
        let shown = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Expr(_) => "…".to_owned(),
        };
        self.parts.iter().map(shown).collect()
    }

    /// Whether nothing in it is computed.
    pub fn is_plain(&self) -> bool {
        self.expressions().next().is_none()
    }
}
