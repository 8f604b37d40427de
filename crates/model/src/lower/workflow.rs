//! A workflow: its head and its six parts.

use super::context::{Context, NameRule};
use super::keys::Keys;
use super::{field, handler, head, outcome, role, start, step};
use crate::codes;
use crate::definition::{Access, Named, Party, SidePath, Workflow};
use crate::found::Found;
use crate::map::IndexMap;
use crate::not_yet::Place;
use crate::yaml::Node;

/// Reads a file that begins with `workflow:`.
pub(super) fn read(cx: &mut Context<'_>, root: &Node) -> Option<Workflow> {
    let mut keys = Keys::open(cx, root, "workflow", "a workflow")?;
    keys.place(Place::Top);
    let head = head::read(cx, &mut keys, "workflow");
    let workflow = Workflow {
        start: start::read(cx, keys.get("start")),
        roles: role::read(cx, keys.get("roles")),
        fields: field::read(cx, keys.get("fields")),
        steps: step::list(cx, keys.get("steps"), "steps"),
        paths: paths(cx, keys.get("paths")),
        outcomes: outcome::read(cx, keys.get("outcomes")),
        in_case: handler::read(cx, keys.get("in_case")),
        access: access(cx, keys.get("access")),
        items: std::mem::take(&mut cx.items),
        block_fields: std::mem::take(&mut cx.block_fields),
        asked_of_steps: std::mem::take(&mut cx.asked_of_steps),
        head,
    };
    keys.finish(cx);
    Some(workflow)
}

fn paths(cx: &mut Context<'_>, node: Option<&Node>) -> IndexMap<String, SidePath> {
    let Some(node) = node else { return IndexMap::default() };
    if node.entries().is_none() {
        cx.wrong_shape(node, "paths", "a map of names");
    }
    let mut paths = IndexMap::default();
    for entry in node.entries().unwrap_or_default() {
        cx.name(&entry.key, entry.key_span, NameRule::Path);
        let steps = step::list(cx, Some(&entry.value), &entry.key);
        if steps.is_empty() {
            let found = Found::new(&codes::NO_ENTRIES, entry.key_span).with("key", &entry.key);
            cx.fault(found.with("hint", "give the path a step, or remove it"));
        }
        let name = Named { name: entry.key.clone(), span: entry.key_span };
        paths.insert(entry.key.clone(), SidePath { name, steps });
    }
    paths
}

fn access(cx: &mut Context<'_>, node: Option<&Node>) -> Access {
    let keys = node.and_then(|node| Keys::open(cx, node, "access", "`access`"));
    let Some(mut keys) = keys else { return Access::default() };
    let access = Access {
        span: Some(keys.span),
        start: parties(cx, keys.get("start")),
        see: parties(cx, keys.get("see")),
        manage: parties(cx, keys.get("manage")),
        report: parties(cx, keys.get("report")),
    };
    keys.finish(cx);
    access
}

fn parties(cx: &mut Context<'_>, node: Option<&Node>) -> Vec<Party> {
    let names = match node {
        Some(node) if node.text().is_some() => cx.texts(Some(&one_item(node)), "access"),
        other => cx.texts(other, "access"),
    };
    names
        .into_iter()
        .map(|name| match name.as_str() {
            "everyone" => Party::Everyone,
            _ if cx.names.is_role(&name) => Party::Role(name),
            _ => Party::Group(name),
        })
        .collect()
}

/// One name alone is a list of one.
fn one_item(node: &Node) -> Node {
    let items = vec![node.clone()];
    Node { value: crate::yaml::Value::List { items, flow: false }, span: node.span }
}
