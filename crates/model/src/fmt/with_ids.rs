//! Writes the ids that steps have by their titles into the text, so that a renamed title keeps its step.

use super::order::is_kind;
use super::steps::steps;
use crate::found::Faults;
use crate::yaml::{self, Source};

/// The text with an `id` for every step that has none; all else stays to the byte. A text that cannot be read stays.
pub fn with_ids(text: &str) -> String {
    let source = Source::new(text);
    let Some(tree) = yaml::read(&source, &mut Faults::default()) else { return text.to_owned() };
    let mut patches: Vec<(usize, String)> = Vec::new();
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    for step in steps(&tree.root) {
        let entries = step.entries().unwrap_or_default();
        let Some(kind) = entries.iter().find(|entry| is_kind(&entry.key) && entry.key != "end") else { continue };
        let id = kind.value.text().map(baton_feel::slug).filter(|id| !id.is_empty());
        let (Some(id), None) = (id, step.get("id")) else { continue };
        let end = kind.value.span.end as usize;
        if step.is_flow() {
            patches.push((end, format!(", id: {id}")));
            continue;
        }
        let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
        let line_end = if text[..line_end].ends_with('\r') { line_end - 1 } else { line_end };
        let indent = " ".repeat(kind.key_span.column.saturating_sub(1) as usize);
        patches.push((line_end, format!("{newline}{indent}id: {id}")));
    }
    // A step's kind may stand behind the steps in it.
    patches.sort_by_key(|(at, _)| *at);
    let (mut result, mut from) = (String::with_capacity(text.len()), 0);
    for (at, id) in patches {
        result.push_str(&text[from..at]);
        result.push_str(&id);
        from = at;
    }
    result + &text[from..]
}
