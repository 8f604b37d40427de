//! Faults while they are collected: a rule, a place, the parts of the sentence.

use std::collections::BTreeMap;

use crate::codes::Rule;
use crate::fault::{Fault, Severity};
use crate::limits;
use crate::proof::TraceStep;
use crate::span::Span;
use crate::yaml::{Node, Source};

/// The most that is said of one thing: what somebody wrote may be long.
const PARAM_CHARS_MAX: usize = 400;

/// A fault while it is being put together.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub rule: &'static Rule,
    pub span: Span,
    pub params: BTreeMap<&'static str, String>,
    /// Said instead of the rule's sentence, where another crate found it.
    pub told: Option<Told>,
    pub way: Option<Vec<String>>,
    pub trace: Option<Vec<TraceStep>>,
    /// Whether it is only warned of, though its rule refuses a definition.
    pub is_mild: bool,
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
        Self { rule, span, params: BTreeMap::new(), told: None, way: None, trace: None, is_mild: false }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        let mut said = format!("{value}");
        if let Some((cut, _)) = said.char_indices().nth(PARAM_CHARS_MAX) {
            said.truncate(cut);
            said.push('…');
        }
        self.params.insert(name, said);
        self
    }

    /// The way to it, step by step.
    pub(crate) fn trace(mut self, trace: Vec<TraceStep>) -> Self {
        self.way = Some(trace.iter().map(|step| step.words.clone()).collect());
        self.trace = Some(trace);
        self
    }

    pub(crate) fn only_warned_of(mut self) -> Self {
        self.is_mild = true;
        self
    }

    fn severity(&self) -> Severity {
        if self.is_mild { Severity::Warning } else { self.rule.severity }
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
    /// How many of them refuse the definition.
    errors: usize,
}

impl Faults {
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(crate) fn add(&mut self, found: Found) {
        if self.is_full() {
            return;
        }
        let known = self.found.iter().any(|old| {
            old.rule.code.code == found.rule.code.code
                && old.span == found.span
                && old.told.as_ref().map(|told| told.code) == found.told.as_ref().map(|told| told.code)
                && old.params == found.params
        });
        if known {
            return;
        }
        let is_error = found.severity() == Severity::Error;
        if self.found.len() < limits::FAULTS_MAX {
            self.errors += usize::from(is_error);
            self.found.push(found);
        } else if is_error
            && let Some(warning) = self.found.iter_mut().rev().find(|old| old.severity() != Severity::Error)
        {
            // However much is warned of, what refuses a definition is never left out.
            *warning = found;
            self.errors += 1;
        }
    }

    /// Whether one of these was found.
    pub(crate) fn has_any(&self, rules: &[&'static Rule]) -> bool {
        self.found.iter().any(|found| rules.iter().any(|rule| rule.code.code == found.rule.code.code))
    }

    /// Whether nothing more would be told.
    pub(crate) fn is_full(&self) -> bool {
        self.errors >= limits::FAULTS_MAX
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
    let (code, severity) = (&found.rule.code, found.severity());
    let told = found.told.unwrap_or_else(|| Told {
        code: code.code,
        message: filled(code.sentence, &found.params),
        remedy: Some(filled(code.remedy, &found.params)),
    });
    Fault {
        code: told.code,
        severity,
        path: root.map(|root| pointer(root, found.span)).unwrap_or_default(),
        line: found.span.line.max(1),
        column: found.span.column.max(1),
        end_line,
        end_column,
        message: told.message,
        remedy: told.remedy.unwrap_or_default(),
        params: found.params,
        way: found.way,
        trace: found.trace,
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
