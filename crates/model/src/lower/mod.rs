//! From the tree to the definition. Everything is read, and every fault told, before anything is refused.
//!
//! Each reader takes the node of one thing and gives the thing, or nothing where it cannot be made; either way it has
//! told what is wrong. A key that no reader asked for is a fault: nothing in a file is ignored.

mod choice;
mod context;
mod decision;
mod default;
mod expr;
mod field;
mod handler;
mod head;
mod keys;
mod names;
mod outcome;
mod people;
mod process;
mod role;
mod sizes;
mod start;
mod step;
mod template;
mod time;
mod traps;
mod values;
mod workflow;

use std::collections::BTreeMap;

use baton_feel::Type;
use context::Context;
pub use context::is_workflow_id;
pub(crate) use head::sentence_case;
pub(crate) use names::step_entries;

use crate::codes;
use crate::definition::Definition;
use crate::found::{Faults, Found};
use crate::not_yet::{self, Place};
use crate::spots::{Marks, Spots};
use crate::yaml::{Node, Source};

/// What is asked of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked<'u> {
    /// Everything that a text must be to be published.
    All,
    /// That it can be run: what it takes to be published was asked when it was.
    WasPublished,
    /// The same as of all, and where its expressions and tables stand.
    Places,
    /// The same as of all, now that what it uses has a type: the results of decisions by the names they have here, what steps that
    /// run other workflows give by the ids of the steps.
    Knowing(&'u BTreeMap<String, Type>),
}

/// What a file defines, and whether all of it could be read.
pub(crate) struct Lowered {
    pub definition: Option<Definition>,
    /// Nothing was lost: what is missing is not there.
    pub is_whole: bool,
    /// Where its expressions and tables stand, where that was asked.
    pub spots: Option<Spots>,
}

/// Reads the tree of a file.
pub(crate) fn lower(source: &Source<'_>, root: &Node, asked: Asked<'_>, faults: &mut Faults) -> Lowered {
    let nothing = BTreeMap::new();
    let names = names::Names::find(root, if let Asked::Knowing(uses) = asked { uses } else { &nothing });
    let mut cx = Context::new(source, faults, names);
    cx.marks = (asked == Asked::Places).then(Marks::default);
    if asked != Asked::WasPublished && !sizes::fits(&mut cx, root) {
        return Lowered { definition: None, is_whole: false, spots: None };
    }
    traps::find(&mut cx, root);
    let definition = read(&mut cx, root);
    let spots = cx.marks.take().map(|marks| marks.finish(root, cx.names.scope.clone()));
    Lowered { definition, is_whole: !cx.lost, spots }
}

fn read(cx: &mut Context<'_>, root: &Node) -> Option<Definition> {
    let entries = root.entries().unwrap_or_default();
    if root.get("workflow").is_some() {
        return workflow::read(cx, root).map(|workflow| Definition::Workflow(Box::new(workflow)));
    }
    if root.get("process").is_some() {
        return process::read(cx, root).map(|process| Definition::Process(Box::new(process)));
    }
    if root.get("decision").is_some() {
        return decision::read(cx, root).map(|decision| Definition::Decision(Box::new(decision)));
    }
    if let Some(entry) = entries.iter().find(|entry| not_yet::refused(Place::Top).contains(&entry.key.as_str())) {
        cx.not_yet(entry.key_span, &entry.key);
        return None;
    }
    let missing = Found::new(&codes::MISSING_KEY, cx.source.span(0, 0)).with("what", "the file");
    cx.fault(missing.with("key", "workflow").with("hint", " and an id in the first line"));
    None
}
