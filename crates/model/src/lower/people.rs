//! Phrases that name people: `manager of requester`.

use super::context::Context;
use crate::codes;
use crate::definition::{People, Phrase};
use crate::found::Found;
use crate::limits::PHRASE_DEPTH_MAX;
use crate::yaml::Node;

impl Context<'_> {
    /// One phrase.
    pub fn people(&mut self, node: &Node, key: &str) -> Option<People> {
        let text = self.text(node, key)?;
        if managers_of(&text).0 > PHRASE_DEPTH_MAX {
            self.fault(Found::new(&codes::PHRASE_TOO_DEEP, node.span).with("limit", PHRASE_DEPTH_MAX));
            return None;
        }
        match self.phrase(text.trim()) {
            Some(phrase) => Some(People { phrase, span: node.span }),
            None => {
                self.about(&codes::BAD_PHRASE, node.span, text.trim());
                None
            }
        }
    }

    /// Phrases in a list, or one alone.
    pub fn people_list(&mut self, node: Option<&Node>, key: &str) -> Vec<People> {
        let Some(node) = node else { return Vec::new() };
        let one = std::slice::from_ref(node);
        node.items().unwrap_or(one).iter().filter_map(|item| self.people(item, key)).collect()
    }

    fn phrase(&self, text: &str) -> Option<Phrase> {
        let (managers, of) = managers_of(text);
        let mut phrase = self.plain_phrase(of)?;
        for _ in 0..managers {
            phrase = Phrase::ManagerOf(Box::new(phrase));
        }
        Some(phrase)
    }

    fn plain_phrase(&self, text: &str) -> Option<Phrase> {
        if text == "starter" {
            return Some(Phrase::Starter);
        }
        if let Some(of) = text.strip_prefix("owner of ") {
            return Some(Phrase::OwnerOf(of.trim().to_owned()));
        }
        if let Some(step) = doer_of(text) {
            return Some(Phrase::DoerOf(step.to_owned()));
        }
        if text.starts_with('@') && text.len() > 1 || is_email(text) {
            return Some(Phrase::Person(text.to_owned()));
        }
        let is_name = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        match is_name {
            true if self.names.is_role(text) => Some(Phrase::Role(text.to_owned())),
            true if self.names.fields.contains_key(text) => Some(Phrase::Field(text.to_owned())),
            // What is no field is a role nobody defined; the check says so, with what was probably meant.
            true => Some(Phrase::Role(text.to_owned())),
            false => None,
        }
    }
}

/// How often `manager of` begins a phrase, and what it is about in the end.
fn managers_of(text: &str) -> (usize, &str) {
    let (mut managers, mut of) = (0, text.trim());
    while let Some(rest) = of.strip_prefix("manager of ") {
        (managers, of) = (managers + 1, rest.trim_start());
    }
    (managers, of)
}

/// The step in `step("review").by`.
fn doer_of(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("step(")?.strip_suffix(").by")?.trim();
    inner.strip_prefix('"')?.strip_suffix('"')
}

fn is_email(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace))
}
