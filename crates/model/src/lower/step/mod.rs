//! Steps: what every one may have; each kind in a file of its own.

mod approve;
mod block;
mod call;
mod choose;
mod common;
pub(in crate::lower) mod decide;
mod end;
mod kind;
mod parallel;
mod run;
mod send;
mod set;
pub(in crate::lower) mod table;
mod task;
mod wait;
mod work;

use std::sync::Arc;

use super::context::{Context, NameRule};
use super::handler;
use super::keys::Keys;
use super::values::Words;
use crate::codes;
use crate::definition::step::{Escalate, EscalateHow, StepJoin, Undoes};
use crate::definition::{Given, Step, StepKind, Template};
use crate::found::Found;
use crate::not_yet::{self, Place};
use crate::span::Span;
use crate::yaml::Node;
pub(super) use common::{then, undoes};
pub(super) use kind::{Kinds, kind_of};
pub(super) use wait::{awaited, event_gives};

const KINDS: [&str; 17] = [
    "task",
    "approve",
    "decide",
    "set",
    "call",
    "work",
    "send",
    "choose",
    "parallel",
    "wait",
    "run",
    "stage",
    "each",
    "repeat",
    "race",
    "any-order",
    "end",
];

/// The kinds that hold steps of their own.
const BLOCKS: [&str; 7] = ["choose", "parallel", "stage", "each", "repeat", "race", "any-order"];

/// The keys that only some kinds have, with who has them.
const KIND_KEYS: &[(&str, &str)] = &[
    ("choices", "a task or an approve"),
    ("checklist", "a task"),
    ("guide", "a task or an approve"),
    ("who", "a task, an approve or a stage"),
    ("accept", "a task or an approve"),
    ("shows", "a task or an approve"),
    ("remind", "a task or an approve"),
    ("escalate", "a task or an approve"),
    ("need", "an approve"),
    ("order", "an approve or an each"),
    ("hear", "an approve"),
    ("table", "a decide"),
    ("rules", "a decide"),
    ("decision", "a decide"),
    ("with", "a run, or a decide with a `decision:`"),
    ("http", "a call"),
    ("expect", "a call"),
    ("topic", "a work"),
    ("retry", "a call or a work"),
    ("timeout", "a call or a work"),
    ("to", "a send"),
    ("subject", "a send"),
    ("body", "a send"),
    ("attach", "a send"),
    ("cases", "a choose"),
    ("take", "a choose"),
    ("branches", "a parallel, a race or an any-order"),
    ("steps", "a stage, an each or a repeat"),
    ("fields", "a stage or an each"),
    ("rest", "a parallel, an each, or a choose with `take: all`"),
    ("in", "an each"),
    ("as", "an each"),
    ("at_a_time", "an each"),
    ("add", "an each"),
    ("while", "a repeat"),
    ("until", "a repeat or a wait"),
    ("at_most", "a repeat"),
    ("first", "a race"),
    ("for", "a wait"),
    ("event", "a wait"),
    ("key", "a wait with an `event:`"),
    ("early", "a wait with an `event:`"),
    ("workflow", "a run"),
    ("version", "a run"),
    ("detach", "a run"),
    ("method", "the `http` of a call"),
    ("url", "the `http` of a call"),
    ("headers", "the `http` of a call"),
    ("gives", "a task, an approve, a decide, a set, a call, a work, a wait, a run, a stage or an each"),
    ("due", "a task, an approve, a call, a work, a wait, a run or a block"),
];

/// Reads a list of steps.
pub(super) fn list(cx: &mut Context<'_>, node: Option<&Node>, key: &str) -> Vec<Arc<Step>> {
    let Some(node) = node else { return Vec::new() };
    let mut steps = Vec::new();
    for item in cx.items(node, key) {
        let step = one(cx, item);
        cx.lost |= step.is_none();
        steps.extend(step.map(Arc::new));
    }
    steps
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
    let kinds = Kinds { known: &KINDS, refused: not_yet::refused(Place::Step) };
    let Some(kind) = kind::kind_of(cx, node, &mut keys, &kinds) else {
        let empty =
            blank(node, node.entries().and_then(|entries| entries.first()).map_or(node.span, |entry| entry.value.span));
        return Some(kind::unread(cx, node, keys, empty));
    };
    let title_node = keys.get(kind)?;
    let title = cx.template(title_node, kind);
    let (id, id_is_written) = id(cx, &mut keys, kind, title.as_ref());
    // The role of a stage is that of its steps and of its handlers' steps.
    let around = cx.role.clone();
    if kind == "stage"
        && let Some(who) = keys.get("who")
    {
        cx.role = cx.named(who, "who").or(cx.role.take());
    }
    let mut step = Step {
        id,
        id_is_written,
        title: title.unwrap_or_else(|| Template::plain("", title_node.span)),
        when: cx.condition_of(keys.get("when"), "when"),
        in_case: handler::read(cx, keys.get("in_case")),
        ..blank(node, title_node.span)
    };
    common::read(cx, &mut keys, &mut step);
    if kind != "end" {
        step.then = then(cx, keys.get("then"));
    }
    if matches!(kind, "task" | "approve") {
        people(cx, &mut keys, &mut step);
    } else {
        step.needs = cx.nameds(keys.get("needs"), "needs");
    }
    if matches!(kind, "call" | "work" | "wait" | "run") || BLOCKS.contains(&kind) {
        step.due = cx.deadline(keys.get("due"), "due");
    }
    // What takes several ways at once goes on as its `join` says; that of any other step is about the ways to it.
    let takes_one = kind == "choose" && keys.get("take").and_then(Node::text) != Some("all");
    if takes_one || !matches!(kind, "parallel" | "each" | "choose") {
        step.join = common::join(cx, keys.get("join"));
    }
    let Read { kind: read, gives } = match of_kind(cx, &mut keys, kind, &step) {
        Some(read) => read,
        None => kind::stand_in(cx, &mut keys),
    };
    cx.role = around;
    keys.finish_of(cx, |key| KIND_KEYS.iter().find(|(known, _)| *known == key).map(|(_, owners)| (kind, *owners)));
    Some(Step { kind: read, gives, ..step })
}

/// A step of which nothing is known yet.
fn blank(node: &Node, title_span: Span) -> Step {
    Step {
        id: String::new(),
        id_is_written: false,
        title: Template::plain("", title_span),
        span: node.span,
        title_span,
        when: None,
        who: None,
        guide: None,
        needs: Vec::new(),
        shows: Vec::new(),
        gives: Vec::new(),
        due: None,
        remind: Vec::new(),
        escalate: None,
        accept: None,
        then: Vec::new(),
        join: StepJoin::Each,
        cancels: Vec::new(),
        undo: Vec::new(),
        undoes: Undoes::Nothing,
        stands_if_unchanged: false,
        locks: Vec::new(),
        only_while: None,
        priority: None,
        stops_clock: false,
        in_case: Vec::new(),
        kind: StepKind::Set(crate::definition::step::Set),
    }
}

/// What steps of people may have.
fn people(cx: &mut Context<'_>, keys: &mut Keys<'_>, step: &mut Step) {
    let around = cx.role.clone();
    step.who = keys.get("who").and_then(|node| cx.named(node, "who")).or(around);
    step.accept = keys.get("accept").and_then(|node| common::accept(cx, node));
    step.guide = cx.template_of(keys.get("guide"), "guide");
    step.needs = cx.nameds(keys.get("needs"), "needs");
    step.shows = cx.nameds(keys.get("shows"), "shows");
    step.due = cx.deadline(keys.get("due"), "due");
    step.remind = cx.offsets(keys.get("remind"), "remind");
    step.escalate = keys.get("escalate").and_then(|node| escalate(cx, node));
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
    let unnamed = |cx: &mut Context<'_>| {
        cx.ends += 1;
        (format!("?/{}", cx.ends), false)
    };
    let Some(title) = title else { return unnamed(cx) };
    let slug = baton_feel::slug(&title.text);
    if slug.is_empty() {
        cx.fault(Found::new(&codes::NO_TITLE_LETTERS, title.span).with("title", &title.text));
        return unnamed(cx);
    }
    (slug, false)
}

fn of_kind(cx: &mut Context<'_>, keys: &mut Keys<'_>, kind: &str, step: &Step) -> Option<Read> {
    match kind {
        "task" => Some(task::read(cx, keys, step)),
        "approve" => Some(approve::read(cx, keys, step)),
        "decide" => decide::read(cx, keys),
        "set" => Some(set::read(cx, keys)),
        "call" => call::read(cx, keys),
        "work" => work::read(cx, keys),
        "send" => send::read(cx, keys),
        "choose" => choose::read(cx, keys, step),
        "parallel" => parallel::read(cx, keys, step),
        "wait" => wait::read(cx, keys),
        "run" => run::read(cx, keys),
        "stage" => block::stage(cx, keys),
        "each" => block::each(cx, keys),
        "repeat" => Some(block::repeat(cx, keys)),
        "race" => block::race(cx, keys, step),
        "any-order" => block::any_order(cx, keys, step),
        _ => Some(end::read(step)),
    }
}
