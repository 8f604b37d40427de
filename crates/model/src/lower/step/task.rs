//! `task`.

use super::Read;
use crate::definition::step::Task;
use crate::definition::{Step, StepKind};
use crate::lower::choice;
use crate::lower::context::Context;
use crate::lower::field::Gives;
use crate::lower::keys::Keys;
use crate::not_yet::Place;

pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>, step: &Step) -> Read {
    keys.place(Place::TaskKey);
    let choices = keys.get("choices").map(|node| choice::read(cx, node));
    let checklist = cx.texts(keys.get("checklist"), "checklist");
    let choices = choices.unwrap_or_else(|| choice::done(step.title_span));
    Read { kind: StepKind::Task(Task { choices, checklist }), gives: cx.gives(keys.get("gives"), Gives::Names) }
}
