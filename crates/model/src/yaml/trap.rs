//! What YAML does to people: tells a syntax error by what was written, not by what the parser expected.

use granit_parser::{ErrorKind, ScanError};

use super::Source;
use crate::codes::{self, Rule};
use crate::found::Found;
use crate::span::Span;

/// The fault of a syntax error.
pub(super) fn explain(error: &ScanError, source: &Source<'_>) -> Found {
    let at = error.marker().byte_offset().unwrap_or(source.text.len());
    if let Some(rule) = by_kind(error.kind()) {
        let span =
            if rule.code.code == codes::YAML_TAB.code.code { tab_near(source, at) } else { source.span(at, at + 1) };
        return Found::new(rule, span);
    }
    let (line, _) = source.place(at);
    let lines = [line as usize, (line as usize).saturating_sub(1)];
    let told = lines.into_iter().filter(|line| *line > 0).find_map(|line| by_line(source, line));
    told.unwrap_or_else(|| match error.kind() {
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::MappingKeyNotAllowed => Found::new(&codes::YAML_INDENTATION, source.span(at, at + 1)),
        kind => Found::new(&codes::YAML_SYNTAX, source.span(at, at + 1)).with("detail", kind),
    })
}

/// The tab in the indentation of the line of an error, or of the next; else the place of the error.
fn tab_near(source: &Source<'_>, at: usize) -> Span {
    let line = source.place(at).0 as usize;
    let indented = [line, line + 1].into_iter().find_map(|line| {
        let (start, text) = source.line(line);
        let indent = text.len() - text.trim_start().len();
        text[..indent].find('\t').map(|tab| source.span(start + tab, start + tab + 1))
    });
    indented.unwrap_or_else(|| source.span(at, at + 1))
}

fn by_kind(kind: &ErrorKind) -> Option<&'static Rule> {
    Some(match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => &codes::YAML_TAB,
        ErrorKind::RecursionLimitExceeded => &codes::YAML_TOO_DEEP,
        _ => return None,
    })
}

/// What is wrong with a line, as far as its own text tells.
fn by_line(source: &Source<'_>, line: usize) -> Option<Found> {
    let (start, text) = source.line(line);
    let indent = text.len() - text.trim_start().len();
    if text[..indent].contains('\t') {
        return Some(Found::new(&codes::YAML_TAB, source.span(start, start + indent)));
    }
    let (offset, value) = value_of(text);
    let at = |from: usize, to: usize| source.span(start + offset + from, start + offset + to);
    let whole = at(0, value.len());
    let first = value.chars().next()?;
    let rule = match first {
        '"' | '\'' => match closing(value, first) {
            Some(end) if value[end..].trim().is_empty() || value[end..].trim_start().starts_with('#') => return None,
            Some(_) => &codes::YAML_QUOTE_BEGINS_TEXT,
            None => &codes::YAML_UNCLOSED,
        },
        '[' | '{' => match closing_bracket(value) {
            Some(end) if value[end..].trim().is_empty() || value[end..].trim_start().starts_with('#') => return None,
            Some(_) => &codes::YAML_BRACKET_BEGINS_TEXT,
            None => &codes::YAML_UNCLOSED,
        },
        '@' | '`' | '%' | '|' | '>' | '!' | '&' | '*' => &codes::YAML_RESERVED_CHARACTER,
        _ => {
            let colon = value.find(": ").or_else(|| value.strip_suffix(':').map(str::len))?;
            return Some(Found::new(&codes::YAML_COLON_IN_TEXT, at(colon, colon + 1)).with("text", value));
        }
    };
    Some(Found::new(rule, whole).with("text", value).with("character", first))
}

/// The value on a line: what follows `- ` and the first `key: `.
fn value_of(line: &str) -> (usize, &str) {
    let mut rest = line.trim_start();
    while let Some(item) = rest.strip_prefix("- ") {
        rest = item.trim_start();
    }
    let key = rest
        .find(": ")
        .filter(|end| rest[..*end].chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ')));
    let rest = key.map_or(rest, |end| rest[end + 2..].trim_start());
    (line.len() - rest.len(), rest.trim_end())
}

/// The byte after the quote that closes the text.
fn closing(value: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in value.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The byte after the bracket that closes the one it begins with.
fn closing_bracket(value: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in value.char_indices() {
        match (quote, c) {
            (Some(open), _) => quote = Some(open).filter(|open| *open != c),
            (None, '"' | '\'') => quote = Some(c),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}' | ')') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// A comment that was probably meant as text: `Order #4`.
pub(super) fn hash_in_text(source: &Source<'_>, comment: Span) -> Option<Found> {
    let (start, line) = source.line(comment.line as usize);
    let before = line.get(..(comment.start as usize).checked_sub(start)?)?;
    let (_, value) = value_of(before);
    let text = comment.of(source.text);
    let glued = text[1..].starts_with(|c: char| c.is_alphanumeric());
    let plain = value.starts_with(|c: char| !matches!(c, '"' | '\'' | '[' | '{' | '|' | '>'));
    (glued && plain && !value.ends_with(':') && !value.is_empty())
        .then(|| Found::new(&codes::YAML_HASH_IN_TEXT, comment).with("lost", text).with("text", value))
}
