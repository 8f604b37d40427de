//! `approve`.

use baton_feel::Decimal;

use super::Read;
use super::block::one_by_one;
use crate::codes;
use crate::definition::step::{Approve, Need};
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
    let need = need(cx, keys.get("need"));
    let one_by_one = one_by_one(cx, keys.get("order"));
    let hear = Words { key: "hear", place: None, known: &[("all", true)] };
    let hears_all = cx.word(keys.get("hear"), &hear).unwrap_or(false);
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
    Read { kind: StepKind::Approve(Approve { choices, need, one_by_one, hears_all }), gives }
}

/// `any`, `all`, `majority`, a number or a percentage.
fn need(cx: &mut Context<'_>, node: Option<&Node>) -> Need {
    let Some(node) = node else { return Need::Any };
    let Some(text) = cx.text(node, "need") else { return Need::Any };
    let percent = text.strip_suffix('%').and_then(|number| number.trim().parse::<Decimal>().ok());
    match (text.as_str(), percent) {
        ("any", _) => Need::Any,
        ("all", _) => Need::All,
        ("majority", _) => Need::Majority,
        (_, Some(percent)) if Decimal::from(0) < percent && percent <= Decimal::from(100) => Need::Percent(percent),
        (number, None) if number.parse::<u32>().is_ok_and(|count| count > 0) => {
            Need::Count(number.parse().unwrap_or(u32::MAX))
        }
        _ => {
            let near = cx.suggestions.near(&text, ["any", "all", "majority"].into_iter());
            let found = Found::new(&codes::UNKNOWN_WORD, node.span).with("key", "need").with("word", &text);
            cx.fault(
                found.with("near", near).with("known", "any, all, majority, a number from 1, a percentage to 100%"),
            );
            Need::Any
        }
    }
}
