//! What must be true of a shared decision.

use std::collections::HashMap;

use baton_feel::table::Budget;

use super::{Extent, case_never_taken, condition_certain, table_gap};
use crate::codes;
use crate::definition::{DecidedBy, Decision, Given};
use crate::found::{Faults, Found};
use crate::span::Span;
use crate::suggestions::Suggestions;

/// Checks a decision.
pub(crate) fn decision(decision: &Decision, extent: Extent, faults: &mut Faults) {
    let id = decision.head.id.span;
    if decision.head.owner.is_none() {
        faults.add(Found::new(&codes::NO_OWNER, id));
    }
    if extent == Extent::All {
        missing(decision, faults);
    }
    names(decision, faults);
    given(decision, faults);
    for used in decision.uses.iter().filter(|used| used.decision.name == decision.head.id.name) {
        let circle = format!("{0} → {0}", used.decision.name);
        faults.add(Found::new(&codes::DECISION_IN_CIRCLE, used.decision.span).with("circle", circle));
    }
    if let DecidedBy::Rules(rules) = &decision.by {
        let cases: Vec<_> = rules.iter().map(|rule| (rule.when.as_ref(), rule.span)).collect();
        case_never_taken::told(&cases, &mut |found| faults.add(found));
        let holds = |name: &str| decision.inputs.get(name).map(|input| condition_certain::holds(&input.field, false));
        let names = |name: &str| holds(name).filter(|_| decision.uses.iter().all(|used| used.name.name != name));
        condition_certain::rules(rules.iter().map(|rule| rule.when.as_ref()), &names, &mut |found| faults.add(found));
    }
    if let DecidedBy::Table(table) = &decision.by {
        let input = |name: &str| decision.inputs.get(name).map(|input| &input.field);
        let output = |name: &str| decision.outputs.get(name).map(|output| &output.field);
        let fields = table_gap::Fields { input: &input, output: &output };
        table_gap::table((table, id), &fields, &mut Budget::default(), &mut |found| faults.add(found));
    }
}

fn missing(decision: &Decision, faults: &mut Faults) {
    let id = decision.head.id.span;
    let mut tell = |key: &str, hint: &str| {
        let found = Found::new(&codes::MISSING_KEY, id).with("what", "a decision").with("key", key);
        faults.add(found.with("hint", hint));
    };
    match decision.by {
        DecidedBy::Service if decision.uses.is_empty() => tell("uses", " and the decisions that the service offers"),
        DecidedBy::Service => {}
        _ if decision.outputs.is_empty() => tell("outputs", " and what it gives, such as { level: { type: text } }"),
        _ => {}
    }
}

/// Inputs, what is used and functions share one namespace.
fn names(decision: &Decision, faults: &mut Faults) {
    let inputs = decision.inputs.values().map(|input| (input.field.name.as_str(), input.field.span));
    let uses = decision.uses.iter().map(|used| (used.name.name.as_str(), used.name.span));
    let functions = decision.functions.values().map(|function| (function.name.name.as_str(), function.name.span));
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for (name, span) in inputs.chain(uses).chain(functions) {
        if let Some(first) = seen.insert(name, span) {
            faults.add(Found::new(&codes::DUPLICATE_ID, span).with("id", name).with("line", first.line));
        }
    }
}

/// What rules and a table give are outputs of the decision.
fn given(decision: &Decision, faults: &mut Faults) {
    let suggestions = Suggestions::default();
    let named: Vec<(&str, Span)> = match &decision.by {
        DecidedBy::Rules(rules) => {
            let all: Vec<&Given> = rules.iter().flat_map(|rule| &rule.gives).collect();
            all.into_iter().map(|given| (given.field.as_str(), given.span)).collect()
        }
        DecidedBy::Table(table) => table.outputs.iter().map(|output| (output.name.as_str(), output.span)).collect(),
        DecidedBy::Value(_) | DecidedBy::Service => Vec::new(),
    };
    for (name, span) in named.into_iter().filter(|(name, _)| !decision.outputs.contains_key(*name)) {
        let near = suggestions.near(name, decision.outputs.keys().map(String::as_str));
        faults.add(Found::new(&codes::OUTPUT_UNDEFINED, span).with("output", name).with("near", near));
    }
}
