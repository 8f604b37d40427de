//! A step that is due so long before a day that it can never be done in time: it cannot begin before that day.
//!
//! That is said where every way to the step leads through a wait until that day, counted from the same field, which nothing
//! changes but the start. Both are compared by days, since a wait ends in the morning and a deadline is in the evening.

use std::collections::HashSet;

use super::Subject;
use super::flow::By;
use super::times::Length;
use crate::codes;
use crate::definition::step::{Wait, WaitFor};
use crate::definition::{Deadline, DeadlineRule, Step, StepKind};
use crate::found::Found;
use crate::graph::NodeId;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let waits = subject.steps.iter().filter_map(|step| match &step.kind {
        StepKind::Wait(Wait { what: WaitFor::Moment(until) }) => Some((*step, until, About::of(until)?)),
        _ => None,
    });
    for (wait, until, begins) in waits.filter(|(_, _, begins)| is_of_the_start(subject, begins.field)) {
        let others = subject.steps.iter().filter(|step| step.id != wait.id);
        let due_before: Vec<(&Step, &Deadline)> = others
            .filter_map(|step| Some((step.as_ref(), step.due.as_ref()?)))
            .filter(|(_, due)| About::of(due).is_some_and(|due| due.is_before(&begins)))
            .collect();
        if due_before.is_empty() {
            continue;
        }
        let around = reached_around(subject, wait);
        for (step, due) in due_before {
            let node = subject.graph.step(&step.id).map(|node| node.id);
            if node.is_some_and(|node| subject.flow.is_reached(node) && !around.contains(&node)) {
                let found = Found::new(&codes::DUE_BEFORE_OPENING, due.span).with("step", step.title.outline());
                add(found.with("due", &due.text).with("begins", &until.text));
            }
        }
    }
}

/// A moment before or after that of a field.
pub(super) struct About<'d> {
    pub field: &'d str,
    by: Option<(Length, Side)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl<'d> About<'d> {
    /// What a deadline says of a field.
    pub fn of(deadline: &'d Deadline) -> Option<Self> {
        let (field, by) = match &deadline.rule {
            DeadlineRule::Field(field) => (field, None),
            DeadlineRule::FieldMinus(field, by) => (field, Some((Length::of(by)?, Side::Before))),
            DeadlineRule::FieldPlus(field, by) => (field, Some((Length::of(by)?, Side::After))),
            DeadlineRule::After(_) | DeadlineRule::Feel(_) => return None,
        };
        Some(Self { field, by })
    }

    /// Whether it is a day or more before another, in every calendar.
    pub fn is_before(&self, other: &Self) -> bool {
        let same = self.field == other.field;
        same && match (self.by, other.by) {
            (Some((by, Side::Before)), None | Some((_, Side::After))) | (None, Some((by, Side::After))) => {
                by.is_a_day()
            }
            (Some((mine, Side::After)), Some((theirs, Side::After))) => is_longer(theirs, mine),
            (Some((mine, Side::Before)), Some((theirs, Side::Before))) => is_longer(mine, theirs),
            _ => false,
        }
    }
}

/// Whether one is longer than the other by a day or more.
fn is_longer(one: Length, other: Length) -> bool {
    let left = one.minutes.checked_sub(other.minutes).map(|minutes| Length { minutes, ..one });
    one.is_business == other.is_business && left.is_some_and(Length::is_a_day)
}

/// Whether only the start gives a field.
fn is_of_the_start(subject: &Subject<'_>, field: &str) -> bool {
    let of_steps = subject.steps.iter().flat_map(|step| {
        let choices = step.choices().into_iter().flat_map(|choices| choices.values()).flat_map(|choice| &choice.gives);
        step.gives.iter().chain(choices)
    });
    let handlers = subject.steps.iter().flat_map(|step| &step.in_case).chain(&subject.workflow.in_case);
    !of_steps.chain(handlers.flat_map(|handler| &handler.gives)).any(|given| given.field == field)
}

/// Where a run can come to without having waited at that step.
fn reached_around(subject: &Subject<'_>, wait: &Step) -> HashSet<NodeId> {
    let wait = subject.graph.step(&wait.id).map(|node| node.id);
    let mut seen: HashSet<NodeId> = subject.graph.starts.iter().copied().collect();
    // A handler of the whole run may lead anywhere at any time.
    seen.extend(subject.graph.handlers.iter().map(|edge| edge.to));
    let mut left: Vec<NodeId> = seen.iter().copied().collect();
    while let Some(at) = left.pop() {
        let ways = subject.flow.ways_from(at);
        let ways = ways.filter(|way| Some(at) != wait || matches!(way.by, By::Skipped | By::Handler));
        // What handles something of a block begins at any time while the block is open.
        let next: Vec<NodeId> = ways.map(|way| way.to).chain(handled(subject, at)).collect();
        left.extend(next.into_iter().filter(|next| seen.insert(*next)));
    }
    seen
}

/// Where the handlers of a node's step lead.
fn handled(subject: &Subject<'_>, at: NodeId) -> Vec<NodeId> {
    let handlers = subject.graph.node(at).into_iter().flat_map(|node| &node.handlers);
    handlers.map(|edge| edge.to).collect()
}
