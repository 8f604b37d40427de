//! What is wrong with a definition: a code, a sentence, the remedy, and the place.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::codes::Rule;
use crate::limits;
use crate::span::Span;
use crate::yaml::{Node, Source};

/// Whether a fault refuses the definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The definition cannot be used.
    Error,
    /// The definition can be used; this is worth a look.
    Warning,
}

/// One thing that is wrong, where, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The code, such as `check.unreachable_step`.
    pub code: &'static str,
    /// Whether it refuses the definition.
    pub severity: Severity,
    /// The place as a JSON Pointer into the definition: `/steps/0/due`.
    pub path: String,
    /// The line it begins on, from 1.
    pub line: u32,
    /// The column it begins at, from 1, in characters.
    pub column: u32,
    /// The line it ends on.
    pub end_line: u32,
    /// The column after its last character.
    pub end_column: u32,
    /// One sentence that says what is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
    /// The parts of the sentence, by name.
    pub params: BTreeMap<&'static str, String>,
    /// The way through the workflow on which it goes wrong, step by step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way: Option<Vec<String>>,
}

impl Fault {
    /// The fault as people read it in a terminal: place, line, caret, sentence, remedy.
    pub fn render(&self, text: &str) -> String {
        let word = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let line = text.lines().nth(self.line.saturating_sub(1) as usize).unwrap_or("").replace('\t', " ");
        let width = match self.line == self.end_line {
            true => self.end_column.saturating_sub(self.column).max(1),
            false => (line.chars().count() as u32 + 1).saturating_sub(self.column).max(1),
        };
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        let indent = " ".repeat(self.column.saturating_sub(1) as usize);
        let caret = "^".repeat(width as usize);
        let mut shown = format!("{word}[{}]: {}\n", self.code, self.message);
        shown.push_str(&format!("{margin}--> line {}, column {}\n{margin} |\n", self.line, self.column));
        shown.push_str(&format!("{number} | {line}\n{margin} | {indent}{caret}\n"));
        if let Some(way) = &self.way {
            shown.push_str(&format!("{margin} = way: {}\n", way.join(" → ")));
        }
        if !self.remedy.is_empty() {
            shown.push_str(&format!("{margin} = help: {}\n", self.remedy));
        }
        shown
    }
}

/// A fault while it is being put together.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub rule: &'static Rule,
    pub span: Span,
    pub params: BTreeMap<&'static str, String>,
    /// Said instead of the rule's sentence, where another crate found it.
    pub told: Option<Told>,
    pub way: Option<Vec<String>>,
}

/// The words of a fault that another crate found.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub code: &'static str,
    pub message: String,
    pub remedy: Option<String>,
}

impl Found {
    pub(crate) fn new(rule: &'static Rule, span: Span) -> Self {
        Self { rule, span, params: BTreeMap::new(), told: None, way: None }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.insert(name, value.to_string());
        self
    }

    pub(crate) fn way(mut self, way: Vec<String>) -> Self {
        self.way = Some(way);
        self
    }
}

/// All faults of one definition, collected while it is read.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    found: Vec<Found>,
}

impl Faults {
    pub(crate) fn add(&mut self, found: Found) {
        let known = self.found.iter().any(|old| {
            old.rule.code.code == found.rule.code.code
                && old.span == found.span
                && old.told.as_ref().map(|told| told.code) == found.told.as_ref().map(|told| told.code)
                && old.params == found.params
        });
        if !known && self.found.len() < limits::FAULTS_MAX {
            self.found.push(found);
        }
    }

    /// The faults in the order of the text, with their places told.
    pub(crate) fn finish(self, source: &Source<'_>, root: Option<&Node>) -> Vec<Fault> {
        let mut faults: Vec<Fault> = self.found.into_iter().map(|found| finished(found, source, root)).collect();
        faults.sort_by_key(|fault| (fault.line, fault.column, fault.severity));
        faults
    }
}

fn finished(found: Found, source: &Source<'_>, root: Option<&Node>) -> Fault {
    let (end_line, end_column) = source.place(found.span.end as usize);
    let Rule { code, severity } = found.rule;
    let told = found.told.unwrap_or_else(|| Told {
        code: code.code,
        message: filled(code.sentence, &found.params),
        remedy: Some(filled(code.remedy, &found.params)),
    });
    Fault {
        code: told.code,
        severity: *severity,
        path: root.map(|root| pointer(root, found.span)).unwrap_or_default(),
        line: found.span.line.max(1),
        column: found.span.column.max(1),
        end_line,
        end_column,
        message: told.message,
        remedy: told.remedy.unwrap_or_default(),
        params: found.params,
        way: found.way,
    }
}

/// A sentence with `{name}` filled in.
fn filled(sentence: &str, params: &BTreeMap<&'static str, String>) -> String {
    let mut text = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
        text.push_str(&rest[..open]);
        match params.get(&rest[open + 1..close]) {
            Some(value) => text.push_str(value),
            None => text.push_str(&rest[open..=close]),
        }
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    text
}

/// The JSON Pointer of the innermost value that holds a place.
fn pointer(root: &Node, span: Span) -> String {
    let mut path = String::new();
    let mut node = root;
    loop {
        let inner = match (node.entries(), node.items()) {
            (Some(entries), _) => entries
                .iter()
                .find(|entry| entry.key_span.holds(span) || entry.value.span.holds(span))
                .map(|entry| (entry.key.replace('~', "~0").replace('/', "~1"), &entry.value)),
            (_, Some(items)) => items
                .iter()
                .enumerate()
                .find(|(_, item)| item.span.holds(span))
                .map(|(index, item)| (index.to_string(), item)),
            _ => None,
        };
        let Some((key, next)) = inner else { return path };
        path.push('/');
        path.push_str(&key);
        node = next;
    }
}
