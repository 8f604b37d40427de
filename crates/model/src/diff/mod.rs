//! What changed between two versions of a definition, in sentences a designer understands.
//!
//! Whatever a key says differently gives a sentence at least, so that nothing changes unseen. Each part is taken apart by all
//! that it holds: what is added to a definition and forgotten here does not compile. Not told is what means the same: comments,
//! spaces, what is written out though it would hold anyway. Long texts are told of, and read side by side.

mod block;
mod choice;
mod decide;
mod decision;
mod field;
mod flow;
mod handler;
mod head;
mod kind;
mod matched;
mod people;
mod process;
mod request;
mod role;
mod start;
mod step;
mod steps;
mod table;
mod tale;
mod times;
mod words;
mod workflow;

use std::collections::BTreeSet;

use crate::definition::Definition;
use tale::Tale;

/// The changes from one version to another, in the order of the text.
pub fn diff(was: &Definition, now: &Definition) -> Vec<String> {
    let (mut told, mut both) = (Vec::new(), BTreeSet::new());
    match (was, now) {
        (Definition::Workflow(was), Definition::Workflow(now)) => {
            both = steps::in_both(was, now);
            workflow::told(&mut Tale::of("The workflow", &both, &mut told), was, now);
        }
        (Definition::Process(was), Definition::Process(now)) => {
            process::told(&mut Tale::of("The process", &both, &mut told), was, now);
        }
        (Definition::Decision(was), Definition::Decision(now)) => {
            decision::told(&mut Tale::of("The decision", &both, &mut told), was, now);
        }
        _ => told.push(format!("It is a {} instead of a {}", kind(now), kind(was))),
    }
    told
}

fn kind(definition: &Definition) -> &'static str {
    match definition {
        Definition::Workflow(_) => "workflow",
        Definition::Process(_) => "process",
        Definition::Decision(_) => "decision",
    }
}
