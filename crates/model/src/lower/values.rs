//! Readers of plain values: texts, lists, numbers, words of a list.

use super::context::{Context, listed};
use crate::codes;
use crate::definition::Named;
use crate::found::Found;
use crate::not_yet::{self, Place};
use crate::yaml::{Node, Style, Value};

/// Where a word stands and what it may be.
pub(super) struct Words<'w, T> {
    /// The key, for messages.
    pub key: &'w str,
    /// Where words that are not yet run are listed.
    pub place: Option<Place>,
    /// The words with their meaning.
    pub known: &'w [(&'w str, T)],
}

impl Context<'_> {
    /// A text that says something.
    pub fn text(&mut self, node: &Node, key: &str) -> Option<String> {
        let text = node.text().map(str::to_owned);
        if text.is_none() {
            self.wrong_shape(node, key, "a text");
        }
        text
    }

    /// A text as people write it, which may begin with a bracket by mistake.
    pub fn prose(&mut self, node: &Node, key: &str) -> Option<String> {
        if !node.is_flow() {
            return self.text(node, key);
        }
        let text = node.span.of(self.source.text).to_owned();
        let found = Found::new(&codes::YAML_BRACKET_BEGINS_TEXT, node.span);
        self.fault(found.with("character", text.chars().next().unwrap_or('{')).with("text", text));
        None
    }

    pub fn named(&mut self, node: &Node, key: &str) -> Option<Named> {
        self.text(node, key).map(|name| Named { name, span: node.span })
    }

    /// A list of names.
    pub fn nameds(&mut self, node: Option<&Node>, key: &str) -> Vec<Named> {
        let Some(node) = node else { return Vec::new() };
        self.items(node, key).iter().filter_map(|item| self.named(item, key)).collect()
    }

    /// A list of texts.
    pub fn texts(&mut self, node: Option<&Node>, key: &str) -> Vec<String> {
        self.nameds(node, key).into_iter().map(|named| named.name).collect()
    }

    pub fn items<'n>(&mut self, node: &'n Node, key: &str) -> &'n [Node] {
        if node.items().is_none() {
            self.wrong_shape(node, key, "a list");
        }
        node.items().unwrap_or_default()
    }

    /// True or false. YAML 1.1's other words for them are text here.
    pub fn yes_no(&mut self, node: Option<&Node>, key: &str) -> Option<bool> {
        let node = node?;
        let text = self.text(node, key)?;
        let plain = matches!(node.value, Value::Text { style: Style::Plain, .. });
        match text.as_str() {
            "true" if plain => Some(true),
            "false" if plain => Some(false),
            word => {
                let meant = !matches!(word.to_lowercase().as_str(), "no" | "off" | "n" | "false" | "0");
                let found = Found::new(&codes::NOT_YES_NO, node.span).with("key", key);
                self.fault(found.with("word", word).with("meant", meant));
                None
            }
        }
    }

    /// A key that has a meaning only when it is true.
    pub fn must_be_true(&mut self, node: Option<&Node>, key: &str) -> bool {
        let written = self.yes_no(node, key);
        if written == Some(false)
            && let Some(node) = node
        {
            self.wrong_shape(node, key, "true, or left out");
        }
        written == Some(true)
    }

    /// A whole number of at least one.
    pub fn count(&mut self, node: Option<&Node>, key: &str) -> Option<u64> {
        let node = node?;
        let text = self.text(node, key)?;
        let count = text.parse().ok().filter(|count| *count > 0);
        if count.is_none() {
            let found = Found::new(&codes::NOT_A_NUMBER, node.span).with("key", key).with("word", text);
            self.fault(found.with("expected", "a whole number from 1"));
        }
        count
    }

    /// One of some words.
    pub fn word<T: Copy>(&mut self, node: Option<&Node>, words: &Words<'_, T>) -> Option<T> {
        let node = node?;
        let text = self.text(node, words.key)?;
        if let Some((_, value)) = words.known.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let key = words.key;
        if words.place.is_some_and(|place| not_yet::refused(place).contains(&text.as_str())) {
            self.not_yet(node.span, &format!("{key}: {text}"));
            return None;
        }
        let known = || words.known.iter().map(|(word, _)| *word);
        let found = Found::new(&codes::UNKNOWN_WORD, node.span).with("near", self.suggestions.near(&text, known()));
        self.fault(found.with("key", key).with("word", text).with("known", listed(known())));
        None
    }
}
