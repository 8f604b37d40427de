//! What happens next, as far as the definition alone tells: the first step of people behind a choice, or the outcome.

use baton_engine::START;
use baton_engine::event::TaskKind;
use baton_engine::state::TaskRecord;
use baton_model::definition::{Phrase, RoleRule, Step, StepKind};
use baton_model::graph::{Edge, Node, NodeKind};

use super::lens::Lens;
use crate::words;

/// How many automatic steps are looked past.
const STEPS_MAX: u32 = 50;

/// What a choice of a task leads to, as a phrase that follows the choice's name.
pub fn after(lens: &Lens<'_>, task: &TaskRecord, choice: &str) -> String {
    let graph = &lens.compiled.graph;
    if lens.state.ballot(task).is_some() {
        return words::say("next.vote", &[]);
    }
    let node = match task.kind {
        TaskKind::Form => graph.starts.get(lens.state.start).and_then(|start| graph.node(*start)),
        TaskKind::Task | TaskKind::Approve => graph.step(&task.step),
    };
    node.and_then(|node| node.after(Some(choice))).map_or_else(String::new, |edge| follow(lens, edge, 0))
}

fn follow(lens: &Lens<'_>, edge: &Edge, depth: u32) -> String {
    let Some(node) = lens.compiled.graph.node(edge.to).filter(|_| depth < STEPS_MAX) else { return String::new() };
    match &node.kind {
        NodeKind::Start(_) => {
            let who = lens.state.starter.map_or_else(String::new, |person| lens.name(person));
            words::say("next.start", &[("who", &who)])
        }
        NodeKind::Outcome(name) => words::say("next.outcome", &[("outcome", &lens.outcome_title(name))]),
        NodeKind::Step(step) if step.is_by_people() && step.when.is_none() => {
            let who = who(lens, step);
            let key = if edge.back { "next.back" } else { "next.person" };
            words::say(key, &[("who", &who), ("step", &step.title.outline())])
        }
        NodeKind::Step(step) => automatic(lens, node, step, depth),
        NodeKind::Join(_) => node.next.as_ref().map_or_else(String::new, |edge| follow(lens, edge, depth + 1)),
        NodeKind::Split(..) | NodeKind::Undone(_) | NodeKind::Aside | NodeKind::ThreadEnd => String::new(),
    }
}

fn automatic(lens: &Lens<'_>, node: &Node, step: &Step, depth: u32) -> String {
    // Where a rule decides, the way is not known before the values are.
    if !node.cases.is_empty() || step.when.is_some() || has_conditions(step) {
        return words::say("next.decides", &[]);
    }
    let branch = node.branches.first().map(|branch| &branch.first);
    match branch.or(node.next.as_ref()) {
        Some(edge) => follow(lens, edge, depth + 1),
        None => String::new(),
    }
}

/// Whether a block has branches that are not always taken.
fn has_conditions(step: &Step) -> bool {
    match &step.kind {
        StepKind::Choose(choose) => choose.take_all.is_some(),
        StepKind::Parallel(parallel) => parallel.branches.iter().any(|branch| branch.when.is_some()),
        _ => false,
    }
}

/// Who has a step, in words: the person the role already has, else the role's group, else the role.
fn who(lens: &Lens<'_>, step: &Step) -> String {
    let Some(role) = step.who.as_ref().map(|who| who.name.as_str()) else { return String::new() };
    if let Some(person) = lens.state.roles.get(role) {
        return lens.name(*person);
    }
    match lens.compiled.workflow.roles.get(role).map(|known| &known.spec.rule) {
        Some(RoleRule::Group { group, .. }) => lens.group_title(&group.name),
        Some(RoleRule::Person(people)) => {
            of_phrase(lens, &people.phrase, 0).map_or_else(|| role.to_owned(), |person| lens.name(person))
        }
        None if role == START => lens.state.starter.map_or_else(String::new, |person| lens.name(person)),
        None => role.to_owned(),
    }
}

fn of_phrase(lens: &Lens<'_>, phrase: &Phrase, depth: u32) -> Option<baton_people::PersonId> {
    if depth > STEPS_MAX {
        return None;
    }
    match phrase {
        Phrase::Starter => lens.state.starter,
        Phrase::ManagerOf(of) => lens.directory.person(of_phrase(lens, of, depth + 1)?)?.manager,
        Phrase::Role(role) => match lens.state.roles.get(role.as_str()) {
            Some(person) => Some(*person),
            None => match &lens.compiled.workflow.roles.get(role)?.spec.rule {
                RoleRule::Person(people) => of_phrase(lens, &people.phrase, depth + 1),
                RoleRule::Group { .. } => None,
            },
        },
        Phrase::DoerOf(step) => lens.state.steps.get(step.as_str())?.by,
        Phrase::Field(field) => lens.state.values.get(field.as_str())?.value.as_i64(),
        Phrase::Person(name) => lens.directory.resolve_person(name).map(|person| person.id),
        Phrase::OwnerOf(_) => None,
    }
}
