//! The tree: texts, lists and maps, each with its place.

use super::Source;
use crate::span::Span;

/// One value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// What it is.
    pub value: Value,
    /// Its place, without the comments after it.
    pub span: Span,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// A text, whatever it looks like.
    Text {
        /// What it says, escapes resolved.
        text: String,
        /// How it is written.
        style: Style,
    },
    /// A list.
    List {
        /// Its items.
        items: Vec<Node>,
        /// Whether it is written in brackets.
        flow: bool,
    },
    /// A map.
    Map {
        /// Its entries, in order.
        entries: Vec<Entry>,
        /// Whether it is written in braces.
        flow: bool,
    },
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Without quotes.
    Plain,
    /// In quotes, single or double.
    Quoted,
    /// As a block, after `|` or `>`.
    Block,
}

/// One key and its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The key.
    pub key: String,
    /// Its place.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The text, if it is one and says something.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text { text, .. } if !self.is_null() => Some(text),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn items(&self) -> Option<&[Self]> {
        match &self.value {
            Value::List { items, .. } => Some(items),
            _ => None,
        }
    }

    /// The entries, if it is a map.
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map { entries, .. } => Some(entries),
            _ => None,
        }
    }

    /// The value of a key, if it is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries()?.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// Whether nothing is written, or YAML's words for nothing.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Text { text, style: Style::Plain } if matches!(text.as_str(), "" | "~" | "null"))
    }

    /// Whether it is written in brackets or braces.
    pub fn is_flow(&self) -> bool {
        matches!(self.value, Value::List { flow: true, .. } | Value::Map { flow: true, .. })
    }

    /// What it is, as people say it.
    pub fn what(&self) -> &'static str {
        match &self.value {
            _ if self.is_null() => "nothing",
            Value::Text { .. } => "a text",
            Value::List { .. } => "a list",
            Value::Map { .. } => "a map",
        }
    }

    /// The place of a part of its text. The whole node where the text is not written letter for letter.
    pub fn part(&self, source: &Source<'_>, start: usize, end: usize) -> Span {
        let Value::Text { text, style } = &self.value else { return self.span };
        let quote = usize::from(*style == Style::Quoted);
        let (from, to) = (self.span.start as usize + quote, (self.span.end as usize).saturating_sub(quote));
        match source.text.get(from..to) {
            Some(written) if written == text => source.span(from + start, from + end),
            _ => self.span,
        }
    }

    /// How deep it is nested, itself counted.
    pub fn depth(&self) -> usize {
        let inner = match &self.value {
            Value::Text { .. } => 0,
            Value::List { items, .. } => items.iter().map(Self::depth).max().unwrap_or(0),
            Value::Map { entries, .. } => entries.iter().map(|entry| entry.value.depth()).max().unwrap_or(0),
        };
        inner + 1
    }

    /// How many nodes it holds, itself among them.
    pub fn count(&self) -> usize {
        match &self.value {
            Value::Text { .. } => 1,
            Value::List { items, .. } => 1 + items.iter().map(Self::count).sum::<usize>(),
            Value::Map { entries, .. } => 1 + entries.iter().map(|entry| entry.value.count()).sum::<usize>(),
        }
    }
}
