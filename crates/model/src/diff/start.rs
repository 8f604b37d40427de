//! What starts a run.

use super::matched::matched;
use super::tale::Tale;
use super::words::Said;
use crate::definition::{Start, StartKind, Who};

pub(super) fn told(tale: &mut Tale<'_>, was: &[Start], now: &[Start]) {
    let called = |start: &Start| format!("Start “{}”", start.title.text);
    let found = matched(was, now, called);
    for (old, new) in &found.pairs {
        one(&mut tale.about(called(&now[*new])), &was[*old], &now[*new]);
    }
    found.new.iter().for_each(|new| tale.about(called(&now[*new])).is("new"));
    found.gone.iter().for_each(|old| tale.about(called(&was[*old])).is("gone"));
    if found.is_reordered() {
        tale.tell("The starts are in another order".to_owned());
    }
}

fn one(tale: &mut Tale<'_>, was: &Start, now: &Start) {
    let Start { kind, title, span: _, gives } = now;
    tale.value("kind", was.kind_word(), now.kind_word());
    tale.value("title", &was.title, title);
    tale.value("gives", &was.gives, gives);
    match (&was.kind, kind) {
        (StartKind::Form(was) | StartKind::Manual(was), StartKind::Form(who) | StartKind::Manual(who)) => {
            tale.value("who", was, who);
        }
        (StartKind::Webhook { secret: old, key: was }, StartKind::Webhook { secret, key }) => {
            tale.value("secret", old, secret);
            tale.value("key", was, key);
        }
        // When it comes is its title.
        (StartKind::Schedule { rule: _, zone: was }, StartKind::Schedule { rule: _, zone }) => {
            tale.value("zone", was, zone);
        }
        (StartKind::Event { name: _, key: old, when: was }, StartKind::Event { name: _, key, when }) => {
            tale.value("key", old, key);
            tale.value("when", was, when);
        }
        (StartKind::Date { field: _, beside: was }, StartKind::Date { field: _, beside }) => {
            tale.value("it begins", was, beside);
        }
        (
            StartKind::Workflow { workflow: _, outcome: old, with: was },
            StartKind::Workflow { workflow: _, outcome, with },
        ) => {
            tale.value("outcome", old, outcome);
            tale.value("with", was, with);
        }
        // Of another kind, or asked for by others: its kind says it.
        _ => {}
    }
}

impl Said for Who {
    fn said(&self) -> Option<String> {
        match self {
            Self::Everyone => Some("everyone".to_owned()),
            Self::Public => Some("public".to_owned()),
            Self::Groups(groups) => groups.said(),
        }
    }
}
