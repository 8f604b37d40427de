//! What a person can answer at the end of a step.

use super::step::Undoes;
use super::{Given, Named, Template, Then};
use crate::span::Span;

/// One entry of `choices:`.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its name.
    pub name: String,
    /// Its place (of the name).
    pub span: Span,
    /// What the button says; the name in sentence case if nothing is written.
    pub label: Template,
    /// Where it leads; the step's own way if none. Several: to each of those that hold.
    pub then: Vec<Then>,
    /// Steps and blocks that are withdrawn when it is made.
    pub cancels: Vec<Named>,
    /// What is undone when it is made.
    pub undoes: Undoes,
    /// Fields it asks for beside the step's.
    pub gives: Vec<Given>,
    /// Whether a reason is asked for.
    pub comment: CommentRule,
    /// Offered only if true.
    pub when: Option<super::Expr>,
    /// How the button looks.
    pub style: ChoiceStyle,
    /// Whether it counts as a yes where approvals are counted.
    pub is_yes: bool,
}

/// `comment:` of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentRule {
    /// Must be given.
    Required,
    /// May be given.
    Optional,
    /// Is not asked for, and refused.
    None,
}

impl CommentRule {
    /// The word the language has for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::None => "none",
        }
    }
}

/// `style:` of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceStyle {
    /// The usual answer; the first choice unless told otherwise.
    Main,
    /// Another answer.
    Plain,
    /// One that ends or destroys something.
    Danger,
}
