//! What every reader has at hand: the text, the names, and the list of faults.

use baton_feel::Scope;

use super::names::Names;
use crate::codes::{self, Rule};
use crate::definition::{AskedOfStep, Named};
use crate::found::{Faults, Found};
use crate::map::IndexSet;
use crate::span::Span;
use crate::spots::{Marks, Wanted};
use crate::suggestions::Suggestions;
use crate::yaml::{Node, Source};

/// The state of reading one file.
pub(super) struct Context<'a> {
    pub source: &'a Source<'a>,
    pub names: Names,
    /// What expressions may use where the reader is.
    pub scope: Scope,
    /// Something could not be read at all, so that nothing can be said about what is missing.
    pub lost: bool,
    /// The role of steps that name none: that of the stage around them.
    pub role: Option<Named>,
    /// The names of items met so far.
    pub items: Vec<String>,
    /// The names of blocks' own fields met so far.
    pub block_fields: IndexSet<String>,
    /// What expressions ask of steps, as in `step("review").choice`.
    pub asked_of_steps: Vec<AskedOfStep>,
    /// How many `end` steps without an id were met.
    pub ends: usize,
    /// Words that were probably meant.
    pub suggestions: Suggestions,
    /// The places of expressions and tables, where somebody wants to know them.
    pub marks: Option<Marks>,
    faults: &'a mut Faults,
    /// Maps and lists that a comma split: what else is wrong inside follows from that.
    torn: Vec<Span>,
}

impl<'a> Context<'a> {
    pub fn new(source: &'a Source<'a>, faults: &'a mut Faults, names: Names) -> Self {
        let scope = names.scope.clone();
        Self {
            source,
            names,
            scope,
            lost: false,
            role: None,
            items: Vec::new(),
            block_fields: IndexSet::default(),
            asked_of_steps: Vec::new(),
            ends: 0,
            suggestions: Suggestions::default(),
            marks: None,
            faults,
            torn: Vec::new(),
        }
    }

    pub fn fault(&mut self, found: Found) {
        if !self.is_full() && !self.torn.iter().any(|torn| torn.holds(found.span)) {
            self.faults.add(found);
        }
    }

    /// An expression stands there, or should.
    pub fn mark(&mut self, node: &Node, wanted: impl FnOnce() -> Wanted) {
        if let Some(marks) = &mut self.marks {
            marks.expressions.push((node.span, wanted(), self.scope.clone()));
        }
    }

    /// Whether nothing more would be told.
    pub fn is_full(&self) -> bool {
        self.faults.is_full()
    }

    /// A map or list that a comma split; only this is told about it.
    pub fn torn(&mut self, node: &Node, at: Span) {
        let text = node.span.of(self.source.text);
        self.fault(Found::new(&codes::YAML_COMMA_SPLITS, at).with("text", text));
        self.torn.push(node.span);
    }

    pub fn wrong_shape(&mut self, node: &Node, key: &str, expected: &str) {
        let hint = match (expected, node.text()) {
            ("a list", Some(text)) => format!(": `{key}: [{text}]`"),
            _ => String::new(),
        };
        let found = Found::new(&codes::WRONG_SHAPE, node.span).with("key", key).with("expected", expected);
        self.fault(found.with("found", node.what()).with("hint", hint));
    }

    /// Part of the language, but not of what is read.
    pub fn not_yet(&mut self, span: Span, word: &str) {
        self.fault(Found::new(&codes::NOT_YET, span).with("word", word));
    }

    /// A fault about a text that says all there is to say.
    pub fn about(&mut self, rule: &'static Rule, span: Span, text: &str) {
        self.fault(Found::new(rule, span).with("text", text));
    }

    /// A name must look as names of its kind do.
    pub fn name(&mut self, name: &str, span: Span, rule: NameRule) {
        if !rule.fits(name) {
            let found = Found::new(&codes::BAD_NAME, span).with("name", name).with("what", rule.what());
            self.fault(found.with("allowed", rule.allowed()));
        }
    }
}

/// Whether a workflow may have this id.
pub fn is_workflow_id(id: &str) -> bool {
    NameRule::Workflow.fits(id)
}

/// How names of a kind look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameRule {
    Workflow,
    Field,
    Role,
    Step,
    Path,
    Outcome,
    Choice,
    Decision,
    /// A name that decisions know: any that the expression language takes, as other tools write them.
    Value,
}

impl NameRule {
    const CHARS_MAX: usize = 60;

    fn fits(self, name: &str) -> bool {
        if self == Self::Value {
            return is_value_name(name);
        }
        let in_feel = matches!(self, Self::Field | Self::Role);
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || !in_feel && c.is_ascii_digit());
        let inside = |c: char| {
            let letter = c.is_ascii_lowercase() || in_feel && c.is_ascii_uppercase();
            letter || c.is_ascii_digit() || c == '_' || !in_feel && c == '-'
        };
        begins && name.chars().all(inside) && name.len() <= Self::CHARS_MAX
    }

    fn what(self) -> &'static str {
        match self {
            Self::Workflow => "a workflow",
            Self::Field => "a field",
            Self::Role => "a role",
            Self::Step => "a step",
            Self::Path => "a path",
            Self::Outcome => "an outcome",
            Self::Choice => "a choice",
            Self::Decision => "a decision",
            Self::Value => "a value",
        }
    }

    fn allowed(self) -> &'static str {
        match self {
            Self::Field | Self::Role => "letters, digits and _, a letter first, at most 60",
            Self::Value => "letters, digits, single spaces and _ - ' . /, a letter first, at most 100",
            _ => "lower case letters, digits and -, at most 60",
        }
    }
}

fn is_value_name(name: &str) -> bool {
    const CHARS_MAX: usize = 100;
    let begins = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let inside = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '\'' | '.' | '/');
    let ends = !name.ends_with(' ') && !name.contains("  ");
    begins && ends && name.chars().all(inside) && name.chars().count() <= CHARS_MAX
}

/// `a, b, c`.
pub(super) fn listed<'k>(words: impl Iterator<Item = &'k str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
