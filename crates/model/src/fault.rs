//! What is wrong with a definition: a code, a sentence, the remedy, and the place.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::proof::TraceStep;

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
    /// The same way as it can be played on the diagram.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<Vec<TraceStep>>,
}

impl Fault {
    /// The fault as people read it in a terminal: place, line, caret, sentence, remedy.
    pub fn render(&self, text: &str) -> String {
        let word = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let line = text.lines().nth(self.line.saturating_sub(1) as usize).unwrap_or("").replace('\t', " ");
        let line_end = line.chars().count() as u32 + 1;
        let end = if self.line == self.end_line { self.end_column } else { line_end };
        let column = self.column.max(1);
        let (line, column) = shortened(&line, column);
        let room = (line.chars().count() as u32 + 1).saturating_sub(column).max(1);
        let width = end.saturating_sub(self.column).clamp(1, room);
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        let indent = " ".repeat(column.saturating_sub(1) as usize);
        let caret = "^".repeat(width as usize);
        let way = self.way.as_ref().map(|way| format!("{margin} = way: {}\n", way.join(" → "))).unwrap_or_default();
        let help =
            Some(&self.remedy).filter(|remedy| !remedy.is_empty()).map(|remedy| format!("{margin} = help: {remedy}\n"));
        format!(
            "{word}[{}]: {}\n{margin}--> line {}, column {}\n{margin} |\n{number} | {line}\n{margin} | {indent}{caret}\n{way}{}",
            self.code,
            self.message,
            self.line,
            self.column,
            help.unwrap_or_default()
        )
    }
}

/// The part of a long line around a column, and the column in it.
fn shortened(line: &str, column: u32) -> (String, u32) {
    const BEFORE: usize = 40;
    const CHARS_MAX: usize = 160;
    let chars: Vec<char> = line.chars().collect();
    if chars.len() <= CHARS_MAX {
        return (line.to_owned(), column);
    }
    let from = (column as usize - 1).saturating_sub(BEFORE).min(chars.len());
    let to = (from + CHARS_MAX).min(chars.len());
    let (before, after) = (if from > 0 { "…" } else { "" }, if to < chars.len() { "…" } else { "" });
    let part: String = chars[from..to].iter().collect();
    let column = column as usize - from + before.chars().count();
    (format!("{before}{part}{after}"), column as u32)
}
