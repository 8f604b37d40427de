//! `start:` a list.

use baton_feel::Type;

use super::context::Context;
use super::field::Gives;
use super::keys::Keys;
use super::step::{Kinds, kind_of};
use crate::codes;
use crate::definition::{Start, StartKind, Who};
use crate::found::Found;
use crate::not_yet::{self, Place};
use crate::yaml::Node;

const KINDS: [&str; 3] = ["form", "manual", "webhook"];

/// Reads what starts a run.
pub(super) fn read(cx: &mut Context<'_>, node: Option<&Node>) -> Vec<Start> {
    let Some(node) = node else { return Vec::new() };
    let mut starts = Vec::new();
    for item in cx.items(node, "start") {
        let start = one(cx, item);
        cx.lost |= start.is_none();
        starts.extend(start);
    }
    starts
}

fn one(cx: &mut Context<'_>, node: &Node) -> Option<Start> {
    let mut keys = Keys::open(cx, node, "start", "a start")?;
    keys.place(Place::StartKey);
    let kinds = Kinds { known: &KINDS, refused: not_yet::refused(Place::Start) };
    let kind = kind_of(cx, node, &mut keys, &kinds)?;
    let entry = keys.entry(kind)?;
    let title = cx.template(&entry.value, kind);
    if let Some(title) = title.as_ref().filter(|title| baton_feel::slug(&title.text).is_empty()) {
        cx.fault(Found::new(&codes::NO_TITLE_LETTERS, title.span).with("title", &title.text));
    }
    let read = match kind {
        "webhook" => {
            let body = cx.names.scope.clone().with("body", Type::Context(Vec::new()));
            let gives = cx.within(body, |cx| cx.gives(keys.get("gives"), Gives::Values));
            let secret = keys.get("secret").and_then(|node| cx.named(node, "secret"));
            Some((StartKind::Webhook { secret }, gives))
        }
        _ => {
            let who = who(cx, keys.get("who"));
            let kind = if kind == "form" { StartKind::Form(who) } else { StartKind::Manual(who) };
            Some((kind, cx.gives(keys.get("gives"), Gives::Names)))
        }
    };
    keys.finish(cx);
    let (kind, gives) = read?;
    Some(Start { kind, title: title?, span: entry.value.span, gives })
}

/// `everyone`, a group, or a list of groups.
fn who(cx: &mut Context<'_>, node: Option<&Node>) -> Who {
    let Some(node) = node else { return Who::Everyone };
    match node.text() {
        Some("everyone") => Who::Everyone,
        Some(word) if not_yet::refused(Place::StartWho).contains(&word) => {
            cx.not_yet(node.span, &format!("who: {word}"));
            Who::Everyone
        }
        Some(_) => Who::Groups(cx.named(node, "who").into_iter().collect()),
        None => Who::Groups(cx.nameds(Some(node), "who")),
    }
}
