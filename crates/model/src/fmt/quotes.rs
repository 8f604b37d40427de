//! Quotes for texts that other readers of YAML take for something else: `NO`, `on`, `17:00`, `1.10`.

use crate::span::Span;
use crate::yaml::{Node, Style, Value};

/// Keys whose value, or whose list, is text.
const TEXT_KEYS: &[&str] = &[
    "title",
    "about",
    "label",
    "help",
    "unit",
    "note",
    "message",
    "guide",
    "subject",
    "body",
    "options",
    "tags",
    "checklist",
    "task",
    "approve",
    "decide",
    "set",
    "call",
    "work",
    "send",
    "choose",
    "parallel",
    "form",
    "manual",
    "owner",
    "error",
];

/// The text with quotes where they are wanted.
pub(super) fn quoted(text: &str, root: &Node) -> String {
    let mut traps = Vec::new();
    find(root, false, &mut traps);
    let mut result = text.to_owned();
    for span in traps.into_iter().rev() {
        let (start, end) = (span.start as usize, span.end as usize);
        if let Some(plain) = text.get(start..end) {
            result.replace_range(start..end, &format!("\"{plain}\""));
        }
    }
    result
}

fn find(node: &Node, is_text: bool, traps: &mut Vec<Span>) {
    match &node.value {
        Value::Text { text, style: Style::Plain } if is_text && is_trap(text) => traps.push(node.span),
        Value::Text { .. } => {}
        Value::List { items, .. } => {
            for item in items {
                find(item, is_text, traps);
            }
        }
        Value::Map { entries, .. } => {
            let texts = node
                .get("type")
                .and_then(Node::text)
                .is_some_and(|ty| matches!(ty, "text" | "long-text" | "choice" | "choices" | "time"));
            for entry in entries {
                let is_default = entry.key == "default" && texts;
                find(&entry.value, is_default || TEXT_KEYS.contains(&entry.key.as_str()), traps);
            }
        }
    }
}

/// What YAML 1.1 reads as a truth, a number, a time or a date.
fn is_trap(text: &str) -> bool {
    let truths = ["y", "n", "yes", "no", "on", "off", "true", "false"];
    if truths.contains(&text.to_lowercase().as_str()) {
        return true;
    }
    let begins = text.trim_start_matches(['-', '+', '.']).starts_with(|c: char| c.is_ascii_digit());
    let inside =
        |c: char| c.is_ascii_hexdigit() || matches!(c, '.' | ':' | '_' | '-' | '+' | 'x' | 'o' | 'e' | 'E' | 'T' | 'Z');
    begins && text.chars().all(inside)
}
