//! A shared decision.

use super::tale::Tale;
use super::words::Said;
use super::{decide, field, head, table};
use crate::definition::{DecidedBy, Decision, Helper, Parameter, Used};

pub(super) fn told(tale: &mut Tale<'_>, was: &Decision, now: &Decision) {
    let Decision { head, inputs, outputs, uses, functions, by } = now;
    head::told(tale, &was.head, head);
    tale.entries(("input", "inputs"), &was.inputs, inputs, parameter);
    tale.entries(("output", "outputs"), &was.outputs, outputs, parameter);
    tale.value("uses", &was.uses, uses);
    tale.entries(("function", "functions"), &was.functions, functions, |tale, was, now| {
        let Helper { name: _, inputs, value, function: _ } = now;
        tale.parts(("input", "inputs"), &was.inputs, inputs, parameter);
        tale.value("value", &was.value, value);
    });
    match (&was.by, by) {
        (DecidedBy::Table(was), DecidedBy::Table(now)) => table::told(tale, was, now),
        (DecidedBy::Rules(was), DecidedBy::Rules(now)) => decide::rules(tale, was, now),
        (DecidedBy::Value(was), DecidedBy::Value(now)) => tale.value("value", was, now),
        (was, now) => tale.value("it is decided by", way(was), way(now)),
    }
}

fn parameter(tale: &mut Tale<'_>, was: &Parameter, now: &Parameter) {
    let Parameter { field, kind } = now;
    field::told(tale, &was.field, field);
    // What the word for its type does not say: of which type the items of a list are, or that it may be anything.
    if was.field.ty == field.ty && was.kind != *kind && was.field.kind() == field.kind() {
        tale.say("its values are of another type");
    }
}

impl Said for Used {
    fn said(&self) -> Option<String> {
        let Self { name, decision } = self;
        Some(if name.name == decision.name { name.name.clone() } else { format!("{} as {}", decision.name, name.name) })
    }
}

fn way(by: &DecidedBy) -> &'static str {
    match by {
        DecidedBy::Table(_) => "a table",
        DecidedBy::Rules(_) => "rules",
        DecidedBy::Value(_) => "an expression",
        DecidedBy::Service => "what it uses",
    }
}
