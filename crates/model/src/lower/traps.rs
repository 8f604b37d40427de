//! Finds maps and lists in brackets that a comma split: `{ when: min(a, b) <= 2 }` and `[min(a, b)]`.

use super::context::Context;
use crate::yaml::{Entry, Node, Style, Value};

/// Tells each.
pub(super) fn find(cx: &mut Context<'_>, node: &Node) {
    let at = match &node.value {
        Value::List { items, flow: true } => items.iter().find(|item| is_torn(item)).map(|item| item.span),
        Value::Map { entries, flow: true } => entries.iter().find(|entry| is_rest(entry)).map(|entry| entry.key_span),
        _ => None,
    };
    if let Some(at) = at {
        return cx.torn(node, at);
    }
    node.items().into_iter().flatten().for_each(|item| find(cx, item));
    node.entries().into_iter().flatten().for_each(|entry| find(cx, &entry.value));
}

/// A key that is the rest of a value: it has no value of its own and looks like none, or its value lacks a half.
fn is_rest(entry: &Entry) -> bool {
    let is_word = entry.key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    entry.value.is_null() && !is_word || is_torn(&entry.value)
}

/// Whether a text without quotes has a bracket or quote without its other half.
fn is_torn(node: &Node) -> bool {
    let Value::Text { text, style: Style::Plain } = &node.value else { return false };
    let count = |wanted: char| text.chars().filter(|c| *c == wanted).count();
    count('(') != count(')') || count('"') % 2 == 1
}
