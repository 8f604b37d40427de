//! `work`, and the `retry` it shares with `call`.

use baton_feel::{Type, words};

use super::Read;
use crate::codes;
use crate::definition::StepKind;
use crate::definition::step::{Retry, Timeout, Work};
use crate::found::Found;
use crate::lower::context::Context;
use crate::lower::field::Gives;
use crate::lower::keys::Keys;
use crate::lower::time::looks_like_words;
use crate::yaml::Node;

pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<Read> {
    let topic = keys.must(cx, "topic", " and what workers poll for");
    let topic = topic.and_then(|node| cx.named(node, "topic"));
    let retry = retry(cx, keys.get("retry"));
    let timeout = timeout(cx, keys.get("timeout"));
    let result = cx.scope.clone().with("result", Type::Any);
    let gives = cx.within(result, |cx| cx.gives(keys.get("gives"), Gives::Either));
    Some(Read { kind: StepKind::Work(Work { topic: topic?, retry, timeout }), gives })
}

/// `timeout:` a duration, or an expression that gives one.
pub(super) fn timeout(cx: &mut Context<'_>, node: Option<&Node>) -> Option<Timeout> {
    const KINDS: [Type; 3] = [Type::DaysDuration, Type::YearsDuration, Type::BusinessDuration];
    let node = node?;
    let text = cx.text(node, "timeout")?;
    if words::parse(&text).is_ok() || looks_like_words(&text) {
        return cx.duration(Some(node), "timeout").map(Timeout::Fixed);
    }
    let expr = cx.expression(node, "timeout")?;
    let kind = expr.program.result_type();
    if !KINDS.iter().any(|wanted| kind.fits(wanted)) {
        let found = Found::new(&codes::WRONG_TYPE, expr.span).with("field", "timeout").with("kind", kind);
        cx.fault(found.with("expected", "a duration").with("text", &expr.text));
    }
    Some(Timeout::Feel(expr))
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
