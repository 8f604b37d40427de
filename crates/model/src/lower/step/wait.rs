//! `wait`, and the events that handlers wait for as well.

use baton_feel::Type;

use super::Read;
use crate::codes;
use crate::definition::step::{Awaited, Wait, WaitFor};
use crate::definition::{DeadlineRule, StepKind};
use crate::found::Found;
use crate::lower::context::Context;
use crate::lower::field::Gives;
use crate::lower::keys::Keys;
use crate::lower::values::Words;

pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<Read> {
    let (time, until, event) = (keys.entry("for"), keys.entry("until"), keys.entry("event"));
    let mut written = [("for", time), ("until", until), ("event", event)]
        .into_iter()
        .filter_map(|(key, entry)| Some((key, entry?)))
        .collect::<Vec<_>>();
    if written.len() > 1 {
        written.sort_by_key(|(_, entry)| entry.key_span.start);
        let found = Found::new(&codes::TWO_KINDS, written[1].1.key_span);
        cx.fault(found.with("first", written[0].0).with("second", written[1].0));
    }
    if event.is_some() {
        let awaited = awaited(cx, keys)?;
        let gives = event_gives(cx, keys);
        return Some(Read { kind: StepKind::Wait(Wait { what: WaitFor::Event(awaited) }), gives });
    }
    let what = match (time, until) {
        (Some(time), _) => WaitFor::Time(cx.deadline(Some(&time.value), "for")?),
        (None, Some(until)) if until.value.text().is_some_and(|text| cx.is_yes_no(text.trim())) => {
            WaitFor::Condition(cx.expression(&until.value, "until")?)
        }
        (None, Some(until)) => {
            let moment = cx.deadline(Some(&until.value), "until")?;
            match moment.rule {
                DeadlineRule::Feel(expr) if expr.program.result_type().fits(&Type::Boolean) && !is_time(&expr) => {
                    WaitFor::Condition(expr)
                }
                rule => WaitFor::Moment(crate::definition::Deadline { rule, ..moment }),
            }
        }
        (None, None) => {
            keys.must(cx, "for", " and a duration, `until:` a date or a condition, or `event:` a name");
            return None;
        }
    };
    Some(StepKind::Wait(Wait { what }).into())
}

/// Whether what is computed may be a moment: where nothing is known of it, it is taken for one.
fn is_time(expr: &crate::definition::Expr) -> bool {
    let kind = expr.program.result_type();
    matches!(kind, Type::Any) || kind.fits(&Type::DateTime) && !matches!(kind, Type::Boolean)
}

/// `event:` a name, with `key` and `early`.
pub(in crate::lower) fn awaited(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<Awaited> {
    let name = keys.get("event").and_then(|node| cx.named(node, "event"));
    let key = keys.get("key").and_then(|node| cx.expression(node, "key"));
    let known = [("keep", false), ("drop", true)];
    let written = keys.entry("early");
    let words = Words { key: "early", place: None, known: &known };
    let early = cx.word(written.map(|entry| &entry.value), &words);
    let early_at = written.map(|entry| entry.key_span);
    Some(Awaited { name: name?, key, drop_early: early.unwrap_or(false), early_at })
}

/// `gives:` from the event's `body`.
pub(in crate::lower) fn event_gives(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Vec<crate::definition::Given> {
    let body = cx.scope.clone().with("body", Type::Any);
    cx.within(body, |cx| cx.gives(keys.get("gives"), Gives::Values))
}

impl Context<'_> {
    /// Whether this is a field that holds yes or no.
    fn is_yes_no(&self, name: &str) -> bool {
        self.names.fields.get(name) == Some(&Type::Boolean)
    }
}
