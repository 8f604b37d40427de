//! A `decide` step of a workflow as a decision of its own, so that it can be tried out and taken elsewhere.

use crate::definition::step::{Decide, DecideRules};
use crate::definition::{DecidedBy, Decision, Head, Named, Parameter, Step, StepKind, Workflow};
use crate::map::IndexMap;
use baton_feel::Type;

/// The steps of a workflow that decide by a table or rules of their own.
pub fn steps(workflow: &Workflow) -> Vec<&Step> {
    let steps = workflow.all_steps().into_iter().map(AsRef::as_ref);
    steps.filter(|step| matches!(&step.kind, StepKind::Decide(decide) if own(decide).is_some())).collect()
}

/// A step as a decision: its inputs are the fields that it looks at, its outputs those that it gives. None where it has
/// no table and no rules.
pub fn of_step(workflow: &Workflow, step: &Step) -> Option<Decision> {
    let StepKind::Decide(decide) = &step.kind else { return None };
    let by = own(decide)?;
    let gives_lists = matches!(&by, DecidedBy::Table(table) if table.hit.gives_lists());
    let mut inputs = IndexMap::default();
    for used in decide.expressions().iter().flat_map(|expr| expr.program.uses()) {
        let field = used.path.first().and_then(|name| workflow.fields.get(name));
        inputs.extend(field.map(|field| (field.name.clone(), parameter(field))));
    }
    let given = step.gives.iter().filter_map(|given| workflow.fields.get(&given.field));
    let outputs = given.map(|field| {
        let output = parameter(field);
        let kind = match output.kind {
            Type::List(item) if gives_lists => *item,
            kind => kind,
        };
        (field.name.clone(), Parameter { kind, ..output })
    });
    let id = Named { name: step.id.clone(), span: step.title_span };
    let head = Head { id, title: step.title.text.clone(), about: None, ..workflow.head.clone() };
    Some(Decision { head, inputs, outputs: outputs.collect(), uses: Vec::new(), functions: IndexMap::default(), by })
}

fn own(decide: &Decide) -> Option<DecidedBy> {
    match &decide.rules {
        DecideRules::Table(table) => Some(DecidedBy::Table(table.clone())),
        DecideRules::Rules(rules) => Some(DecidedBy::Rules(rules.clone())),
        DecideRules::Shared(_) => None,
    }
}

fn parameter(field: &crate::definition::Field) -> Parameter {
    Parameter { kind: field.kind(), field: field.clone() }
}
