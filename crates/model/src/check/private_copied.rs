//! What is personal or secret is not copied into a field that is neither: it would stand there in the clear, for ever.
//!
//! Asking something of it (`salary > 1000`) copies nothing. A person field takes a person as a number.

use baton_feel::Type;

use super::Subject;
use crate::codes;
use crate::definition::step::DecideRules;
use crate::definition::{Default, Expr, Field, FieldType, StepKind};
use crate::found::Found;
use crate::privacy::{Private, PrivateKind};

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let fields = &subject.workflow.fields;
    let mut tell = |name: &str, expr: &Expr| {
        let Some(field) = fields.get(name) else { return };
        if matches!(expr.program.result_type(), Type::Boolean) {
            return;
        }
        if let Some(private) = subject.workflow.private_in(&expr.program).filter(|private| !may_hold(field, private)) {
            let found = Found::new(&codes::PRIVATE_COPIED, expr.span).with("field", name).with("from", &private.name);
            add(found.with("kind", private.kind.word()));
        }
    };
    for step in &subject.steps {
        let choices = step.choices().into_iter().flat_map(|choices| choices.values()).flat_map(|choice| &choice.gives);
        let rules = match &step.kind {
            StepKind::Decide(decide) => match &decide.rules {
                DecideRules::Rules(rules) => rules.as_slice(),
                DecideRules::Table(table) => {
                    let cells = table.rules.iter().map(|rule| &rule.gives).chain(&table.default);
                    for (output, cell) in cells.flat_map(|cells| table.outputs.iter().zip(cells)) {
                        tell(&output.name, &cell.expr);
                    }
                    &[]
                }
                DecideRules::Shared(_) => &[],
            },
            _ => &[],
        };
        for given in step.gives.iter().chain(choices).chain(rules.iter().flat_map(|rule| &rule.gives)) {
            given.value.iter().for_each(|value| tell(&given.field, value));
        }
    }
    let handlers = subject.steps.iter().flat_map(|step| &step.in_case).chain(&subject.workflow.in_case);
    let starts = subject.workflow.start.iter().flat_map(|start| &start.gives);
    for given in starts.chain(handlers.flat_map(|handler| &handler.gives)) {
        given.value.iter().for_each(|value| tell(&given.field, value));
    }
    for field in fields.values() {
        if let Some(Default::Computed(template)) = &field.default {
            template.expressions().for_each(|expr| tell(&field.name, expr));
        }
    }
}

/// Whether what is private may stand in a field.
pub(crate) fn may_hold(field: &Field, private: &Private) -> bool {
    match private.kind {
        PrivateKind::Secret => field.secret,
        PrivateKind::Person => field.secret || field.personal || field.ty == FieldType::Person,
        PrivateKind::Personal | PrivateKind::Comment => field.secret || field.personal,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_begins_with_a_date_of_a_run_does_not_take_what_is_personal_of_it() {
        let text = "workflow: contracts\ntitle: Contracts\nowner: it\nstart:\n  - { manual: Sign, gives: [ends, name] }\n  - { date: \
                    ends, before: 7 days, gives: { name: name, note: name } }\nfields:\n  ends: { type: date, required: true }\n  \
                    name: { type: text, personal: true }\n  note: { type: text }\nroles: { clerk: { group: it } }\nsteps: [{ \
                    task: Look, who: clerk }]\noutcomes: { done: { title: Done } }\n";
        let faults = crate::read(text).faults.into_iter().filter(|fault| fault.code == "check.private_copied");
        let found: Vec<String> = faults.map(|fault| format!("{}: {}", fault.line, fault.message)).collect();
        assert_eq!(found, ["6: `name` is personal, and `note` would hold it in the clear"]);
    }
}
