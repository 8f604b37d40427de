//! Which kind a step or start is, and what stands in for one that could not be read.
//!
//! A stand-in keeps the step's name and ways, so that what follows from the fault is not told as faults of their own. A
//! definition with one has an error and is never run.

use super::{Read, then};
use crate::codes;
use crate::definition::step::{Set, Task};
use crate::definition::{Step, StepKind, Template};
use crate::found::Found;
use crate::lower::choice;
use crate::lower::context::{Context, listed};
use crate::lower::field::Gives;
use crate::lower::keys::Keys;
use crate::yaml::Node;

/// The kinds that may stand at a place.
pub(in crate::lower) struct Kinds<'k> {
    /// Those that are read.
    pub known: &'k [&'static str],
    /// Those that are part of the language, but not read.
    pub refused: &'k [&'static str],
}

/// Which of the kinds a map is; one that is not read is told.
pub(in crate::lower) fn kind_of(
    cx: &mut Context<'_>,
    node: &Node,
    keys: &mut Keys<'_>,
    kinds: &Kinds<'_>,
) -> Option<&'static str> {
    let entries = node.entries().unwrap_or_default();
    let is = |key: &str| kinds.known.iter().copied().find(|kind| *kind == key);
    let mut found = entries.iter().filter_map(|entry| Some((is(&entry.key)?, entry)));
    if let Some((first, entry)) = found.next() {
        if let Some((second, other)) = found.next() {
            let span = entry.key_span.later(other.key_span);
            cx.fault(Found::new(&codes::TWO_KINDS, span).with("first", first).with("second", second));
            keys.get(second);
        }
        return Some(first);
    }
    if let Some(entry) = entries.iter().find(|entry| kinds.refused.contains(&entry.key.as_str())) {
        cx.not_yet(entry.key_span, &entry.key);
        return None;
    }
    let first = entries.first();
    let near = first.map_or_else(String::new, |entry| cx.suggestions.near(&entry.key, kinds.known.iter().copied()));
    let span = first.map_or(node.span, |entry| entry.key_span);
    let found = Found::new(&codes::NO_KIND, span).with("near", near);
    cx.fault(found.with("known", listed(kinds.known.iter().copied())));
    None
}

/// A step of a kind that is not read: its name, its choices, what it gives and where it leads.
pub(super) fn unread(cx: &mut Context<'_>, node: &Node, mut keys: Keys<'_>, step: Step) -> Step {
    let first = node.entries().and_then(|entries| entries.first());
    let title = first.and_then(|entry| entry.value.text()).unwrap_or_default();
    let id = keys.get("id").and_then(Node::text).map_or_else(|| baton_feel::slug(title), str::to_owned);
    cx.lost |= ["steps", "branches", "cases", "then"]
        .iter()
        .any(|key| keys.get(key).is_some_and(|node| node.items().is_some()));
    Step {
        id,
        title: Template::plain(title, step.title_span),
        when: cx.condition_of(keys.get("when"), "when"),
        then: then(cx, keys.get("then")),
        ..step
    }
    .with(stand_in(cx, &mut keys))
}

/// What stands in for a kind whose own keys could not be read.
pub(super) fn stand_in(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Read {
    let gives = keys.get("gives").filter(|node| node.items().is_some() || node.entries().is_some());
    let gives = cx.gives(gives, Gives::Either);
    let choices = keys.get("choices").filter(|node| node.entries().is_some_and(|entries| !entries.is_empty()));
    let kind = match choices {
        Some(node) => StepKind::Task(Task { choices: choice::read(cx, node), checklist: Vec::new() }),
        None => StepKind::Set(Set),
    };
    Read { kind, gives }
}

impl Step {
    fn with(self, read: Read) -> Self {
        Self { kind: read.kind, gives: read.gives, ..self }
    }
}
