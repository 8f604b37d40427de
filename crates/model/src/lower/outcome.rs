//! `outcomes:`.

use super::context::{Context, NameRule};
use super::head::sentence_case;
use super::keys::Keys;
use crate::definition::{Outcome, Template};
use crate::map::IndexMap;
use crate::yaml::{Entry, Node};

/// Reads all outcomes.
pub(super) fn read(cx: &mut Context<'_>, node: Option<&Node>) -> IndexMap<String, Outcome> {
    let Some(node) = node else { return IndexMap::default() };
    if node.entries().is_none() {
        cx.wrong_shape(node, "outcomes", "a map of names");
    }
    let entries = node.entries().unwrap_or_default();
    entries.iter().map(|entry| (entry.key.clone(), one(cx, entry))).collect()
}

fn one(cx: &mut Context<'_>, entry: &Entry) -> Outcome {
    cx.name(&entry.key, entry.key_span, NameRule::Outcome);
    let mut outcome = Outcome {
        name: entry.key.clone(),
        span: entry.key_span,
        title: Template::plain(sentence_case(&entry.key), entry.key_span),
        gives: Vec::new(),
        default: false,
    };
    if entry.value.is_null() {
        return outcome;
    }
    let Some(mut keys) = Keys::open(cx, &entry.value, &entry.key, "an outcome") else { return outcome };
    if let Some(title) = cx.template_of(keys.get("title"), "title") {
        outcome.title = title;
    }
    outcome.gives = cx.nameds(keys.get("gives"), "gives");
    outcome.default = cx.must_be_true(keys.get("default"), "default");
    keys.finish(cx);
    outcome
}
