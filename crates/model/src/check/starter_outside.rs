//! Who fills in a public form has no account: what is meant for who started the run finds nobody then.
//!
//! It is an error where every start is public, and a warning where there are others beside it. A role with an `else:` finds
//! somebody all the same. Going back to the start is only warned of, since its owner may give the form to somebody.

use std::collections::HashSet;

use super::{Subject, innermost, people_of};
use crate::codes;
use crate::definition::{Phrase, RoleRule, Start, Step};
use crate::found::Found;

/// How many roles are followed that are explained by one another. Those that go in a circle are told of elsewhere.
const ROLES_DEEP_MAX: usize = 20;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let starts = &subject.workflow.start;
    let Some(public) = starts.iter().find(|start| start.is_public()) else { return };
    let is_only = starts.iter().all(Start::is_public);
    let mut told: HashSet<String> = HashSet::new();
    for step in &subject.steps {
        let who = step.who.iter().filter(|who| is_starter(subject, &Phrase::Role(who.name.clone()), 0));
        let who = who.map(|who| (who.name.clone(), who.span));
        let people = people_of(step).into_iter().filter(|people| is_starter(subject, &people.phrase, 0));
        let people = people.map(|people| (people.phrase.to_string(), people.span));
        for (role, span) in who.chain(people) {
            if told.insert(role.clone()) {
                let found = Found::new(&codes::STARTER_OUTSIDE, span).with("role", role);
                let found = found.with("start", public.title.outline());
                add(if is_only { found } else { found.only_warned_of() });
            }
        }
        for back in goes_back(step) {
            add(Found::new(&codes::SENT_BACK_OUTSIDE, back).with("start", public.title.outline()));
        }
    }
}

/// Whether somebody is looked for only by who started the run.
fn is_starter(subject: &Subject<'_>, phrase: &Phrase, deep: usize) -> bool {
    let name = match innermost(phrase) {
        Phrase::Starter => return true,
        Phrase::Role(name) => name,
        _ => return false,
    };
    let Some(role) = subject.workflow.roles.get(name) else { return name == "starter" };
    match &role.spec.rule {
        RoleRule::Person(people) if role.spec.or_else.is_none() && deep < ROLES_DEEP_MAX => {
            is_starter(subject, &people.phrase, deep + 1)
        }
        _ => false,
    }
}

/// The places at which a step goes back to the start form.
fn goes_back(step: &Step) -> Vec<crate::span::Span> {
    let choices = step.choices().into_iter().flat_map(|choices| choices.values());
    let ways = step.then.iter().chain(choices.flat_map(|choice| &choice.then));
    ways.filter(|then| then.to == "start").map(|then| then.span).collect()
}
