//! Fields are defined before they are named. Names inside expressions are told by the expression language.

use std::sync::Arc;

use super::Subject;
use crate::codes;
use crate::definition::step::DecideRules;
use crate::definition::{DeadlineRule, FieldType, Given, Named, StartKind, Step, StepKind};
use crate::found::Found;
use crate::span::Span;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let workflow = subject.workflow;
    // A block's own fields are seen inside it only; whether a name stands there, expressions tell.
    let of_blocks = |name: &str| {
        let of_item = || name.split_once('.').is_some_and(|(item, _)| workflow.items.iter().any(|known| known == item));
        let of_block = |step: &&Arc<Step>| step.own_fields().is_some_and(|fields| fields.contains_key(name));
        of_item() || subject.steps.iter().any(of_block)
    };
    let mut tell = |name: &str, span: Span| {
        if !workflow.fields.contains_key(name) && !of_blocks(name) {
            let near = subject.suggestions.near(name, workflow.fields.keys().map(String::as_str));
            add(Found::new(&codes::FIELD_UNDEFINED, span).with("field", name).with("near", near));
        }
    };
    let mut given = |all: &[Given]| all.iter().for_each(|given| tell(&given.field, given.span));
    for start in &workflow.start {
        given(&start.gives);
    }
    let mut taken = |name: &Named| tell(&name.name, name.span);
    for start in &workflow.start {
        match &start.kind {
            StartKind::Workflow { with, .. } => with.iter().for_each(|with| taken(&with.mine)),
            StartKind::Date { field, .. } => taken(field),
            _ => {}
        }
    }
    let mut given = |all: &[Given]| all.iter().for_each(|given| tell(&given.field, given.span));
    for step in &subject.steps {
        given(&step.gives);
        step.in_case.iter().for_each(|handler| given(&handler.gives));
        step.choices().into_iter().flat_map(|choices| choices.values()).for_each(|choice| given(&choice.gives));
        if let StepKind::Decide(decide) = &step.kind
            && let DecideRules::Rules(rules) = &decide.rules
        {
            for rule in rules {
                given(&rule.gives);
            }
        }
    }
    let mut named = |named: &Named| tell(&named.name, named.span);
    for outcome in workflow.outcomes.values() {
        outcome.gives.iter().for_each(&mut named);
    }
    for step in &subject.steps {
        step.needed().chain(&step.shows).for_each(&mut named);
        if let StepKind::Decide(decide) = &step.kind
            && let DecideRules::Table(table) = &decide.rules
        {
            table.outputs.iter().for_each(&mut named);
        }
    }
    not_a_time(subject, add);
    not_a_date(subject, add);
}

/// What a start is for must be a date of the run.
fn not_a_date(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for start in &subject.workflow.start {
        let StartKind::Date { field: named, .. } = &start.kind else { continue };
        let Some(field) = subject.workflow.fields.get(&named.name) else { continue };
        if !matches!(field.ty, FieldType::Date | FieldType::DateTime) {
            let why = format!("`{}` is a field of type {}", named.name, field.ty.word());
            add(Found::new(&codes::BAD_DEADLINE, named.span).with("text", &named.name).with("why", why));
        }
    }
}

/// A deadline that is a field must be a date.
fn not_a_time(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let deadlines = subject.steps.iter().filter_map(|step| step.due.as_ref()).chain(&subject.workflow.target);
    for deadline in deadlines {
        let (DeadlineRule::Field(name) | DeadlineRule::FieldMinus(name, _) | DeadlineRule::FieldPlus(name, _)) =
            &deadline.rule
        else {
            continue;
        };
        let Some(field) = subject.workflow.fields.get(name) else { continue };
        if !field.ty.is_time() {
            let why = format!("`{name}` is a field of type {}", field.ty.word());
            add(Found::new(&codes::BAD_DEADLINE, deadline.span).with("text", &deadline.text).with("why", why));
        }
    }
}
