//! `work`, and the `retry` it shares with `call`.

use baton_feel::Type;

use super::Read;
use crate::codes;
use crate::definition::StepKind;
use crate::definition::step::{Retry, Work};
use crate::found::Found;
use crate::lower::context::Context;
use crate::lower::field::Gives;
use crate::lower::keys::Keys;
use crate::yaml::Node;

pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<Read> {
    let topic = keys.must(cx, "topic", " and what workers poll for");
    let topic = topic.and_then(|node| cx.named(node, "topic"));
    let retry = retry(cx, keys.get("retry"));
    let timeout = cx.duration(keys.get("timeout"), "timeout");
    let result = cx.scope.clone().with("result", Type::Any);
    let gives = cx.within(result, |cx| cx.gives(keys.get("gives"), Gives::Either));
    Some(Read { kind: StepKind::Work(Work { topic: topic?, retry, timeout }), gives })
}

/// `retry: { times, wait, factor, up_to }`.
pub(super) fn retry(cx: &mut Context<'_>, node: Option<&Node>) -> Option<Retry> {
    let mut keys = Keys::open(cx, node?, "retry", "`retry`")?;
    let times = keys.must(cx, "times", " and how often it is tried again");
    let times = cx.count(times, "times");
    let wait = cx.duration(keys.get("wait"), "wait");
    let factor = keys.get("factor").and_then(|node| factor(cx, node));
    let up_to = cx.duration(keys.get("up_to"), "up_to");
    keys.finish(cx);
    let times = u32::try_from(times?).unwrap_or(u32::MAX);
    Some(Retry { times, wait, factor, up_to })
}

fn factor(cx: &mut Context<'_>, node: &Node) -> Option<String> {
    let text = cx.text(node, "factor")?;
    if text.parse::<baton_feel::Decimal>().is_err() {
        let found = Found::new(&codes::NOT_A_NUMBER, node.span).with("key", "factor").with("word", &text);
        cx.fault(found.with("expected", "a number"));
    }
    Some(text)
}
