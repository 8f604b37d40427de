//! `choose`.

use super::Read;
use super::block::joining;
use crate::codes;
use crate::definition::step::{Case, Choose};
use crate::definition::{Expr, Step, StepKind};
use crate::found::Found;
use crate::lower::context::Context;
use crate::lower::keys::Keys;
use crate::lower::step;
use crate::lower::values::Words;
use crate::yaml::Node;

pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>, step: &Step) -> Option<Read> {
    let known = [("first", false), ("all", true)];
    let takes_all = cx.word(keys.get("take"), &Words { key: "take", place: None, known: &known }) == Some(true);
    let take_all = takes_all.then(|| joining(cx, keys));
    let node = keys.must(cx, "cases", " and a list of `- when: CONDITION`")?;
    let items = cx.items(node, "cases");
    if items.is_empty() && node.items().is_some() {
        let found = Found::new(&codes::NO_ENTRIES, node.span).with("key", "cases");
        cx.fault(found.with("hint", "give it a case, or remove it"));
    }
    let mut cases = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let case = case(cx, item, format!("{}/{}", step.id, index + 1));
        cx.lost |= case.is_none();
        cases.extend(case);
    }
    Some(StepKind::Choose(Choose { cases, take_all }).into())
}

fn case(cx: &mut Context<'_>, node: &Node, id: String) -> Option<Case> {
    let mut keys = Keys::open(cx, node, "cases", "a case")?;
    let when = condition(cx, &mut keys);
    let case = Case {
        id,
        when,
        title: cx.template_of(keys.get("title"), "title"),
        steps: step::list(cx, keys.get("steps"), "steps"),
        then: step::then(cx, keys.get("then")),
        span: keys.span,
    };
    keys.finish(cx);
    Some(case)
}

/// `when` or `otherwise`, one of the two. None for `otherwise`.
pub(super) fn condition(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<Expr> {
    let (when, otherwise) = (keys.entry("when"), keys.entry("otherwise"));
    match (when, otherwise) {
        (Some(when), None) => cx.condition_of(Some(&when.value), "when"),
        (None, Some(otherwise)) => {
            cx.must_be_true(Some(&otherwise.value), "otherwise");
            None
        }
        _ => {
            cx.fault(Found::new(&codes::WHEN_OR_OTHERWISE, otherwise.map_or(keys.span, |entry| entry.key_span)));
            Some(cx.unknown_condition(keys.span))
        }
    }
}
