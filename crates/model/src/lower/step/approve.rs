//! `approve`.

use super::Read;
use crate::codes;
use crate::definition::step::Approve;
use crate::definition::{Step, StepKind};
use crate::found::Found;
use crate::lower::choice;
use crate::lower::context::Context;
use crate::lower::field::Gives;
use crate::lower::keys::Keys;
use crate::lower::values::Words;
use crate::not_yet::Place;
use crate::yaml::Node;

pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>, step: &Step) -> Read {
    keys.place(Place::ApproveKey);
    need(cx, keys.get("need"));
    cx.word(keys.get("order"), &Words { key: "order", place: Some(Place::Order), known: &[("together", ())] });
    let gives = cx.gives(keys.get("gives"), Gives::Names);
    let node = keys.must(cx, "choices", " and what may be answered, such as approve: {}");
    let mut choices = node.map(|node| choice::read(cx, node)).unwrap_or_default();
    if choices.is_empty() {
        choices = choice::done(step.title_span);
    }
    let yes = choices.get_index_of("approve").unwrap_or(0);
    if let Some((_, choice)) = choices.get_index_mut(yes) {
        choice.is_yes = true;
    }
    Read { kind: StepKind::Approve(Approve { choices }), gives }
}

/// Any one of those asked decides; other counts are part of the language.
fn need(cx: &mut Context<'_>, node: Option<&Node>) {
    let Some(text) = node.and_then(Node::text) else {
        return node.into_iter().for_each(|node| cx.wrong_shape(node, "need", "a text"));
    };
    let Some(node) = node else { return };
    let is_count = text.trim_end_matches('%').parse::<u32>().is_ok();
    match text {
        "any" => {}
        "all" | "majority" => cx.not_yet(node.span, &format!("need: {text}")),
        _ if is_count => cx.not_yet(node.span, &format!("need: {text}")),
        _ => {
            let near = cx.suggestions.near(text, ["any", "all", "majority"].into_iter());
            let found = Found::new(&codes::UNKNOWN_WORD, node.span).with("key", "need").with("word", text);
            cx.fault(found.with("near", near).with("known", "any, all, majority, a number, a percentage"));
        }
    }
}
