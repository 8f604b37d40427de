//! What every part of an expression gave while it ran: the answer to "why is this false?".
//!
//! Parts stand in the order in which they were begun, each with how deep it lies in the others, so that they read as a
//! tree. Literals are left out. It is bounded: after so many parts the rest is not kept, and that is said.

use crate::env::Outcome;
use crate::span::Span;
use crate::value::Value;
use std::fmt::Write as _;

/// More parts are not kept.
pub const STEPS_MAX: usize = 1_000;
/// How much of a part's text and of its value is shown.
const SHOWN_CHARS_MAX: usize = 80;

/// A part of an expression and what it gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Where the part stands in the text.
    pub span: Span,
    /// How many other parts it lies in.
    pub depth: u32,
    /// What it gave.
    pub value: Value,
}

/// An evaluation with what each part gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// What came of all of it.
    pub outcome: Outcome,
    /// The parts.
    pub steps: Vec<Step>,
    /// There were more parts than are kept.
    pub is_cut: bool,
}

impl Trace {
    /// The parts as people read them in a terminal: a line each, those inside of others further to the right.
    pub fn shown_in(&self, text: &str) -> String {
        let mut shown = String::new();
        for step in &self.steps {
            let indent = "  ".repeat(step.depth.min(20) as usize);
            let value = match &step.value {
                Value::Text(text) => format!("\"{text}\""),
                other => other.to_string(),
            };
            let _ = writeln!(shown, "{indent}{} = {}", short(step.span.of(text)), short(&value));
        }
        if self.is_cut {
            let _ = writeln!(shown, "and more: only the first {STEPS_MAX} are kept");
        }
        shown
    }
}

/// One line of it.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// What is kept while an expression runs.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    pub steps: Vec<Step>,
    pub is_cut: bool,
    depth: u32,
}

impl Recorder {
    /// A part begins; its place, if it is kept.
    pub fn begin(&mut self, span: Span) -> Option<usize> {
        self.depth += 1;
        if self.steps.len() >= STEPS_MAX {
            self.is_cut = true;
            return None;
        }
        self.steps.push(Step { span, depth: self.depth - 1, value: Value::Null });
        Some(self.steps.len() - 1)
    }

    /// The part at that place has ended.
    pub fn end(&mut self, place: Option<usize>, value: &Value) {
        self.depth -= 1;
        if let Some(step) = place.and_then(|place| self.steps.get_mut(place)) {
            step.value = value.clone();
        }
    }
}
