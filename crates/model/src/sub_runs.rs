//! Whether what a workflow asks of other workflows is what these can do: that they are there and can be begun by a run, take what
//! they are started with, need nothing that they are not given, and have what is taken from them; and that what is personal or
//! secret in one of them does not stand in the clear in the other.
//!
//! A workflow that runs itself is looked at as it stands in its own text.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_feel::{Program, Scope, Type};

use crate::Compiled;
use crate::check::may_hold;
use crate::codes;
use crate::decision::placed;
use crate::definition::step::SubWorkflow;
use crate::definition::{Field, FieldType, Named, Process, Start, StartKind, StepKind, Taken, Workflow};
use crate::fault::Fault;
use crate::found::{Faults, Found};
use crate::span::Span;
use crate::sub_values;
use crate::suggestions::Suggestions;

/// Gives another workflow, of that version or as it would run now.
pub type Find<'f> = &'f mut dyn FnMut(&str, Option<u32>) -> Option<Arc<Compiled>>;

/// What is wrong with what a workflow asks of others, in the order of its text.
pub fn asked(workflow: &Workflow, text: &str, find: Find<'_>) -> Vec<Fault> {
    let runs = workflow.all_steps().into_iter().filter_map(|step| match &step.kind {
        StepKind::Run(run) => Some((step.id.clone(), run.clone())),
        _ => None,
    });
    of(workflow, text, (runs.collect(), find))
}

/// The same of a process; `workflow` is what it means, whose text nobody has written.
pub fn asked_by_process(process: &Process, workflow: &Workflow, text: &str, find: Find<'_>) -> Vec<Fault> {
    let runs = process.workflows.iter().filter_map(|entry| {
        let mut steps = workflow.all_steps().into_iter().filter_map(|step| match &step.kind {
            StepKind::Run(run) if run.workflow.name == entry.workflow.name => Some((step, run)),
            _ => None,
        });
        let (_, run) = steps.clone().find(|(step, _)| step.id == entry.id.name).or_else(|| steps.next())?;
        let mut run = run.clone();
        let span = entry.workflow.span;
        run.workflow.span = span;
        run.takes.iter_mut().for_each(|taken| taken.mine.span = span);
        for given in &mut run.with {
            given.span = span;
            given.value.iter_mut().for_each(|value| value.span = span);
        }
        Some((entry.id.name.clone(), run))
    });
    of(workflow, text, (runs.collect(), find))
}

/// The runs have the ids of the steps that ask for them.
fn of(workflow: &Workflow, text: &str, (runs, find): (Vec<(String, SubWorkflow)>, Find<'_>)) -> Vec<Fault> {
    let mut faults = Faults::default();
    let mut others = Vec::new();
    for (id, run) in &runs {
        let is_itself = run.workflow.name == workflow.id.name;
        match if is_itself { Some(None) } else { find(&run.workflow.name, run.version).map(Some) } {
            Some(other) => others.push((id, run, other)),
            None => faults.add(about(&codes::SUB_UNKNOWN, run)),
        }
    }
    let mut known = BTreeMap::new();
    for (id, run, other) in &others {
        let theirs = other.as_deref().map_or(workflow, |other| &other.workflow);
        fits(workflow, run, theirs, &mut faults);
        known.insert((*id).clone(), theirs);
    }
    let mut faults = placed(faults, text).err().unwrap_or_default();
    faults.extend(sub_values::asked(text, &known));
    faults
}

fn about(code: &'static codes::Rule, run: &SubWorkflow) -> Found {
    Found::new(code, run.workflow.span).with("workflow", &run.workflow.name)
}

fn fits(ours: &Workflow, run: &SubWorkflow, theirs: &Workflow, faults: &mut Faults) {
    let asked_for = theirs.start.iter().find(|start| matches!(start.kind, StartKind::Run));
    let Some(start) = asked_for.or_else(|| theirs.start.iter().find(|start| start.is_by_hand())) else {
        return faults.add(about(&codes::SUB_CANNOT_BEGIN, run));
    };
    handed_over((ours, run), (theirs, start), faults);
    taken(ours, (&run.workflow, &run.takes), theirs, faults);
}

fn handed_over((ours, run): (&Workflow, &SubWorkflow), (theirs, start): (&Workflow, &Start), faults: &mut Faults) {
    let suggestions = Suggestions::default();
    let workflow = &run.workflow.name;
    for given in &run.with {
        if !start.gives.iter().any(|asks| asks.field == given.field) {
            let near = suggestions.near(&given.field, start.gives.iter().map(|asks| asks.field.as_str()));
            let found = Found::new(&codes::SUB_ASKS_NOT, given.span).with("workflow", workflow);
            faults.add(found.with("field", &given.field).with("near", near));
            continue;
        }
        let (Some(expr), Some(field)) = (&given.value, theirs.fields.get(&given.field)) else { continue };
        differs((expr.program.result_type(), field), |is, wanted| {
            let found = Found::new(&codes::SUB_TYPE, expr.span).with("workflow", workflow);
            faults.add(found.with("field", &given.field).with("is", is).with("wanted", wanted));
        });
        in_the_clear((ours, &expr.program), (field, expr.span), faults);
    }
    for asks in &start.gives {
        let needs = theirs.fields.get(&asks.field).is_some_and(|field| field.required && field.default.is_none());
        if needs && !run.with.iter().any(|given| given.field == asks.field) {
            faults.add(about(&codes::SUB_INPUT_MISSING, run).with("field", &asks.field));
        }
    }
}

/// What a workflow takes from the fields of another one.
pub(crate) fn taken(ours: &Workflow, (other, takes): (&Named, &[Taken]), theirs: &Workflow, faults: &mut Faults) {
    let suggestions = Suggestions::default();
    let is_name = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let scope = || theirs.fields.values().fold(Scope::new(), |scope, field| scope.with(&field.name, field.kind()));
    for taken in takes {
        let program = baton_feel::compile(&taken.theirs, &scope());
        if let (Ok(program), Some(mine)) = (program, ours.fields.get(&taken.mine.name)) {
            in_the_clear((theirs, &program), (mine, taken.mine.span), faults);
        }
    }
    for taken in takes.iter().filter(|taken| is_name(&taken.theirs)) {
        let workflow = &other.name;
        let Some(field) = theirs.fields.get(&taken.theirs) else {
            let near = suggestions.near(&taken.theirs, theirs.fields.keys().map(String::as_str));
            let found = Found::new(&codes::SUB_GIVES_NOT, taken.mine.span).with("workflow", workflow);
            faults.add(found.with("field", &taken.theirs).with("near", near));
            continue;
        };
        let Some(mine) = ours.fields.get(&taken.mine.name) else { continue };
        differs((field.kind(), mine), |is, wanted| {
            let found = Found::new(&codes::SUB_TYPE, taken.mine.span).with("workflow", workflow);
            faults.add(found.with("field", &taken.mine.name).with("is", is).with("wanted", wanted));
        });
    }
}

/// Tells where something personal or secret of one workflow would stand in the clear in a field of the other. Asking something
/// of it copies nothing; of a file the name is sealed in any field.
fn in_the_clear((of, program): (&Workflow, &Program), (field, span): (&Field, Span), faults: &mut Faults) {
    let copies = !matches!(program.result_type(), Type::Boolean);
    let is_sealed = matches!(field.ty, FieldType::File | FieldType::Files);
    let private = of.private_in(program).filter(|private| copies && !is_sealed && !may_hold(field, private));
    if let Some(private) = private {
        let found = Found::new(&codes::PRIVATE_COPIED, span).with("field", &field.name).with("from", &private.name);
        faults.add(found.with("kind", private.kind.word()));
    }
}

/// Tells the two types where a value of one cannot be one of a field. A person is handed over by their e-mail; of what has
/// parts the parts are looked at when it is handed over.
fn differs((is, field): (Type, &Field), tell: impl FnOnce(String, String)) {
    let wanted = field.kind();
    let loose = |kind: &Type| matches!(kind, Type::Context(_) | Type::Person | Type::List(_));
    if !(is.fits(&wanted) || loose(&is) || loose(&wanted)) {
        tell(is.to_string(), wanted.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OTHER: &str = "workflow: other\ntitle: Other\nowner: it\nstart: [{ run: true, gives: [size, note] }]\nfields:\n  \
                         size: { type: number, required: true }\n  note: { type: text }\n  result: { type: yes-no }\nsteps: [{ \
                         set: Decide, gives: { result: size > 3 } }]\noutcomes: { done: { title: Done } }\n";

    fn found(step: &str) -> Vec<String> {
        let text = format!(
            "workflow: mine\ntitle: Mine\nowner: it\nstart: [{{ manual: Go, gives: [count, name] }}]\nfields:\n  count: {{ type: \
             number, required: true }}\n  name: {{ type: text, required: true }}\n  ok: {{ type: yes-no }}\nsteps:\n  - run: \
             Other\n{step}outcomes: {{ done: {{ title: Done }} }}\n"
        );
        let compiled = crate::compile(&text).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let other = Arc::new(crate::compile(OTHER).unwrap());
        let deaf = OTHER.replace("workflow: other", "workflow: deaf").replace("run: true", "event: heard");
        let deaf =
            Arc::new(crate::compile(&deaf.replace("gives: [size, note]", "gives: { size: body.size }")).unwrap());
        let faults = asked(&compiled.workflow, &text, &mut |id, version| {
            let known = if id == "deaf" { &deaf } else { &other };
            (known.workflow.id.name == id && version.is_none_or(|version| version == 1)).then(|| Arc::clone(known))
        });
        faults.into_iter().map(|fault| format!("{}: {}", fault.line, fault.message)).collect()
    }

    #[test]
    fn what_fits_is_fine() {
        let step = "    workflow: other\n    with: { size: count + 1, note: name }\n    gives: { ok: result }\n";
        assert_eq!(found(step), [""; 0]);
    }

    #[test]
    fn what_is_private_is_not_handed_over_into_a_field_that_is_not() {
        let ours = "workflow: mine\ntitle: Mine\nowner: it\nstart: [{ manual: Go, gives: [ssn, shown] }]\nfields:\n  ssn: { \
                    type: text, required: true, PRIVATE }\n  shown: { type: text }\n  boss: { type: person }\nsteps:\n  - { run: \
                    Other, workflow: other, with: { size: string length(ssn), note: ssn }, gives: { shown: note } }\n  - { run: \
                    Another, workflow: other, with: { size: 'if ssn = \"1\" then 1 else 2' }, gives: { shown: upper case(note) } \
                    }\noutcomes: { done: { title: Done } }\n";
        let found = |mine: &str, note: &str| {
            let text = ours.replace("PRIVATE", mine);
            let other = OTHER.replace("note: { type: text }", &format!("note: {{ type: text, {note} }}"));
            let other = Arc::new(crate::compile(&other).unwrap_or_else(|faults| panic!("{faults:#?}")));
            let compiled = crate::compile(&text).unwrap_or_else(|faults| panic!("{faults:#?}"));
            let faults = asked(&compiled.workflow, &text, &mut |_, _| Some(Arc::clone(&other)));
            faults.into_iter().map(|fault| format!("{}: {}", fault.line, fault.message)).collect::<Vec<_>>()
        };
        insta::assert_debug_snapshot!([
            found("personal: true", "label: Note"),
            found("secret: true", "personal: true"),
            found("label: Number", "personal: true"),
            found("label: Number", "label: Note"),
        ]);
    }

    #[test]
    fn what_is_not_there_or_of_another_type_is_found() {
        insta::assert_debug_snapshot!([
            found("    workflow: othr\n"),
            found("    workflow: deaf\n"),
            found("    workflow: other\n    version: 2\n    with: { size: 1 }\n"),
            found("    workflow: other\n    with: { note: name }\n"),
            found("    workflow: other\n    with: { size: name, weight: 3 }\n"),
            found("    workflow: other\n    with: { size: 1 }\n    gives: { ok: note }\n"),
            found("    workflow: other\n    with: { size: 1 }\n    gives: { ok: reslt }\n"),
        ]);
    }
}
