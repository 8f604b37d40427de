//! A decision table has a rule for every input, and where only one may fit, no two for the same; each of its rules can hit,
//! and names values that there can be.

use baton_feel::table::{Budget, Domain, Never};
use baton_feel::{Date, Decimal, Value};

use super::Subject;
use crate::codes;
use crate::definition::step::{DecideRules, Hit, Table};
use crate::definition::{Expr, Field, FieldType, Limit, StepKind};
use crate::found::Found;
use crate::span::Span;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let mut budget = Budget::default();
    for step in &subject.steps {
        let StepKind::Decide(decide) = &step.kind else { continue };
        let DecideRules::Table(table) = &decide.rules else { continue };
        let field = |name: &str| subject.workflow.fields.get(name);
        self::table((table, step.title_span), &Fields { input: &field, output: &field }, &mut budget, add);
    }
}

/// What the inputs and outputs of a table are, by name.
pub(super) struct Fields<'a, 'f> {
    pub input: &'a dyn Fn(&str) -> Option<&'f Field>,
    pub output: &'a dyn Fn(&str) -> Option<&'f Field>,
}

/// Checks one table; `at` is where a gap is told.
pub(super) fn table(
    (table, at): (&Table, Span),
    fields: &Fields<'_, '_>,
    budget: &mut Budget,
    add: &mut dyn FnMut(Found),
) {
    let is_even = |rule: &crate::definition::step::TableRule| rule.when.len() == table.inputs.len();
    if table.rules.is_empty() || !table.rules.iter().all(is_even) {
        return;
    }
    let domains: Vec<Domain> = table.inputs.iter().map(|input| domain(fields.input, input)).collect();
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
    if table.hit == Hit::Any
        && let Some(overlap) = table.table.disagreement(&domains, budget)
    {
        let (first, second) = overlap.rules;
        let found = Found::new(&codes::TABLE_RULES_DIFFER, table.rules[second].span);
        let line = table.rules[first].span.line;
        add(found.with("example", example(table, &overlap.input)).with("line", line));
    }
    never_hit(table, &domains, budget, add);
    outside(table, &domains, fields, add);
}

/// Rules that can never hit.
fn never_hit(table: &Table, domains: &[Domain], budget: &mut Budget, add: &mut dyn FnMut(Found)) {
    for never in table.table.never_hit(domains, budget) {
        let rule = &table.rules[never.rule];
        let (span, why) = match never.why {
            Never::Empty { input } => {
                let (cell, input) = (&rule.when[input], &table.inputs[input]);
                (cell.expr.span, format!("nothing that `{}` can be fits {}", input.text, cell.text))
            }
            Never::Masked { by } => {
                let lines: Vec<String> = by.iter().map(|rule| table.rules[*rule].span.line.to_string()).collect();
                let lines = lines.join(", ");
                let why = match by.as_slice() {
                    [_] => format!("the rule on line {lines} goes before it wherever it fits"),
                    _ => format!("those on lines {lines} go before it wherever it fits"),
                };
                (rule.span, why)
            }
        };
        add(Found::new(&codes::TABLE_RULE_NEVER, span).with("why", why));
    }
}

/// Values that no input and no output can have.
fn outside(table: &Table, domains: &[Domain], fields: &Fields<'_, '_>, add: &mut dyn FnMut(Found)) {
    for outside in table.table.outside(domains) {
        let (cell, input) = (&table.rules[outside.rule].when[outside.input], &table.inputs[outside.input]);
        let limits = input.program.as_name().and_then(fields.input).map(limits).unwrap_or_default();
        let found = Found::new(&codes::TABLE_VALUE_OUTSIDE, cell.expr.span).with("value", &outside.value);
        add(found.with("name", &input.text).with("limits", limits));
    }
    let cells = table.rules.iter().map(|rule| &rule.gives).chain(&table.default);
    for (output, cell) in cells.flat_map(|cells| table.outputs.iter().zip(cells)) {
        let Some((field, value)) = (fields.output)(&output.name).zip(cell.expr.program.as_constant()) else { continue };
        if !value_domain(field).is_none_or(|domain| domain.holds(value)) {
            let found = Found::new(&codes::TABLE_VALUE_OUTSIDE, cell.expr.span).with("value", value);
            add(found.with("name", &output.name).with("limits", limits(field)));
        }
    }
}

/// `at least 0 and at most 10`.
fn limits(field: &Field) -> String {
    let told = [("at least", &field.min), ("at most", &field.max)];
    let told = told.into_iter().filter_map(|(word, limit)| Some(format!("{word} {}", limit.as_ref()?.text)));
    told.collect::<Vec<_>>().join(" and ")
}

/// What an input can be: its type, within the field's limits.
pub(crate) fn domain<'f>(field: &dyn Fn(&str) -> Option<&'f Field>, input: &Expr) -> Domain {
    let field = input.program.as_name().and_then(field);
    field.and_then(value_domain).unwrap_or_else(|| Domain::from(input.program.result_type()))
}

/// What a number or date can be, within its limits.
pub(super) fn value_domain(field: &Field) -> Option<Domain> {
    if !matches!(field.ty, FieldType::Number | FieldType::Money | FieldType::Date) {
        return None;
    }
    let value = |text: &str| match field.ty {
        FieldType::Date => Date::parse(text).map(Value::Date),
        _ => text.parse::<Decimal>().ok().map(Value::Number),
    };
    let limit = |limit: &Option<Limit>| limit.as_ref().and_then(|limit| value(&limit.text));
    Some(Domain { min: limit(&field.min), max: limit(&field.max), ..Domain::from(field.kind()) })
}

/// `amount = 1000`: an input in words; what may be anything is left out.
pub(crate) fn example(table: &Table, input: &[Value]) -> String {
    let asked = |column: usize| table.table.rules.iter().any(|rule| rule.when.get(column).is_some_and(Option::is_some));
    let parts = table.inputs.iter().zip(input).enumerate();
    let parts = parts.filter(|(column, (_, value))| asked(*column) && !value.is_null());
    let told: Vec<String> = parts.map(|(_, (input, value))| format!("{} = {value}", input.text)).collect();
    if told.is_empty() { "any input".to_owned() } else { told.join(", ") }
}
