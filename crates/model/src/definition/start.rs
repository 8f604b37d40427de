//! What starts a run.

use super::{Given, Named, Template};
use crate::span::Span;

/// One entry of `start:`.
#[derive(Debug, Clone)]
pub struct Start {
    /// What kind, with what only that kind has.
    pub kind: StartKind,
    /// Its title (a webhook's name).
    pub title: Template,
    /// Its place (of the title).
    pub span: Span,
    /// The fields it fills: asked for by a form, computed by a webhook.
    pub gives: Vec<Given>,
}

/// The kinds of start that are read.
#[derive(Debug, Clone)]
pub enum StartKind {
    /// `form:` a page that people fill in.
    Form(Who),
    /// `manual:` started by hand, with values.
    Manual(Who),
    /// `webhook:` a POST; read, not yet executable.
    Webhook {
        /// The name of the secret that signs the body.
        secret: Option<Named>,
    },
}

/// Who may start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Everyone signed in.
    Everyone,
    /// Members of these groups.
    Groups(Vec<Named>),
}

impl Start {
    /// The title's slug, by which it is named outside.
    pub fn id(&self) -> String {
        baton_feel::slug(&self.title.text)
    }

    /// Whether a person starts it by filling in its fields.
    pub fn is_by_hand(&self) -> bool {
        matches!(self.kind, StartKind::Form(_) | StartKind::Manual(_))
    }
}
