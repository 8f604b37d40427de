//! Decisions by rule in a workflow.

use super::table;
use super::tale::Tale;
use crate::definition::step::{Decide, DecideRule, DecideRules, Shared};

pub(super) fn told(tale: &mut Tale<'_>, was: &Decide, now: &Decide) {
    let Decide { rules: decided } = now;
    match (&was.rules, decided) {
        (DecideRules::Table(was), DecideRules::Table(now)) => table::told(tale, was, now),
        (DecideRules::Rules(was), DecideRules::Rules(now)) => rules(tale, was, now),
        (DecideRules::Shared(was), DecideRules::Shared(Shared { decision, with })) => {
            tale.value("decision", &was.decision, decision);
            tale.value("with", &was.with, with);
        }
        (was, now) => tale.value("it is decided by", way(was), way(now)),
    }
}

fn way(rules: &DecideRules) -> &'static str {
    match rules {
        DecideRules::Table(_) => "a table",
        DecideRules::Rules(_) => "rules",
        DecideRules::Shared(_) => "a shared decision",
    }
}

/// Rules in order.
pub(super) fn rules(tale: &mut Tale<'_>, was: &[DecideRule], now: &[DecideRule]) {
    tale.list(("rule", "rules"), (was, now), called, |tale, was, now| {
        let DecideRule { when: _, gives, span: _ } = now;
        tale.value("it holds", &called(was), &called(now));
        tale.value("gives", &was.gives, gives);
    });
}

fn called(rule: &DecideRule) -> String {
    rule.when.as_ref().map_or_else(|| "otherwise".to_owned(), |when| format!("when {}", when.text.trim()))
}
