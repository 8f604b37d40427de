//! The keys of one map: each is asked for by name, and what nobody asked for is told.

use super::context::{Context, listed};
use crate::codes;
use crate::found::Found;
use crate::not_yet::{self, Place};
use crate::span::Span;
use crate::yaml::{Entry, Node};

/// A map whose keys are being read.
pub(super) struct Keys<'n> {
    pub span: Span,
    what: &'static str,
    entries: &'n [Entry],
    known: Vec<&'static str>,
    places: Vec<Place>,
}

impl<'n> Keys<'n> {
    /// Opens a map. `key` is where it stands, `what` how messages call it (`a field`).
    pub fn open(cx: &mut Context<'_>, node: &'n Node, key: &str, what: &'static str) -> Option<Self> {
        let Some(entries) = node.entries() else {
            cx.wrong_shape(node, key, "a map of keys");
            return None;
        };
        Some(Self { span: node.span, what, entries, known: Vec::new(), places: Vec::new() })
    }

    /// The value of a key, if it is there.
    pub fn get(&mut self, key: &'static str) -> Option<&'n Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The key and its value, if it is there.
    pub fn entry(&mut self, key: &'static str) -> Option<&'n Entry> {
        self.known.push(key);
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of a key that must be there.
    pub fn must(&mut self, cx: &mut Context<'_>, key: &'static str, hint: &str) -> Option<&'n Node> {
        let node = self.get(key);
        if node.is_none() {
            let span = self.entries.first().map_or(self.span, |entry| entry.key_span);
            let found = Found::new(&codes::MISSING_KEY, span).with("what", self.what).with("key", key);
            cx.fault(found.with("hint", hint));
        }
        node
    }

    /// Keys of this place that are part of the language are told as such.
    pub fn place(&mut self, place: Place) {
        self.places.push(place);
    }

    /// Tells every key that nobody asked for.
    pub fn finish(self, cx: &mut Context<'_>) {
        self.finish_of(cx, |_| None);
    }

    /// Tells every key that nobody asked for. `other` knows the kind and owner of a key that another kind has.
    pub fn finish_of(self, cx: &mut Context<'_>, other: impl Fn(&str) -> Option<(&'static str, &'static str)>) {
        for entry in self.entries.iter().filter(|entry| !self.known.contains(&entry.key.as_str())) {
            let key = entry.key.as_str();
            if self.places.iter().any(|place| not_yet::refused(*place).contains(&key)) {
                cx.not_yet(entry.key_span, key);
            } else if let Some((kind, owners)) = other(key) {
                let found = Found::new(&codes::KEY_OF_OTHER_KIND, entry.key_span).with("key", key);
                cx.fault(found.with("kind", kind).with("owners", owners));
            } else {
                let found = Found::new(&codes::UNKNOWN_KEY, entry.key_span).with("key", key).with("what", self.what);
                let known = listed(self.known.iter().copied());
                cx.fault(found.with("near", cx.suggestions.near(key, self.known.iter().copied())).with("known", known));
            }
        }
    }
}
