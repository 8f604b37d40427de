//! `decide`: by a table, or by rules in order.

use baton_feel::Type;

use super::{Read, choose, table};
use crate::codes;
use crate::definition::step::{Decide, DecideRule, DecideRules, Shared};
use crate::definition::{Given, StepKind};
use crate::found::Found;
use crate::lower::context::Context;
use crate::lower::field::Gives;
use crate::lower::keys::Keys;
use crate::span::Span;
use crate::yaml::{Entry, Node};

pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<Read> {
    let ways = [("table", keys.entry("table")), ("rules", keys.entry("rules")), ("decision", keys.entry("decision"))];
    let written: Vec<(&str, &Entry)> = ways.iter().filter_map(|(key, entry)| Some((*key, (*entry)?))).collect();
    match written.as_slice() {
        [("decision", entry)] => shared(cx, keys, &entry.value),
        [(key, entry)] => {
            let gives = cx.gives(keys.get("gives"), Gives::Names);
            let rules = match *key {
                "table" => DecideRules::Table(table::read(cx, &entry.value, table::Fills::Fields(&gives))?),
                _ => DecideRules::Rules(rules_of(cx, &entry.value)),
            };
            Some(Read { gives: all_given(gives, &rules), kind: StepKind::Decide(Decide { rules }) })
        }
        [] => {
            cx.gives(keys.get("gives"), Gives::Names);
            keys.must(cx, "table", ", or `rules:`, or `decision:` with the id of a shared one");
            None
        }
        [(first, one), (second, other), ..] => {
            two_ways(cx, (first, one.key_span), (second, other.key_span));
            cx.gives(keys.get("gives"), Gives::Names);
            None
        }
    }
}

/// Two ways to decide where there may be one.
pub(in crate::lower) fn two_ways(cx: &mut Context<'_>, one: (&str, Span), other: (&str, Span)) {
    let found = Found::new(&codes::TWO_KINDS, one.1.later(other.1)).with("first", one.0);
    cx.fault(found.with("second", other.0));
}

/// `decision: ID` with `with:`, and `gives:` as names of its outputs or as FEEL over `result`.
fn shared(cx: &mut Context<'_>, keys: &mut Keys<'_>, node: &Node) -> Option<Read> {
    let decision = cx.named(node, "decision");
    let with = cx.inputs(keys.get("with"), "with");
    let gives = keys.must(cx, "gives", " and the fields that it fills");
    let result = cx.scope.clone().with("result", Type::Any);
    let gives = cx.within(result, |cx| cx.gives(gives, Gives::Either));
    let rules = DecideRules::Shared(Shared { decision: decision?, with });
    Some(Read { gives, kind: StepKind::Decide(Decide { rules }) })
}

/// Reads `rules:`.
pub(in crate::lower) fn rules_of(cx: &mut Context<'_>, node: &Node) -> Vec<DecideRule> {
    let items = cx.items(node, "rules");
    if items.is_empty() && node.items().is_some() {
        let found = Found::new(&codes::NO_ENTRIES, node.span).with("key", "rules");
        cx.fault(found.with("hint", "write at least one rule"));
    }
    items.iter().filter_map(|item| rule(cx, item)).collect()
}

fn rule(cx: &mut Context<'_>, node: &Node) -> Option<DecideRule> {
    let mut keys = Keys::open(cx, node, "rules", "a rule")?;
    let when = choose::condition(cx, &mut keys);
    let gives = keys.must(cx, "gives", " and what it gives, such as { level: \"high\" }");
    let gives = cx.gives(gives, Gives::Values);
    let span = keys.span;
    keys.finish(cx);
    Some(DecideRule { when, gives, span })
}

/// What the step gives: as written, else what its table or rules give.
fn all_given(written: Vec<Given>, rules: &DecideRules) -> Vec<Given> {
    if !written.is_empty() {
        return written;
    }
    let mut given: Vec<Given> = Vec::new();
    let named: Vec<(String, Span)> = match rules {
        DecideRules::Shared(_) => Vec::new(),
        DecideRules::Table(table) => table.outputs.iter().map(|output| (output.name.clone(), output.span)).collect(),
        DecideRules::Rules(rules) => {
            rules.iter().flat_map(|rule| &rule.gives).map(|one| (one.field.clone(), one.span)).collect()
        }
    };
    for (field, span) in named {
        if !given.iter().any(|known| known.field == field) {
            given.push(Given { field, span, value: None });
        }
    }
    given
}
