//! What is told about an expression: a `Fault` refuses it before it runs, a `Note` says while it
//! runs why a value became null. Both carry a code, a sentence and the place; a fault also the
//! remedy where one is known. Neither is ever an error that stops the caller.

use crate::span::Span;

/// Why an expression cannot be used, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The code, such as `feel.unknown_name`.
    pub code: &'static str,
    /// One sentence that says what is wrong.
    pub message: String,
    /// What to do about it, where that can be said.
    pub remedy: Option<String>,
    /// Where in the text.
    pub span: Span,
    /// The parts of the sentence, by name, for tools and translations.
    pub params: Vec<(&'static str, String)>,
}

impl Fault {
    /// A fault with a code, a sentence and a place.
    pub fn new(code: &'static str, message: impl Into<String>, span: Span) -> Self {
        Self { code, message: message.into(), remedy: None, span, params: Vec::new() }
    }

    /// With a remedy.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// With one more parameter.
    #[must_use]
    pub fn param(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.params.push((name, value.into()));
        self
    }

    /// The fault as people read it in a terminal: the line of the text it is in, a caret below, the sentence, the remedy.
    pub fn shown_in(&self, text: &str) -> String {
        let start = floor_boundary(text, self.span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let line = &text[line_start..line_end];
        let before = text[line_start..start].chars().count();
        let end = floor_boundary(text, self.span.end).clamp(start, line_end.max(start));
        let width = text[start..end].chars().count().max(1);
        let mut shown = format!("{line}\n{}{} {}", " ".repeat(before), "^".repeat(width), self.message);
        if let Some(remedy) = &self.remedy {
            shown.push_str("; ");
            shown.push_str(remedy);
        }
        shown
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        self.remedy.as_ref().map_or(Ok(()), |remedy| write!(f, "; {remedy}"))
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Why a value became null while an expression ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The code, such as `feel.null_operand`; `feel.limit_…` for an exceeded budget.
    pub code: &'static str,
    /// One sentence that says what happened.
    pub message: String,
    /// Where in the text.
    pub span: Span,
}

impl Note {
    /// Whether it says that a budget was exceeded: then there is no value because it was not looked for to the end.
    pub fn is_limit(&self) -> bool {
        self.code.starts_with("feel.limit")
    }
}

/// A note that does not know its place yet: what the operators and built-in functions answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The code.
    pub code: &'static str,
    /// The sentence.
    pub message: String,
}

impl Trouble {
    /// A value of a type that does not fit.
    pub fn wrong_type(message: impl Into<String>) -> Self {
        Self { code: "feel.type", message: message.into() }
    }

    /// A value of the right type that cannot be used.
    pub fn bad_value(message: impl Into<String>) -> Self {
        Self { code: "feel.value", message: message.into() }
    }

    /// A null where a value is needed.
    pub fn null(message: impl Into<String>) -> Self {
        Self { code: "feel.null", message: message.into() }
    }

    /// A budget that ran out.
    pub fn limit(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}
