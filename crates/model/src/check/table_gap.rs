//! A decision table has a rule for every input, and where only one may fit, no two for the same.

use baton_feel::table::{Budget, Domain};
use baton_feel::{Date, Decimal, Value};

use super::Subject;
use crate::codes;
use crate::definition::step::{DecideRules, Hit, Table};
use crate::definition::{Expr, Field, FieldType, StepKind};
use crate::found::Found;
use crate::span::Span;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let mut budget = Budget::default();
    for step in &subject.steps {
        let StepKind::Decide(decide) = &step.kind else { continue };
        let DecideRules::Table(table) = &decide.rules else { continue };
        let field = |name: &str| subject.workflow.fields.get(name);
        self::table((table, step.title_span), &field, &mut budget, add);
    }
}

/// Checks one table; `at` is where a gap is told, `field` finds what an input is by its name.
pub(super) fn table<'f>(
    (table, at): (&Table, Span),
    field: &dyn Fn(&str) -> Option<&'f Field>,
    budget: &mut Budget,
    add: &mut dyn FnMut(Found),
) {
    let is_even = |rule: &crate::definition::step::TableRule| rule.when.len() == table.inputs.len();
    if table.rules.is_empty() || !table.rules.iter().all(is_even) {
        return;
    }
    let domains: Vec<Domain> = table.inputs.iter().map(|input| domain(field, input)).collect();
    if table.default.is_none()
        && let Some(gap) = table.table.gap(&domains, budget)
    {
        add(Found::new(&codes::TABLE_GAP, at).with("example", example(table, &gap)));
    }
    if table.hit == Hit::Unique
        && let Some(overlap) = table.table.overlap(&domains, budget)
    {
        let (first, second) = overlap.rules;
        let found = Found::new(&codes::TABLE_OVERLAP, table.rules[second].span);
        let line = table.rules[first].span.line;
        add(found.with("example", example(table, &overlap.input)).with("line", line));
    }
}

/// What an input can be: its type, within the field's limits.
fn domain<'f>(field: &dyn Fn(&str) -> Option<&'f Field>, input: &Expr) -> Domain {
    let mut domain = Domain::from(input.program.result_type());
    let field = input.program.as_name().and_then(field);
    let Some(field) = field.filter(|field| matches!(field.ty, FieldType::Number | FieldType::Money | FieldType::Date))
    else {
        return domain;
    };
    let value = |text: &str| match field.ty {
        FieldType::Date => Date::parse(text).map(Value::Date),
        _ => text.parse::<Decimal>().ok().map(Value::Number),
    };
    domain.min = field.min.as_ref().and_then(|min| value(&min.text));
    domain.max = field.max.as_ref().and_then(|max| value(&max.text));
    domain
}

/// `amount = 1000`: an input in words; what may be anything is left out.
fn example(table: &Table, input: &[Value]) -> String {
    let asked = |column: usize| table.table.rules.iter().any(|rule| rule.when.get(column).is_some_and(Option::is_some));
    let parts = table.inputs.iter().zip(input).enumerate();
    let parts = parts.filter(|(column, (_, value))| asked(*column) && !value.is_null());
    let told: Vec<String> = parts.map(|(_, (input, value))| format!("{} = {value}", input.text)).collect();
    if told.is_empty() { "any input".to_owned() } else { told.join(", ") }
}
