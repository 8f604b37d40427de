//! A handler for being cancelled that asks somebody, or leads somewhere: what is cancelled stays so, and nobody is asked about it.

use super::Subject;
use crate::codes;
use crate::definition::{Case, Handler, Step, StepKind, Then};
use crate::found::Found;
use crate::span::Span;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let of_steps = subject.steps.iter().flat_map(|step| &step.in_case);
    for handler in subject.workflow.in_case.iter().chain(of_steps) {
        if matches!(handler.when, Case::Cancelled) {
            look_at(handler, add);
        }
    }
}

fn look_at(handler: &Handler, add: &mut dyn FnMut(Found)) {
    let leads = |key: &'static str, span: Span| Found::new(&codes::CANCELLED_LEADS, span).with("key", key);
    if let Some(then) = handler.then.first() {
        add(leads("then", then.span));
    }
    if handler.interrupt.is_some() {
        add(leads("interrupt", handler.span));
    }
    let mut own = Vec::new();
    handler.steps.iter().for_each(|step| step.collect_into(&mut own));
    for step in &own {
        if step.is_by_people() {
            add(Found::new(&codes::CANCELLED_ASKS_PEOPLE, step.title_span).with("step", step.title.outline()));
        }
        if matches!(step.kind, StepKind::End(_)) {
            add(leads("end", step.title_span));
        }
        let outside = targets(step).into_iter().find(|then| own.iter().all(|known| known.id != then.to));
        if let Some(then) = outside {
            add(leads("then", then.span));
        }
    }
}

/// Where a step leads by what it says itself.
fn targets(step: &Step) -> Vec<&Then> {
    let mut all: Vec<&Then> = step.then.iter().collect();
    all.extend(step.choices().into_iter().flatten().flat_map(|(_, choice)| &choice.then));
    if let StepKind::Choose(choose) = &step.kind {
        all.extend(choose.cases.iter().flat_map(|case| &case.then));
    }
    all
}
