//! Whether what decides gives a value for certain: no rule that may be the one leaves it empty. What happens where no rule fits is
//! told elsewhere; what an expression computes counts unless it is plainly null.

use crate::definition::step::{DecideRule, DecideRules, Table};
use crate::definition::{DecidedBy, Expr, Given};

/// Whether the rules of a step give a field for certain. Of a shared decision the step does not know it; it counts as certain.
pub(super) fn gives_certainly(rules: &DecideRules, field: &str) -> bool {
    match rules {
        DecideRules::Table(table) => by_table(table, field),
        DecideRules::Rules(rules) => by_rules(rules, field),
        DecideRules::Shared(_) => true,
    }
}

/// Whether a shared decision gives an output for certain.
pub(crate) fn decides_certainly(by: &DecidedBy, output: &str) -> bool {
    match by {
        DecidedBy::Table(table) => by_table(table, output),
        DecidedBy::Rules(rules) => by_rules(rules, output),
        _ => true,
    }
}

fn by_table(table: &Table, field: &str) -> bool {
    let column = table.outputs.iter().position(|output| output.name == field);
    let cells = table.rules.iter().map(|rule| &rule.gives).chain(&table.default);
    let mut cells = cells.filter_map(|cells| cells.get(column?));
    column.is_some() && cells.all(|cell| !is_null(&cell.expr))
}

fn by_rules(rules: &[DecideRule], field: &str) -> bool {
    let is_given = |one: &Given| one.field == field && one.value.as_ref().is_some_and(|value| !is_null(value));
    rules.iter().any(|rule| rule.when.is_none()) && rules.iter().all(|rule| rule.gives.iter().any(is_given))
}

/// Whether an expression is plainly null.
pub(super) fn is_null(expr: &Expr) -> bool {
    matches!(expr.program.as_constant(), Some(baton_feel::Value::Null))
}
