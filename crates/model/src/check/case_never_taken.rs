//! A case that an earlier one always takes the place of, or whose condition is never true.

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
                DecideRules::Table(_) => continue,
            },
            _ => continue,
        };
        for (index, (when, span)) in cases.iter().enumerate() {
            if let Some(why) = never(*when, &cases[..index]) {
                let span = when.map_or(*span, |when| when.span);
                add(Found::new(&codes::CASE_NEVER_TAKEN, span).with("why", why));
            }
        }
    }
}

fn never(when: Option<&Expr>, before: &[(Option<&Expr>, Span)]) -> Option<String> {
    if let Some((_, earlier)) = before.iter().find(|(when, _)| when.is_none_or(is_always)) {
        return Some(format!("the one on line {} always is", earlier.line));
    }
    let when = when?;
    if let Some(Value::Boolean(false) | Value::Null) = when.program.as_constant() {
        return Some("its condition is never true".to_owned());
    }
    let same = before.iter().find(|(earlier, _)| earlier.is_some_and(|earlier| words(earlier) == words(when)));
    same.map(|(_, earlier)| format!("the one on line {} has the same condition", earlier.line))
}

fn is_always(when: &Expr) -> bool {
    matches!(when.program.as_constant(), Some(Value::Boolean(true)))
}

fn words(expr: &Expr) -> Vec<&str> {
    expr.text.split_whitespace().collect()
}
