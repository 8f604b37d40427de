//! Steps: what every one may have; each kind in a file of its own.

mod approve;
mod call;
mod choose;
mod decide;
mod end;
mod parallel;
mod send;
mod set;
mod table;
mod task;
mod work;

use std::sync::Arc;

use super::context::{Context, NameRule, listed, near};
use super::handler;
use super::keys::Keys;
use super::values::Words;
use crate::codes;
use crate::definition::step::{Escalate, EscalateHow};
use crate::definition::{Given, Step, StepKind, Template, Then};
use crate::fault::Found;
use crate::not_yet::{self, Place};
use crate::yaml::Node;

const KINDS: [&str; 10] = ["task", "approve", "decide", "set", "call", "work", "send", "choose", "parallel", "end"];

/// The keys that only some kinds have, with who has them.
const KIND_KEYS: &[(&str, &str)] = &[
    ("choices", "a task or an approve"),
    ("checklist", "a task"),
    ("guide", "a task or an approve"),
    ("who", "a task or an approve"),
    ("needs", "a task, an approve, a call or a work"),
    ("shows", "a task or an approve"),
    ("remind", "a task or an approve"),
    ("escalate", "a task or an approve"),
    ("need", "an approve"),
    ("order", "an approve"),
    ("table", "a decide"),
    ("rules", "a decide"),
    ("http", "a call"),
    ("expect", "a call"),
    ("topic", "a work"),
    ("retry", "a call or a work"),
    ("timeout", "a call or a work"),
    ("to", "a send"),
    ("subject", "a send"),
    ("body", "a send"),
    ("cases", "a choose"),
    ("branches", "a parallel"),
    ("method", "the `http` of a call"),
    ("url", "the `http` of a call"),
    ("headers", "the `http` of a call"),
    ("gives", "a task, an approve, a decide, a set, a call or a work"),
    ("due", "a task, an approve, a call or a work"),
];

/// Reads a list of steps.
pub(super) fn list(cx: &mut Context<'_>, node: Option<&Node>, key: &str) -> Vec<Arc<Step>> {
    let Some(node) = node else { return Vec::new() };
    cx.items(node, key).iter().filter_map(|item| one(cx, item)).map(Arc::new).collect()
}

/// `then:` one target.
pub(super) fn then(cx: &mut Context<'_>, node: Option<&Node>) -> Option<Then> {
    let node = node?;
    if node.items().is_some() {
        cx.not_yet(node.span, "then: […]");
        return None;
    }
    cx.named(node, "then").map(|named| Then { to: named.name, span: named.span })
}

/// Which of the kinds a map is.
pub(super) fn kind_of(
    cx: &mut Context<'_>,
    node: &Node,
    kinds: &[&'static str],
    refused: &[&str],
) -> Option<&'static str> {
    let entries = node.entries()?;
    let mut found =
        entries.iter().filter_map(|entry| kinds.iter().find(|kind| **kind == entry.key).map(|kind| (*kind, entry)));
    if let Some((first, entry)) = found.next() {
        if let Some((second, other)) = found.next() {
            let span = entry.key_span.later(other.key_span);
            cx.fault(Found::new(&codes::TWO_KINDS, span).with("first", first).with("second", second));
        }
        return Some(first);
    }
    if let Some(entry) = entries.iter().find(|entry| refused.contains(&entry.key.as_str())) {
        cx.not_yet(entry.key_span, &entry.key);
        return None;
    }
    let first = entries.first();
    let near = first.map_or_else(String::new, |entry| near(&entry.key, kinds.iter().copied()));
    let span = first.map_or(node.span, |entry| entry.key_span);
    let found = Found::new(&codes::NO_KIND, span).with("near", near);
    cx.fault(found.with("known", listed(kinds.iter().copied())));
    None
}

/// What a kind's reader gives beside the kind: what every step may have, where this kind may have it.
struct Read {
    kind: StepKind,
    gives: Vec<Given>,
}

impl From<StepKind> for Read {
    fn from(kind: StepKind) -> Self {
        Self { kind, gives: Vec::new() }
    }
}

fn one(cx: &mut Context<'_>, node: &Node) -> Option<Step> {
    let mut keys = Keys::open(cx, node, "steps", "a step")?;
    keys.place(Place::StepKey);
    let kind = kind_of(cx, node, &KINDS, not_yet::refused(Place::Step))?;
    let title_node = keys.get(kind)?;
    let title = cx.template(title_node, kind);
    let (id, id_is_written) = id(cx, &mut keys, kind, title.as_ref());
    let mut step = Step {
        id,
        id_is_written,
        title: title.clone().unwrap_or_else(|| Template::plain("", title_node.span)),
        span: node.span,
        title_span: title_node.span,
        when: cx.condition_of(keys.get("when"), "when"),
        who: None,
        guide: None,
        needs: Vec::new(),
        shows: Vec::new(),
        gives: Vec::new(),
        due: None,
        remind: Vec::new(),
        escalate: None,
        then: None,
        in_case: handler::read(cx, keys.get("in_case")),
        kind: StepKind::Set(crate::definition::step::Set),
    };
    if kind != "end" {
        step.then = then(cx, keys.get("then"));
    }
    if matches!(kind, "task" | "approve") {
        people(cx, &mut keys, &mut step);
    }
    if matches!(kind, "call" | "work") {
        step.needs = cx.nameds(keys.get("needs"), "needs");
        step.due = cx.deadline(keys.get("due"), "due");
    }
    let read = of_kind(cx, &mut keys, kind, &step);
    keys.finish_of(cx, |key| KIND_KEYS.iter().find(|(known, _)| *known == key).map(|(_, owners)| (kind, *owners)));
    let Read { kind, gives } = read?;
    title?;
    Some(Step { kind, gives, ..step })
}

/// What steps of people may have.
fn people(cx: &mut Context<'_>, keys: &mut Keys<'_>, step: &mut Step) {
    step.who = keys.get("who").and_then(|node| who(cx, node));
    step.guide = cx.template_of(keys.get("guide"), "guide");
    step.needs = cx.nameds(keys.get("needs"), "needs");
    step.shows = cx.nameds(keys.get("shows"), "shows");
    step.due = cx.deadline(keys.get("due"), "due");
    step.remind = cx.offsets(keys.get("remind"), "remind");
    step.escalate = keys.get("escalate").and_then(|node| escalate(cx, node));
}

/// A role's name, never a person.
fn who(cx: &mut Context<'_>, node: &Node) -> Option<crate::definition::Named> {
    let named = cx.named(node, "who")?;
    let phrase = named.name.contains(' ') || named.name.contains('@') || named.name == "starter";
    if phrase {
        cx.about(&codes::WHO_IS_A_PERSON, named.span, &named.name);
        return None;
    }
    Some(named)
}

fn escalate(cx: &mut Context<'_>, node: &Node) -> Option<Escalate> {
    let mut keys = Keys::open(cx, node, "escalate", "`escalate`")?;
    let at = keys.must(cx, "at", " and a moment, such as 1 day overdue");
    let to = keys.must(cx, "to", " and a person, such as manager of manager");
    let at = at.and_then(|node| cx.offset(node, "at"));
    let to = to.and_then(|node| cx.people(node, "to"));
    let known = [("add", EscalateHow::Add), ("move", EscalateHow::Move), ("tell", EscalateHow::Tell)];
    let how = cx.word(keys.get("how"), &Words { key: "how", place: None, known: &known });
    keys.finish(cx);
    Some(Escalate { at: at?, to: to?, how: how.unwrap_or(EscalateHow::Add) })
}

/// The written id, else the title's slug.
fn id(cx: &mut Context<'_>, keys: &mut Keys<'_>, kind: &str, title: Option<&Template>) -> (String, bool) {
    if let Some(named) = keys.get("id").and_then(|node| cx.named(node, "id")) {
        cx.name(&named.name, named.span, NameRule::Step);
        return (named.name, true);
    }
    if kind == "end" {
        cx.ends += 1;
        return (format!("end/{}", cx.ends), false);
    }
    let Some(title) = title else { return (String::new(), false) };
    let slug = baton_feel::slug(&title.text);
    if slug.is_empty() {
        cx.fault(Found::new(&codes::NO_TITLE_LETTERS, title.span).with("title", &title.text));
    }
    (slug, false)
}

fn of_kind(cx: &mut Context<'_>, keys: &mut Keys<'_>, kind: &str, step: &Step) -> Option<Read> {
    match kind {
        "task" => Some(task::read(cx, keys, step)),
        "approve" => approve::read(cx, keys),
        "decide" => decide::read(cx, keys),
        "set" => Some(set::read(cx, keys)),
        "call" => call::read(cx, keys),
        "work" => work::read(cx, keys),
        "send" => send::read(cx, keys),
        "choose" => choose::read(cx, keys, step),
        "parallel" => parallel::read(cx, keys, step),
        _ => Some(end::read(step)),
    }
}
