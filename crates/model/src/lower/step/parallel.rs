//! `parallel`.

use super::Read;
use crate::codes;
use crate::definition::step::{Branch, Parallel};
use crate::definition::{Step, StepKind};
use crate::found::Found;
use crate::lower::context::{Context, NameRule};
use crate::lower::keys::Keys;
use crate::lower::step;
use crate::lower::values::Words;
use crate::not_yet::Place;
use crate::yaml::Node;

pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>, step: &Step) -> Option<Read> {
    join(cx, keys.get("join"));
    cx.word(keys.get("rest"), &Words { key: "rest", place: Some(Place::Rest), known: &[("finish", ())] });
    let node = keys.must(cx, "branches", " and a list of `- steps:`")?;
    let items = cx.items(node, "branches");
    if items.is_empty() && node.items().is_some() {
        let found = Found::new(&codes::NO_ENTRIES, node.span).with("key", "branches");
        cx.fault(found.with("hint", "give it a branch, or remove it"));
    }
    let mut branches = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let branch = branch(cx, item, format!("{}/{}", step.id, index + 1));
        cx.lost |= branch.is_none();
        branches.extend(branch);
    }
    Some(StepKind::Parallel(Parallel { branches }).into())
}

/// `all`; every other word, number or condition is part of the language, but does not run.
fn join(cx: &mut Context<'_>, node: Option<&Node>) {
    let Some(node) = node else { return };
    match cx.text(node, "join").as_deref() {
        None | Some("all") => {}
        Some(text) => cx.not_yet(node.span, &format!("join: {text}")),
    }
}

fn branch(cx: &mut Context<'_>, node: &Node, id: String) -> Option<Branch> {
    let mut keys = Keys::open(cx, node, "branches", "a branch")?;
    let written = keys.get("id").and_then(|node| cx.named(node, "id"));
    if let Some(written) = &written {
        cx.name(&written.name, written.span, NameRule::Step);
    }
    let steps = keys.must(cx, "steps", " and a list of steps");
    let branch = Branch {
        id: written.map_or(id, |written| written.name),
        title: keys.get("title").and_then(|node| cx.text(node, "title")),
        when: cx.condition_of(keys.get("when"), "when"),
        steps: step::list(cx, steps, "steps"),
        span: keys.span,
    };
    keys.finish(cx);
    Some(branch)
}
