//! An input that a form may leave empty has a rule that fits then: `< 10` and `>= 10` leave nothing open but nothing itself.
//!
//! Only fields that forms alone give are looked at, and that nothing demands; what is computed is there as a rule.

use super::Subject;
use crate::codes;
use crate::definition::step::{DecideRules, Table};
use crate::definition::{Field, Given, Step, StepKind};
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for step in &subject.steps {
        let StepKind::Decide(decide) = &step.kind else { continue };
        let DecideRules::Table(table) = &decide.rules else { continue };
        for (column, input) in table.inputs.iter().enumerate().filter(|_| table.default.is_none()) {
            let field = input.program.as_name().and_then(|name| subject.workflow.fields.get(name));
            if field.is_some_and(|field| may_be_empty(subject, field)) && !fits_nothing(table, column) {
                add(Found::new(&codes::TABLE_GAP_EMPTY, input.span).with("input", &input.text));
            }
        }
    }
}

fn may_be_empty(subject: &Subject<'_>, field: &Field) -> bool {
    let computes = |given: &Given| given.field == field.name && given.value.is_some();
    let of_choices =
        |step: &Step| step.choices().is_some_and(|all| all.values().any(|one| one.gives.iter().any(computes)));
    let decides = |step: &Step| {
        matches!(step.kind, StepKind::Decide(_)) && step.gives.iter().any(|given| given.field == field.name)
    };
    let needs = |step: &Step| step.needs.iter().any(|need| need.name == field.name);
    let is_optional = !field.required && field.required_when.is_none() && field.default.is_none();
    let settled = |step: &Step| needs(step) || decides(step) || of_choices(step) || step.gives.iter().any(computes);
    is_optional && !subject.steps.iter().any(|step| settled(step))
}

/// Whether some rule fits where the input is empty, as far as that can be seen.
fn fits_nothing(table: &Table, column: usize) -> bool {
    table.rules.iter().any(|rule| {
        rule.when
            .get(column)
            .is_none_or(|cell| cell.text.trim() == "-" || cell.text.contains("null") || cell.text.contains("not("))
    })
}
