//! `run`: another workflow.

use super::Read;
use crate::definition::step::SubWorkflow;
use crate::definition::{Given, StepKind, Taken};
use crate::lower::context::Context;
use crate::lower::keys::Keys;
use crate::lower::process::taken;

pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<Read> {
    let workflow = keys.must(cx, "workflow", " and the workflow's id").and_then(|node| cx.named(node, "workflow"));
    let run = SubWorkflow {
        workflow: workflow?,
        with: cx.inputs(keys.get("with"), "with"),
        takes: taken(cx, keys.get("gives")),
        version: cx.count(keys.get("version"), "version").map(|version| u32::try_from(version).unwrap_or(u32::MAX)),
        detach: cx.yes_no(keys.get("detach"), "detach").unwrap_or(false),
    };
    let given = |taken: &Taken| Given { field: taken.mine.name.clone(), span: taken.mine.span, value: None };
    let gives = run.takes.iter().map(given).collect();
    Some(Read { kind: StepKind::Run(run), gives })
}
