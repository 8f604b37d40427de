//! A case that an earlier one always takes the place of, or whose condition is never true.

use std::collections::HashMap;

use super::Subject;
use crate::codes;
use crate::definition::step::DecideRules;
use crate::definition::{Expr, StepKind};
use crate::found::Found;
use crate::span::Span;
use baton_feel::Value;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for step in &subject.steps {
        let cases: Vec<(Option<&Expr>, Span)> = match &step.kind {
            StepKind::Choose(choose) => choose.cases.iter().map(|case| (case.when.as_ref(), case.span)).collect(),
            StepKind::Decide(decide) => match &decide.rules {
                DecideRules::Rules(rules) => rules.iter().map(|rule| (rule.when.as_ref(), rule.span)).collect(),
                DecideRules::Table(_) | DecideRules::Shared(_) => continue,
            },
            _ => continue,
        };
        told(&cases, add);
    }
}

/// Cases, or rules, in the order in which they are tried.
pub(super) fn told(cases: &[(Option<&Expr>, Span)], add: &mut dyn FnMut(Found)) {
    let mut always: Option<Span> = None;
    let mut seen: HashMap<String, Span> = HashMap::new();
    for (when, span) in cases {
        let why = match (always, when) {
            (Some(earlier), _) => Some(format!("the one on line {} always is", earlier.line)),
            (None, Some(when)) => never(when, &seen),
            (None, None) => None,
        };
        if let Some(why) = why {
            let span = when.map_or(*span, |when| when.span);
            add(Found::new(&codes::CASE_NEVER_TAKEN, span).with("why", why));
        }
        if when.is_none_or(is_always) {
            always = always.or(Some(*span));
        }
        if let Some(when) = when {
            seen.entry(words(when)).or_insert(*span);
        }
    }
}

fn never(when: &Expr, seen: &HashMap<String, Span>) -> Option<String> {
    if let Some(Value::Boolean(false) | Value::Null) = when.program.as_constant() {
        return Some("its condition is never true".to_owned());
    }
    let earlier = seen.get(&words(when))?;
    Some(format!("the one on line {} has the same condition", earlier.line))
}

fn is_always(when: &Expr) -> bool {
    matches!(when.program.as_constant(), Some(Value::Boolean(true)))
}

/// The condition with single spaces.
pub(super) fn words(expr: &Expr) -> String {
    expr.text.split_whitespace().collect::<Vec<_>>().join(" ")
}
