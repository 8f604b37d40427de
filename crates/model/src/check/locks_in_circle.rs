//! Blocks that nest the same locks the other way round: each can hold what the other waits for.

use std::collections::BTreeMap;

use super::Subject;
use crate::codes;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let locked: Vec<_> = subject.steps.iter().filter_map(|step| Some((step, step.lock.as_ref()?))).collect();
    let mut inside: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for (outer, held) in &locked {
        for (inner, wanted) in locked.iter().filter(|(inner, _)| outer.span.holds(inner.span) && outer.id != inner.id) {
            inside.entry((&held.name.name, &wanted.name.name)).or_insert(&inner.id);
        }
    }
    for (held, wanted) in inside.keys().filter(|(held, wanted)| held < wanted) {
        let Some(inner) = inside.get(&(*wanted, *held)) else { continue };
        let Some((_, lock)) = locked.iter().find(|(step, _)| step.id == **inner) else { continue };
        let found = Found::new(&codes::LOCKS_IN_CIRCLE, lock.name.span).with("first", held).with("second", wanted);
        add(found);
    }
}
