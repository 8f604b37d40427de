//! `decide`: by a table, or by rules in order.

use super::{Read, choose, table};
use crate::codes;
use crate::definition::step::{Decide, DecideRule, DecideRules};
use crate::definition::{Given, StepKind};
use crate::found::Found;
use crate::lower::context::Context;
use crate::lower::field::Gives;
use crate::lower::keys::Keys;
use crate::not_yet::{self, Place};
use crate::yaml::Node;

pub(super) fn read(cx: &mut Context<'_>, keys: &mut Keys<'_>) -> Option<Read> {
    keys.place(Place::DecideKey);
    let gives = cx.gives(keys.get("gives"), Gives::Names);
    let (table, rules) = (keys.entry("table"), keys.entry("rules"));
    let rules = match (table, rules) {
        (Some(table), None) => DecideRules::Table(table::read(cx, &table.value, &gives)?),
        (None, Some(rules)) => DecideRules::Rules(rules_of(cx, &rules.value)),
        (Some(table), Some(rules)) => {
            let span = table.key_span.later(rules.key_span);
            cx.fault(Found::new(&codes::TWO_KINDS, span).with("first", "table").with("second", "rules"));
            return None;
        }
        (None, None) if not_yet::refused(Place::DecideKey).iter().any(|key| keys.has(key)) => return None,
        (None, None) => {
            keys.must(cx, "table", ", or `rules:`");
            return None;
        }
    };
    Some(Read { gives: all_given(gives, &rules), kind: StepKind::Decide(Decide { rules }) })
}

fn rules_of(cx: &mut Context<'_>, node: &Node) -> Vec<DecideRule> {
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
    let named: Vec<(String, crate::span::Span)> = match rules {
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
