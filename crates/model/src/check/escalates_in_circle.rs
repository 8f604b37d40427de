//! Who is brought in for whom, and who stands in for whom, in a circle: what one does not get done comes back to them by the others.
//!
//! A person is known by what they are in the end: a role that is `manager of starter` is that. Two phrases that are not the same
//! may still turn out to be one person, and that is not told.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Subject;
use super::role_not_itself::resolved;
use crate::codes;
use crate::definition::{Else, Phrase, RoleRule, RoleSpec};
use crate::found::Found;
use crate::span::Span;

/// One is brought in for another, or stands in for them.
struct Way {
    from: Phrase,
    to: Phrase,
    /// Where an escalation says so; none: an `else`.
    escalates: Option<Span>,
    /// As people read it.
    name: String,
}

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let mut ways = escalations(subject);
    let escalating = ways.len();
    ways.extend(stand_ins(subject));
    let mut from: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, way) in ways.iter().enumerate() {
        from.entry(way.from.to_string()).or_default().push(place);
    }
    let mut told: BTreeSet<BTreeSet<&str>> = BTreeSet::new();
    for first in 0..ways.len() {
        let all_but_escalations = first >= escalating;
        let Some(circle) = circle((&ways, &from), first, all_but_escalations) else { continue };
        if !told.insert(circle.iter().map(|way| ways[*way].name.as_str()).collect()) {
            continue;
        }
        let names = circle.iter().chain(circle.first()).map(|way| ways[*way].name.as_str()).collect::<Vec<_>>();
        let rule = if all_but_escalations { &codes::ELSE_IN_CIRCLE } else { &codes::ESCALATES_IN_CIRCLE };
        let span = ways[first].escalates.or_else(|| span_of(subject, &ways[first]));
        if let Some(span) = span {
            add(Found::new(rule, span).with("circle", names.join(" → ")));
        }
    }
}

fn escalations(subject: &Subject<'_>) -> Vec<Way> {
    let steps = subject.steps.iter().filter_map(|step| Some((step.who.as_ref()?, step.escalate.as_ref()?)));
    let ways = steps.map(|(who, escalate)| Way {
        from: resolved(subject, &Phrase::Role(who.name.clone())),
        to: resolved(subject, &escalate.to.phrase),
        escalates: Some(escalate.to.span),
        name: who.name.clone(),
    });
    // One who is brought in for themselves is told of as such, and each is told once, however many steps say it.
    let mut said = BTreeSet::new();
    ways.filter(|way| way.from != way.to && said.insert((way.from.to_string(), way.to.to_string()))).collect()
}

fn stand_ins<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = Way> + 's {
    subject.workflow.roles.values().filter_map(|role| {
        let to = last_else(&role.spec)?;
        let from = resolved(subject, &Phrase::Role(role.name.clone()));
        Some(Way { from, to: resolved(subject, &to), escalates: None, name: role.name.clone() })
    })
}

/// Who has a role in the end where nobody else is left.
fn last_else(spec: &RoleSpec) -> Option<Phrase> {
    match spec.or_else.as_deref()? {
        Else::Role(named) => Some(Phrase::Role(named.name.clone())),
        Else::Spec(inner) => match &inner.rule {
            RoleRule::Person(people) if inner.or_else.is_none() => Some(people.phrase.clone()),
            _ => last_else(inner),
        },
    }
}

/// The shortest circle that a way is in, from it on.
fn circle(
    (ways, from): (&[Way], &BTreeMap<String, Vec<usize>>),
    first: usize,
    without_escalations: bool,
) -> Option<Vec<usize>> {
    let mut before: BTreeMap<usize, usize> = BTreeMap::new();
    let mut queue = VecDeque::from([first]);
    while let Some(at) = queue.pop_front() {
        if ways[at].to == ways[first].from {
            let mut circle = vec![at];
            while let Some(way) = circle.last().and_then(|way| before.get(way)) {
                circle.push(*way);
            }
            circle.reverse();
            return Some(circle);
        }
        for next in from.get(&ways[at].to.to_string()).into_iter().flatten().copied() {
            let counts = !(without_escalations && ways[next].escalates.is_some());
            if counts && next != first && !before.contains_key(&next) {
                before.insert(next, at);
                queue.push_back(next);
            }
        }
    }
    None
}

fn span_of(subject: &Subject<'_>, way: &Way) -> Option<Span> {
    subject.workflow.roles.get(&way.name).map(|role| role.span)
}
