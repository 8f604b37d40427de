//! Texts with `{FEEL}` in them.

use super::context::Context;
use crate::codes;
use crate::definition::{Part, Template};
use crate::yaml::Node;

impl Context<'_> {
    /// A text whose parts in braces are compiled.
    pub fn template(&mut self, node: &Node, key: &str) -> Option<Template> {
        let text = self.prose(node, key)?;
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut at = 0;
        while let Some(open) = text[at..].find('{').map(|found| at + found) {
            plain.push_str(&text[at..open]);
            if text[open + 1..].starts_with('{') {
                plain.push('{');
                at = open + 2;
                continue;
            }
            let Some(close) = closing(&text[open + 1..]).map(|found| open + 1 + found) else {
                let span = node.part(self.source, open, text.len());
                self.about(&codes::BAD_TEMPLATE, span, &text);
                return None;
            };
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain)));
            }
            let expr = self.expression_in(node, open + 1, close)?;
            parts.push(Part::Expr(expr));
            at = close + 1;
        }
        plain.push_str(&text[at..]);
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        // Where nothing is computed, the text is what is shown: with one brace for two.
        let text = match parts.as_slice() {
            [Part::Text(only)] => only.clone(),
            _ => text,
        };
        Some(Template { text, span: node.span, parts })
    }

    pub fn template_of(&mut self, node: Option<&Node>, key: &str) -> Option<Template> {
        self.template(node?, key)
    }
}

/// The brace that closes an expression: braces inside it and in its texts do not count.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut in_text = false;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            _ if in_text => {}
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}
