//! `in_case:` handlers. Those for errors are read.

use super::context::Context;
use super::keys::Keys;
use super::step;
use crate::definition::Handler;
use crate::not_yet::{self, Place};
use crate::yaml::Node;

/// Reads a list of handlers.
pub(super) fn read(cx: &mut Context<'_>, node: Option<&Node>) -> Vec<Handler> {
    let Some(node) = node else { return Vec::new() };
    cx.items(node, "in_case").iter().filter_map(|item| one(cx, item)).collect()
}

fn one(cx: &mut Context<'_>, node: &Node) -> Option<Handler> {
    let mut keys = Keys::open(cx, node, "in_case", "a handler")?;
    keys.place(Place::HandlerKey);
    let other = node
        .entries()
        .unwrap_or_default()
        .iter()
        .any(|entry| not_yet::refused(Place::HandlerKey).contains(&entry.key.as_str()));
    let error = if other { keys.get("error") } else { keys.must(cx, "error", " and a code, or `error: any`") };
    let error = error.and_then(|node| cx.named(node, "error"));
    let steps = keys.get("steps").map(|node| step::list(cx, Some(node), "steps")).unwrap_or_default();
    let then = step::then(cx, keys.get("then"));
    let span = keys.span;
    keys.finish(cx);
    Some(Handler { error: error?, span, steps, then })
}
