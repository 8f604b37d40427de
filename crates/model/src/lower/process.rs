//! A process.

use super::context::{Context, NameRule};
use super::head::{self, sentence_case};
use super::keys::Keys;
use super::{field, start};
use crate::definition::{Expr, Milestone, Named, Process, SubRun, Taken, Template};
use crate::map::IndexMap;
use crate::not_yet::Place;
use crate::yaml::Node;
use baton_feel::Type;

/// Reads a file that begins with `process:`.
pub(super) fn read(cx: &mut Context<'_>, root: &Node) -> Option<Process> {
    let mut keys = Keys::open(cx, root, "process", "a process")?;
    keys.place(Place::Top);
    let head = head::read(cx, &mut keys, "process");
    let outcome = keys.must(cx, "outcome", " and what it leads to, in words");
    let workflows = keys.must(cx, "workflows", " and a list of `- run: ID`");
    let process = Process {
        start: start::read(cx, keys.get("start")),
        fields: field::read(cx, keys.get("fields")),
        outcome: cx.template_of(outcome, "outcome"),
        workflows: workflows.map(|node| sub_runs(cx, node)).unwrap_or_default(),
        milestones: milestones(cx, keys.get("milestones")),
        head,
    };
    keys.finish(cx);
    Some(process)
}

fn sub_runs(cx: &mut Context<'_>, node: &Node) -> Vec<SubRun> {
    cx.items(node, "workflows").iter().filter_map(|item| sub_run(cx, item)).collect()
}

fn sub_run(cx: &mut Context<'_>, node: &Node) -> Option<SubRun> {
    let mut keys = Keys::open(cx, node, "workflows", "a workflow of a process")?;
    let workflow = keys.must(cx, "run", " and the workflow's id").and_then(|node| cx.named(node, "run"));
    let id = keys.get("id").and_then(|node| cx.named(node, "id"));
    if let Some(id) = &id {
        cx.name(&id.name, id.span, NameRule::Step);
    }
    let each = each(cx, keys.get("each"));
    let item = cx.scope.clone().with("item", Type::Any).with("index", Type::Number);
    let inner = if each.is_empty() { cx.scope.clone() } else { item };
    let sub = cx.within(inner, |cx| {
        let workflow = workflow?;
        Some(SubRun {
            id: id.unwrap_or_else(|| workflow.clone()),
            workflow,
            span: keys.span,
            after: cx.nameds(keys.get("after"), "after"),
            when: cx.expression_of(keys.get("when"), "when"),
            not_before: cx.deadline(keys.get("not_before"), "not_before"),
            due: cx.deadline(keys.get("due"), "due"),
            target: cx.deadline(keys.get("target"), "target"),
            each,
            with: cx.inputs(keys.get("with"), "with"),
            gives: taken(cx, keys.get("gives")),
        })
    });
    keys.finish(cx);
    sub
}

/// `gives: { mine: theirs }`: what theirs is, only the other workflow knows.
pub(super) fn taken(cx: &mut Context<'_>, node: Option<&Node>) -> Vec<Taken> {
    let Some(node) = node else { return Vec::new() };
    if node.entries().is_none() {
        cx.wrong_shape(node, "gives", "a map of fields");
    }
    let mut all = Vec::new();
    for entry in node.entries().unwrap_or_default() {
        let theirs = cx.text(&entry.value, &entry.key);
        let mine = Named { name: entry.key.clone(), span: entry.key_span };
        all.extend(theirs.map(|theirs| Taken { mine, theirs }));
    }
    all
}

/// A FEEL list, or a list of FEEL.
fn each(cx: &mut Context<'_>, node: Option<&Node>) -> Vec<Expr> {
    let Some(node) = node else { return Vec::new() };
    let one = std::slice::from_ref(node);
    node.items().unwrap_or(one).iter().filter_map(|item| cx.expression(item, "each")).collect()
}

fn milestones(cx: &mut Context<'_>, node: Option<&Node>) -> IndexMap<String, Milestone> {
    let mut all = IndexMap::default();
    let Some(node) = node else { return all };
    if node.entries().is_none() {
        cx.wrong_shape(node, "milestones", "a map of names");
    }
    for entry in node.entries().unwrap_or_default() {
        cx.name(&entry.key, entry.key_span, NameRule::Outcome);
        let Some(mut keys) = Keys::open(cx, &entry.value, &entry.key, "a milestone") else { continue };
        let title = cx.template_of(keys.get("title"), "title");
        let milestone = Milestone {
            name: Named { name: entry.key.clone(), span: entry.key_span },
            title: title.unwrap_or_else(|| Template::plain(sentence_case(&entry.key), entry.key_span)),
            after: cx.nameds(keys.get("after"), "after"),
            due: cx.deadline(keys.get("due"), "due"),
        };
        keys.finish(cx);
        all.insert(entry.key.clone(), milestone);
    }
    all
}
