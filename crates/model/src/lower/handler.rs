//! `in_case:` handlers.

use super::context::Context;
use super::keys::Keys;
use super::step::{self, awaited, event_gives, undoes};
use crate::codes;
use crate::definition::{Case, Handler};
use crate::found::Found;
use crate::yaml::Node;

/// What a handler may be for.
const CASES: [&str; 6] = ["error", "after", "overdue", "event", "when", "cancelled"];

/// Reads a list of handlers.
pub(super) fn read(cx: &mut Context<'_>, node: Option<&Node>) -> Vec<Handler> {
    let Some(node) = node else { return Vec::new() };
    cx.items(node, "in_case").iter().filter_map(|item| one(cx, item)).collect()
}

fn one(cx: &mut Context<'_>, node: &Node) -> Option<Handler> {
    let mut keys = Keys::open(cx, node, "in_case", "a handler")?;
    let when = case(cx, &mut keys);
    cx.lost |= when.is_none();
    let gives = match &when {
        Some(Case::Event(_)) => event_gives(cx, &mut keys),
        _ => Vec::new(),
    };
    let handler = Handler {
        when: when?,
        span: keys.span,
        gives,
        steps: keys.get("steps").map(|node| step::list(cx, Some(node), "steps")).unwrap_or_default(),
        then: step::then(cx, keys.get("then")),
        cancels: cx.nameds(keys.get("cancels"), "cancels"),
        undoes: undoes(cx, keys.get("undoes")),
        interrupt: cx.yes_no(keys.get("interrupt"), "interrupt"),
    };
    keys.finish(cx);
    Some(handler)
}

fn case(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<Case> {
    let mut written = CASES.into_iter().filter_map(|key| Some((key, keys.entry(key)?)));
    let Some((key, entry)) = written.next() else {
        keys.must(cx, "error", " and a code, or `after:`, `overdue:`, `event:`, `when:` or `cancelled:`");
        return None;
    };
    if let Some((second, other)) = written.next() {
        let found = Found::new(&codes::TWO_KINDS, other.key_span).with("first", key);
        cx.fault(found.with("second", second));
    }
    let node = &entry.value;
    match key {
        "error" => cx.named(node, "error").map(Case::Error),
        "after" => cx.deadline(Some(node), "after").map(Case::After),
        "overdue" => cx.must_be_true(Some(node), "overdue").then_some(Case::Overdue),
        "event" => awaited(cx, keys).map(Case::Event),
        "when" => cx.condition_of(Some(node), "when").map(Case::When),
        _ => cx.must_be_true(Some(node), "cancelled").then_some(Case::Cancelled),
    }
}
