//! Whether a way can really be gone: one condition can always go either way; of several, values are looked for with which
//! they go as the way says. What is computed may always come to the same, so nothing is certain that hangs on it.

use std::collections::{BTreeMap, BTreeSet};

use super::net::Net;
use super::trail::{How, Label};
use super::values;
use crate::definition::{Given, Step};

/// Whether the conditions on a way can hold together. False also where that is not known.
pub(super) fn is(net: &Net<'_>, trail: &[Label]) -> bool {
    let mut said: BTreeMap<u16, bool> = BTreeMap::new();
    for label in trail {
        match label.how {
            How::Cancelled | How::Perhaps => return false,
            // The same condition both ways: values must change in between, which is not looked at.
            How::If(number, holds) if said.insert(number, holds).is_some_and(|before| before != holds) => return false,
            _ => {}
        }
    }
    let computed = computed(net);
    let hangs_on_computed = |number: &u16| {
        let uses = net.conditions.get(usize::from(*number)).into_iter().flat_map(|expr| expr.program.uses());
        uses.into_iter().any(|used| computed.contains(used.name()))
    };
    if said.keys().any(hangs_on_computed) {
        return false;
    }
    said.len() <= 1 || values::exist(net, &said)
}

/// The fields that something other than a person gives.
fn computed<'n>(net: &Net<'n>) -> BTreeSet<&'n str> {
    let steps = net.graph.nodes.iter().filter_map(|node| node.step());
    let given = steps.flat_map(|step| {
        let by_itself = !step.is_by_people();
        step.gives.iter().filter(move |given| by_itself || given.value.is_some()).chain(of_choices(step))
    });
    given.map(|given| given.field.as_str()).collect()
}

fn of_choices(step: &Step) -> impl Iterator<Item = &Given> {
    let choices = step.choices().into_iter().flat_map(|choices| choices.values());
    choices.flat_map(|choice| &choice.gives).filter(|given| given.value.is_some())
}
