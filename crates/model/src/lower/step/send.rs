//! `send`.

use super::Read;
use crate::definition::StepKind;
use crate::definition::step::{Send, SendBy};
use crate::lower::context::Context;
use crate::lower::keys::Keys;
use crate::lower::values::Words;
use crate::not_yet::Place;

pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<Read> {
    let to = keys.must(cx, "to", " and who gets it");
    let to = cx.people_list(to, "to");
    let known = [("mail", SendBy::Mail), ("app", SendBy::App)];
    let by = cx.word(keys.get("by"), &Words { key: "by", place: Some(Place::SendBy), known: &known });
    let subject = keys.must(cx, "subject", " and what it is about");
    let subject = cx.template_of(subject, "subject");
    let body = cx.template_of(keys.get("body"), "body");
    let attach = cx.nameds(keys.get("attach"), "attach");
    Some(StepKind::Send(Send { to, by: by.unwrap_or(SendBy::Mail), subject: subject?, body, attach }).into())
}
