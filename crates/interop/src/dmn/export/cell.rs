//! Cells of tables as the standard writes them: options of a choice are texts in quotes.

use baton_feel::Type;

/// The options of a choice.
pub fn options(kind: &Type) -> Option<&[String]> {
    match kind {
        Type::Choice(options) => Some(options),
        Type::List(item) => options_of(item),
        _ => None,
    }
}

fn options_of(item: &Type) -> Option<&[String]> {
    if let Type::Choice(options) = item { Some(options) } else { None }
}

/// Texts in quotes, with commas between.
pub fn list(options: &[String]) -> String {
    options.iter().map(|option| quoted(option)).collect::<Vec<_>>().join(", ")
}

/// A text in quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A value; an option stands in quotes.
pub fn value(text: &str, kind: &Type) -> String {
    match options(kind) {
        Some(options) if options.iter().any(|option| option == text.trim()) => quoted(text.trim()),
        _ => text.to_owned(),
    }
}

/// The tests of a cell; each option stands in quotes.
pub fn tests(text: &str, kind: &Type) -> String {
    let Some(options) = options(kind) else { return text.to_owned() };
    let trimmed = text.trim();
    if let Some(inner) = trimmed.strip_prefix("not(").and_then(|rest| rest.strip_suffix(')')) {
        return format!("not({})", each(inner, options));
    }
    each(trimmed, options)
}

/// The parts between commas; a cell whose parts hold brackets or quotes stays as it is.
fn each(text: &str, options: &[String]) -> String {
    if options.iter().any(|option| option == text) {
        return quoted(text);
    }
    if text.contains(['(', '[', '{', '"']) {
        return text.to_owned();
    }
    let part = |part: &str| {
        if options.iter().any(|option| option == part.trim()) { quoted(part.trim()) } else { part.trim().to_owned() }
    };
    text.split(',').map(part).collect::<Vec<_>>().join(", ")
}
